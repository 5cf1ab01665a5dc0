import { getPath, type Json, type JsonObject } from '@fluxts/base';
import {
  encodeManagedFields,
  type FieldManager,
  formatPointer,
  managerId,
  managersOf,
} from '@fluxts/kube';

/** Annotations that tools before server-side apply left behind. */
const oldAnnotations = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'kustomize.toolkit.fluxcd.io/checksum',
  'fluxcd.io/sync-checksum',
];
const oldLabels = ['fluxcd.io/sync-gc-mark', 'kustomize.toolkit.fluxcd.io/checksum'];

/** Whose fields become ours, by the beginning of the name. */
export interface Takeover {
  /** Our own name. */
  readonly fieldManager: string;
  /** Further names, from the user. */
  readonly overrides: readonly string[];
}

/**
 * The JSON patch that makes fields ours which kubectl, or we before we used server-side apply, wrote to
 * a live object, and takes off what they left behind. Without it a field that somebody added by hand
 * would be nobody's to remove. It holds the resource version, so that it fails when somebody was faster.
 * @returns undefined when there is nothing to do
 */
export function takeoverPatch(live: JsonObject, takeover: Takeover): Json | undefined {
  const managers = managersOf(live);
  const folded = new Map<string, FieldManager>();
  let ours: FieldManager | undefined;
  let found = false;
  for (const [id, manager] of managers) {
    const taken = isTaken(manager, takeover);
    found ||= taken;
    if (!taken && !isOurs(manager, takeover)) {
      folded.set(id, manager);
      continue;
    }
    // The entry of our own apply gives version and time, if there is one.
    const own = isOurs(manager, takeover) ? manager : (ours ?? manager);
    ours = {
      ...own,
      manager: takeover.fieldManager,
      operation: 'Apply',
      fields: ours === undefined ? manager.fields : ours.fields.union(manager.fields),
    };
  }
  const patch: JsonObject[] = [];
  if (found && ours !== undefined) {
    folded.set(managerId(ours), ours);
    patch.push({
      op: 'replace',
      path: '/metadata/managedFields',
      value: encodeManagedFields(folded),
    });
  }
  patch.push(
    ...removals(live, 'annotations', oldAnnotations),
    ...removals(live, 'labels', oldLabels),
  );
  if (patch.length === 0) return undefined;
  const version = getPath(live, 'metadata', 'resourceVersion') ?? '';
  return [...patch, { op: 'replace', path: '/metadata/resourceVersion', value: version }];
}

function isOurs(manager: FieldManager, { fieldManager }: Takeover): boolean {
  return (
    manager.manager === fieldManager && manager.operation === 'Apply' && manager.subresource === ''
  );
}

function isTaken(manager: FieldManager, { fieldManager, overrides }: Takeover): boolean {
  if (manager.subresource !== '') return false;
  const begins = (name: string): boolean => manager.manager.startsWith(name);
  if (begins('kubectl') || overrides.some(begins)) return true;
  return manager.operation === 'Update' && (begins('before-first-apply') || begins(fieldManager));
}

function removals(live: JsonObject, field: string, keys: readonly string[]): JsonObject[] {
  return keys
    .filter((key) => getPath(live, 'metadata', field, key) !== undefined)
    .map((key) => ({ op: 'remove', path: formatPointer(['metadata', field, key]) }));
}
