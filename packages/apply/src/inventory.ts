import type { JsonObject } from '@fluxts/base';
import type { InventoryEntry } from '@fluxts/flux-api';
import {
  formatApiVersion,
  formatInventoryId,
  formatObject,
  idOf,
  parseInventoryId,
} from '@fluxts/kube';
import type { ObjectRef } from '@fluxts/kube-client';

/** The line of the inventory that remembers an object. */
export function entryOf(object: JsonObject): InventoryEntry {
  const id = idOf(object);
  return { id: formatInventoryId(id), v: id.version };
}

/** How a client names the object of an entry. @throws KubeError `InvalidInventoryId` */
export function refOfEntry({ id, v }: InventoryEntry): ObjectRef {
  const { group, kind, namespace, name } = parseInventoryId(id);
  return {
    apiVersion: formatApiVersion(group, v),
    kind,
    name,
    ...(namespace === '' ? {} : { namespace }),
  };
}

/** `Kind/namespace/name` of the object of an entry. @throws KubeError `InvalidInventoryId` */
export function formatEntry(entry: InventoryEntry): string {
  return formatObject(parseInventoryId(entry.id));
}

/** How a client names an object. */
export function refOfObject(object: JsonObject): ObjectRef {
  const { group, version, kind, namespace, name } = idOf(object);
  return {
    apiVersion: formatApiVersion(group, version),
    kind,
    name,
    ...(namespace === '' ? {} : { namespace }),
  };
}

/**
 * The entries that are not wanted any more, in the order they had. An entry in another version of its
 * kind is the same object.
 */
export function staleEntries(
  before: readonly InventoryEntry[],
  wanted: readonly InventoryEntry[],
): InventoryEntry[] {
  const ids = new Set(wanted.map(({ id }) => id));
  return before.filter(({ id }) => !ids.has(id));
}

/**
 * What to store before applying: everything that may come, and everything that was there. A process
 * that ends at any point of the apply then leaves nothing behind that the next one does not know.
 */
export function unionOfEntries(
  before: readonly InventoryEntry[],
  wanted: readonly InventoryEntry[],
): InventoryEntry[] {
  return [...wanted, ...staleEntries(before, wanted)];
}

/** Whether two inventories name the same objects in the same versions, in whatever order. */
export function sameEntries(a: readonly InventoryEntry[], b: readonly InventoryEntry[]): boolean {
  if (a.length !== b.length) return false;
  const versions = new Map(a.map(({ id, v }) => [id, v]));
  return b.every(({ id, v }) => versions.get(id) === v);
}
