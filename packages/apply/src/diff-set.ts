import type { JsonObject } from '@fluxts/base';
import { gvkOf, idOf, maskSecrets } from '@fluxts/kube';
import { isNotFound, type KubeObject, NoKindMatchError } from '@fluxts/kube-client';
import { contextOf, definedKind } from './apply-set.ts';
import { mapLimited } from './concurrency.ts';
import { hasDrifted } from './drift.ts';
import { ApplyError } from './error.ts';
import { prepareManifest } from './manifest.ts';
import type { ApplySetOptions } from './options.ts';
import { stagesOf } from './order.ts';
import { nameOfPlan, type Plan, planObject } from './plan.ts';
import { dryRunMessage, nameOf } from './server-errors.ts';

/** What an apply would do with one object. */
export interface DiffEntry {
  /** `Kind/namespace/name` */
  readonly name: string;
  readonly action: 'created' | 'configured' | 'unchanged' | 'skipped';
  /** The live object, values of Secrets masked; only of what would be configured. */
  readonly before: JsonObject | undefined;
  /** What it would become, masked alike; only of what would be configured. */
  readonly after: JsonObject | undefined;
}

/**
 * Finds out what {@link applySet} would do, and writes nothing. What needs a Namespace or a
 * CustomResourceDefinition that the set itself brings counts as created.
 * @throws ApplyError `DryRun` naming all objects that are refused, `Selector`; the signal's reason
 */
export async function diffSet(
  objects: readonly JsonObject[],
  options: ApplySetOptions,
): Promise<DiffEntry[]> {
  const context = contextOf(options, new Set());
  const manifests = objects.map((object) => prepareManifest(object, options.owner));
  const ordered = stagesOf(manifests, options.customStageKinds).flat();
  const brought = broughtBy(ordered);
  const refusals: string[] = [];
  const entries = await mapLimited(ordered, options.concurrency ?? 4, async (manifest) => {
    try {
      return describe(await planObject(manifest, context));
    } catch (error) {
      context.signal.throwIfAborted();
      if (brought(manifest, error)) {
        return {
          name: nameOf(manifest),
          action: 'created' as const,
          before: undefined,
          after: undefined,
        };
      }
      refusals.push(dryRunMessage(manifest, error));
      return undefined;
    }
  });
  if (refusals.length > 0) throw new ApplyError('DryRun', refusals.sort().join('\n'));
  return entries.filter((entry) => entry !== undefined);
}

/** Whether an object is refused only for want of what the set itself brings. */
function broughtBy(
  objects: readonly KubeObject[],
): (manifest: KubeObject, error: unknown) => boolean {
  const kinds = new Set<string>();
  const namespaces = new Set<string>();
  for (const object of objects) {
    const kind = definedKind(object)?.kind;
    if (kind !== undefined) kinds.add(kind);
    const id = idOf(object);
    if (id.kind === 'Namespace' && id.group === '') namespaces.add(id.name);
  }
  return (manifest, error) => {
    const { group, kind } = gvkOf(manifest);
    if (error instanceof NoKindMatchError) return kinds.has(`${group}/${kind}`);
    return isNotFound(error) && namespaces.has(idOf(manifest).namespace);
  };
}

function describe(plan: Plan): DiffEntry {
  const base = { name: nameOfPlan(plan), before: undefined, after: undefined };
  switch (plan.step) {
    case 'skip':
      return { ...base, action: 'skipped' };
    case 'keep':
      return { ...base, action: 'unchanged' };
    case 'create':
      return { ...base, action: 'created' };
    case 'recreate': {
      const [before, after] = maskSecrets(plan.live, plan.manifest);
      return { ...base, action: 'configured', before, after };
    }
    case 'change':
    default: {
      if (!hasDrifted(plan.live, plan.merged)) return { ...base, action: 'unchanged' };
      const [before, after] = maskSecrets(plan.live, plan.merged);
      return { ...base, action: 'configured', before, after };
    }
  }
}
