import { getPath, isObject, type Json, type JsonObject } from '@fluxts/base';
import { stringifyJson } from '@fluxts/yaml';
import type { Draft } from './draft.ts';
import { upgradeRevision } from './status.ts';

/** What `v1beta1` and `v1beta2` had and `v1` has not. */
export function upgradeKustomization(draft: Draft): void {
  if (draft.take('spec', 'validation') !== undefined) {
    draft.note(
      'spec.validation',
      'has no effect any more: every object is dry-run on the server before any is applied; remove the field',
    );
  }
  const merges = draft.take('spec', 'patchesStrategicMerge');
  const operations = draft.take('spec', 'patchesJson6902');
  if (merges !== undefined || operations !== undefined) {
    // kustomize runs its three kinds of patches in this order.
    draft.write(
      ['spec', 'patches'],
      [
        ...listOf(merges).map(fromStrategicMerge),
        ...listOf(draft.read('spec', 'patches')),
        ...listOf(operations).map(fromJson6902),
      ],
    );
  }
  if (merges !== undefined) {
    draft.note('spec.patchesStrategicMerge', 'was read as spec.patches; write it there');
  }
  if (operations !== undefined) {
    draft.note('spec.patchesJson6902', 'was read as spec.patches; write it there');
  }
  draft.take('status', 'snapshot');
  upgradeRevision(draft, 'status', 'lastAppliedRevision');
  upgradeRevision(draft, 'status', 'lastAttemptedRevision');
}

/** A kind that a controller of the `v1beta1` era had objects of, and where. */
export interface LegacyKind {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
}

/**
 * The kinds in a Kustomization's `status.snapshot`, which came before the inventory and named no objects. A
 * controller that adopts such a Kustomization lists these by its owner labels to build the inventory
 * before it prunes anything. Empty once there is an inventory.
 */
export function legacySnapshotKinds(object: JsonObject): LegacyKind[] {
  if (getPath(object, 'status', 'inventory') !== undefined) return [];
  return listOf(getPath(object, 'status', 'snapshot', 'entries')).flatMap((entry) => {
    const kinds = getPath(entry, 'kinds');
    const namespace = getPath(entry, 'namespace');
    if (!isObject(kinds)) return [];
    return Object.keys(kinds).flatMap((text) => {
      const parsed = snapshotKey.exec(text);
      if (parsed?.[1] === undefined || parsed[2] === undefined) return [];
      const kind = { apiVersion: parsed[1], kind: parsed[2] };
      return typeof namespace === 'string' && namespace !== '' ? { ...kind, namespace } : kind;
    });
  });
}

/** Go's text form of a group, version and kind; the core group is empty: `/v1, Kind=Service`. */
const snapshotKey = /^\/?([^,]+), Kind=(.+)$/;

/** A patch is kept as text, and JSON is YAML too. */
function fromStrategicMerge(patch: Json): Json {
  return { patch: stringifyJson(patch) };
}

function fromJson6902(entry: Json): Json {
  const target = getPath(entry, 'target');
  const patch = stringifyJson(getPath(entry, 'patch') ?? []);
  return target === undefined ? { patch } : { patch, target };
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
