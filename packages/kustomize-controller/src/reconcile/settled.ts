import { type AppliedEntry, compareKeys, entryOf, formatRef, refOfObject } from '@fluxts/apply';
import type { JsonObject } from '@fluxts/base';
import { idOf } from '@fluxts/kube';
import type { Target } from '../target/target.ts';
import { keyOf } from './keys.ts';
import type { Manifests } from './manifests.ts';
import type { PassInput } from './pass-input.ts';

/**
 * Parts the objects that need no look, because they are wanted as they were applied last and the watch has
 * seen no change since, from those that do. When everything is to be looked at, all do.
 */
export function partition(
  { subject, services, trusting }: PassInput,
  manifests: Manifests,
  target: Target,
): { readonly settled: readonly JsonObject[]; readonly others: readonly JsonObject[] } {
  const { drift } = services;
  const settled: JsonObject[] = [];
  const others: JsonObject[] = [];
  for (const { object, digest } of manifests.objects) {
    const ref = refOfObject(object);
    const known =
      trusting && drift?.isSettled(keyOf(subject.object), target.cluster, ref, digest) === true;
    (known ? settled : others).push(object);
  }
  return { settled, others };
}

/** What an apply would have found. */
export function settledEntry(manifest: JsonObject): AppliedEntry {
  const ref = refOfObject(manifest);
  return {
    ref,
    entry: entryOf(manifest),
    name: formatRef(ref),
    action: 'unchanged',
    manifest,
    live: undefined,
    changes: [],
  };
}

/** The order of an apply over all of them, so that the inventory keeps its order. */
export function inApplyOrder(entries: readonly AppliedEntry[]): AppliedEntry[] {
  return entries
    .map((entry) => ({ entry, key: idOf(entry.manifest) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ entry }) => entry);
}
