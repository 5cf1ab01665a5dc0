import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '@fluxts/base';
import { createInlinePool } from '@fluxts/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildKey, BuildStore } from '../src/build/build-store.ts';
import { builtObjects } from '../src/build/built-objects.ts';
import { type BuildJobs, buildJobs, type BuildRequest } from '../src/job/build-job.ts';

const map = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {host: '\${host}'}\n`;
const files: Record<string, string> = {
  'plain/b.yaml': map('b'),
  'plain/sub/a.yaml': map('a'),
  'overlay/kustomization.yaml': 'resources: [c.yaml, ../plain/b.yaml]\nnamePrefix: pre-\n',
  'overlay/c.yaml': map('c'),
  'overlay/forgotten.yaml': map('d'),
  'overlay/other/kustomization.yaml': 'resources: [e.yaml]',
  'overlay/other/e.yaml': map('e'),
  'remote/kustomization.yaml': 'resources: [https://github.com/org/repo]',
  'broken/kustomization.yaml': 'resources: [x.yaml]',
  'broken/x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\n',
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fluxts-build-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

const pool = createInlinePool<BuildJobs>(buildJobs());

function request(path: string, more: Partial<BuildRequest> = {}): BuildRequest {
  return {
    directory,
    path,
    overrides: {},
    labels: {},
    annotations: {},
    remoteBases: true,
    ...more,
  };
}

async function build(path: string, more: Partial<BuildRequest> = {}): Promise<JsonObject[]> {
  const outcome = await pool.run('kustomize-build', request(path, more));
  return (await builtObjects(outcome.objects)).map(({ object }) => object);
}

describe('building a directory', () => {
  it('takes all manifests where there is no kustomization file', async () => {
    const names = (await build('plain')).map((object) => object['metadata']);
    expect(names).toEqual([{ name: 'b' }, { name: 'a' }]);
  });

  it('takes what the kustomization file says where there is one, and notes what it leaves out', async () => {
    const outcome = await pool.run('kustomize-build', request('overlay'));
    expect(outcome.count).toBe(2);
    expect(outcome.unreferenced).toEqual(['overlay/forgotten.yaml']);
    expect(outcome.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('adds what the Kustomization says', async () => {
    const [object] = await build('overlay', {
      overrides: { targetNamespace: 'apps' },
      labels: { team: 'x' },
      annotations: { note: 'y' },
      substitution: { variables: { host: 'h' }, strict: true },
    });
    expect(object).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'pre-c',
        namespace: 'apps',
        labels: { team: 'x' },
        annotations: { note: 'y' },
      },
      data: { host: 'h' },
    });
  });

  it('fails with the file and the line of what is wrong', async () => {
    await expect(build('broken')).rejects.toMatchObject({
      code: 'BuildFailed',
      message: expect.stringMatching(/^kustomize build failed: .*broken\/x\.yaml.*\d/s),
    });
  });

  it.each([{ remoteBases: true }, { remoteBases: false }])(
    'refuses what lies elsewhere when nobody may or can fetch it: %j',
    async (more) => {
      await expect(build('remote', more)).rejects.toMatchObject({ code: 'BuildFailed' });
    },
  );
});

describe('a build', () => {
  it('is done once for the same inputs', async () => {
    let runs = 0;
    const [job] = Object.values(buildJobs());
    const counting = createInlinePool<BuildJobs>({
      'kustomize-build': async (input, context) => {
        runs++;
        return await job!(input, context);
      },
    });
    const store = new BuildStore(counting, 1_000_000);
    const options = { signal: new AbortController().signal, timeoutMs: 10_000 };
    const one = request('plain');
    const key = buildKey('sha256:a', one);
    const first = await store.build(key, one, options);
    expect(await store.build(key, one, options)).toBe(first);
    expect(store.recall(key)).toBe(first);
    expect(runs).toBe(1);
    expect(buildKey('sha256:a', { ...one, directory: '/elsewhere' })).toBe(key);
    expect(buildKey('sha256:b', one)).not.toBe(key);
    expect(buildKey('sha256:a', { ...one, labels: { a: 'b' } })).not.toBe(key);
  });
});
