import type { Json } from '@fluxts/base';
import { formatObject, gvkOf, idOf } from '@fluxts/kube';
import { type KubeClient, type KubeObject, NoKindMatchError, refOf } from '@fluxts/kube-client';
import { hasDrifted } from './drift.ts';
import { adoptIgnored, type IgnoredPaths } from './ignore-rules.ts';
import { takeoverPatch } from './managers.ts';
import type { Delay } from './options.ts';
import { isImmutable } from './server-errors.ts';
import { switchesOf } from './switches.ts';

/** What a dry run decided for one object. */
export type Plan =
  | {
      readonly step: 'skip' | 'keep';
      readonly manifest: KubeObject;
      readonly live: KubeObject | undefined;
    }
  | { readonly step: 'create'; readonly manifest: KubeObject; readonly merged: KubeObject }
  | {
      readonly step: 'change';
      readonly manifest: KubeObject;
      readonly live: KubeObject;
      readonly merged: KubeObject;
      /** Makes others' fields ours before the apply. */
      readonly takeover: Json | undefined;
    }
  | { readonly step: 'recreate'; readonly manifest: KubeObject; readonly live: KubeObject };

/** What planning needs to know. */
export interface PlanContext {
  readonly client: KubeClient;
  readonly fieldManager: string;
  readonly overrideManagers: readonly string[];
  readonly force: boolean;
  readonly ignored: IgnoredPaths;
  readonly signal: AbortSignal;
  readonly delay: Delay;
  /** Kinds that were defined a moment ago, as `group/Kind`: the server may need a little to serve them. */
  readonly newKinds: ReadonlySet<string>;
}

/** How often, and how many milliseconds apart, a kind that was just defined is looked for. */
const newKindTries = 40;
const newKindDelayMs = 250;

/**
 * Finds out by a dry run what an apply would do with an object. Writes nothing.
 * @throws what the server answers
 */
export async function planObject(manifest: KubeObject, context: PlanContext): Promise<Plan> {
  const { client, signal, fieldManager } = context;
  const switches = switchesOf(manifest);
  if (switches.leftAlone) return { step: 'skip', manifest, live: undefined };

  const paths = context.ignored.of(manifest);
  const ref = refOf(manifest);
  let wanted = manifest;
  let live: KubeObject | undefined;
  if (switches.onlyCreated || paths.length > 0) {
    live = await client.find(ref, { signal });
    if (live !== undefined && switches.onlyCreated) return { step: 'skip', manifest, live };
    if (live !== undefined) wanted = adoptIgnored(manifest, live, paths, fieldManager);
  }

  let merged: KubeObject;
  try {
    merged = await dryRun(wanted, context);
  } catch (error) {
    if (!isImmutable(error)) throw error;
    live ??= await client.find(ref, { signal });
    if (live === undefined) throw error;
    const inCluster = switchesOf(live);
    if (inCluster.leftAlone) return { step: 'skip', manifest, live };
    if (!context.force && !switches.forced && !inCluster.forced) throw error;
    return { step: 'recreate', manifest, live };
  }

  if (isNew(merged)) return { step: 'create', manifest: wanted, merged };
  live ??= await client.find(ref, { signal });
  // It went in between: the next pass would create it, so this one may as well.
  if (live === undefined) return { step: 'create', manifest, merged };
  const inCluster = switchesOf(live);
  if (inCluster.leftAlone) return { step: 'skip', manifest, live };
  const takeover =
    switches.merged || inCluster.merged
      ? undefined
      : takeoverPatch(live, { fieldManager, overrides: context.overrideManagers });
  if (takeover === undefined && !hasDrifted(live, merged)) {
    return { step: 'keep', manifest: wanted, live };
  }
  return { step: 'change', manifest: wanted, live, merged, takeover };
}

/** A dry run that would create gives an object that is not stored anywhere. */
function isNew(merged: KubeObject): boolean {
  return (merged.metadata.resourceVersion ?? '') === '';
}

async function dryRun(manifest: KubeObject, context: PlanContext): Promise<KubeObject> {
  const { client, signal, fieldManager, delay } = context;
  const { group, kind } = gvkOf(manifest);
  const isExpected = context.newKinds.has(`${group}/${kind}`);
  for (let tries = 1; ; tries++) {
    try {
      return await client.apply(manifest, { fieldManager, force: true, dryRun: true, signal });
    } catch (error) {
      const isLate = error instanceof NoKindMatchError && isExpected && tries < newKindTries;
      if (!isLate) throw error;
      client.mapper.invalidate(manifest.apiVersion);
      await delay(newKindDelayMs, signal);
    }
  }
}

/** The object of a plan, as messages name it. */
export function nameOfPlan({ manifest }: Plan): string {
  return formatObject(idOf(manifest));
}
