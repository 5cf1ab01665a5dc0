import type { JsonObject } from '@fluxts/base';
import type { Condition } from '@fluxts/flux-api';
import type { ObjectRef } from '@fluxts/kube-client';
import type { Clock } from '@fluxts/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Working } from '../support/working.ts';
import { attacker, type Lock, Platform } from './platform.ts';

/** A way that a tenant tries to get out of its namespace, and what becomes of it. */
export interface Attempt {
  /** What it tries, as the name of a test: "to …". */
  readonly tries: string;
  /** Files of the attempt's own directory, by path below it. */
  readonly files?: Readonly<Record<string, string>>;
  /** The Kustomization's spec, over its usual one. */
  readonly spec?: JsonObject;
  /** The Ready condition of the locked platform. */
  readonly denied: { readonly reason: string; readonly message: RegExp };
  /** What must not exist after it. */
  readonly untouched?: readonly ObjectRef[];
  /**
   * What becomes of it without the flags: `passes` where Flux allows it there, with what exists then; `denied`
   * where nothing allows it.
   */
  readonly without: 'passes' | 'denied';
  /** A text in the objects that exist without the flags, to show what would be gained. */
  readonly gains?: string;
}

/** What a suite of attempts is given. */
export interface Suite {
  readonly platform: Platform;
  /** The attacker's repository. */
  readonly working: Working;
}

/**
 * Runs attempts against one platform: each once with the flags of the lock-down and once without. All lie in one
 * repository of the attacker, a directory each.
 */
export function suiteOf(
  title: string,
  attempts: readonly Attempt[],
  prepare: (suite: Suite) => Promise<void> | void = () => {},
  clock?: Clock,
): () => Suite {
  let suite: Suite | undefined;
  const current = (): Suite => {
    if (suite === undefined) throw new Error('the platform is not up');
    return suite;
  };
  beforeAll(async () => {
    const platform = await Platform.start(clock);
    const working = platform.working(`${attacker}-app`);
    suite = { platform, working };
    working.write(filesOf(attempts));
    await prepare(suite);
    working.commit({});
    await platform.gitRepository(attacker, 'app', { url: platform.urlOf(`${attacker}-app`) });
    await platform.untilRepository(attacker, 'app', 'True');
  }, 60_000);
  afterAll(async () => await suite?.platform.stop());

  if (attempts.length === 0) return current;
  describe(title, () => {
    for (const [index, attempt] of attempts.entries()) {
      it(`denies a tenant that tries ${attempt.tries}`, async () => {
        const { platform } = current();
        const ready = await run(platform, index, 'locked', attempt);
        expect.soft(ready.message).toMatch(attempt.denied.message);
        expect(ready).toMatchObject({ status: 'False', reason: attempt.denied.reason });
        for (const ref of attempt.untouched ?? []) {
          expect(await platform.client.find(ref)).toBeUndefined();
        }
      });
      const title = attempt.without === 'passes' ? 'lets it pass' : 'denies it as well';
      it(`${title} without the flags: ${attempt.tries}`, async () => {
        const { platform } = current();
        const ready = await run(platform, index, 'open', attempt);
        if (attempt.without === 'denied') {
          expect(ready).toMatchObject({ status: 'False' });
          return;
        }
        expect(ready).toMatchObject({ status: 'True' });
        for (const ref of attempt.untouched ?? []) {
          const found = await platform.client.get(ref);
          expect(JSON.stringify(found)).toContain(attempt.gains ?? ref.name);
        }
      });
    }
  });
  return current;
}

/** Tries it, and waits for the answer. */
async function run(
  platform: Platform,
  index: number,
  lock: Lock,
  { spec }: Attempt,
): Promise<Condition> {
  const name = `attempt-${index}-${lock}`;
  await platform.kustomization(name, lock, { path: `./attempt-${index}`, ...spec });
  return await platform.outcome(name);
}

function filesOf(attempts: readonly Attempt[]): Record<string, string> {
  const files: Record<string, string> = { 'usual/a.yaml': configMap('usual', attacker) };
  for (const [index, attempt] of attempts.entries()) {
    for (const [path, text] of Object.entries(attempt.files ?? {})) {
      files[`attempt-${index}/${path}`] = text;
    }
  }
  return files;
}

/** A ConfigMap as a manifest. */
export function configMap(
  name: string,
  namespace: string,
  data: Readonly<Record<string, string>> = {},
): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace },
    data,
  });
}

/** A manifest of any kind. */
export function manifest(
  apiVersion: string,
  kind: string,
  metadata: JsonObject,
  rest: JsonObject = {},
): string {
  return JSON.stringify({ apiVersion, kind, metadata, ...rest });
}

/** Names a ConfigMap. */
export function configMapRef(name: string, namespace: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace, name };
}
