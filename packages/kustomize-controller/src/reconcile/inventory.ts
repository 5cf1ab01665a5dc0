import type { InventoryEntry } from '@fluxts/flux-api';

/**
 * What to remember before applying: everything that was there and everything that may come. Should the
 * process end at any point of the apply, nothing that it created is unknown to the next one.
 */
export function unionOf(
  before: readonly InventoryEntry[],
  wanted: readonly InventoryEntry[],
): InventoryEntry[] {
  const ids = new Set(wanted.map(({ id }) => id));
  return [...wanted, ...before.filter(({ id }) => !ids.has(id))];
}

/** The entries that are not wanted any more. An entry in another version of its kind is the same object. */
export function staleOf(
  before: readonly InventoryEntry[],
  wanted: readonly InventoryEntry[],
): InventoryEntry[] {
  const ids = new Set(wanted.map(({ id }) => id));
  return before.filter(({ id }) => !ids.has(id));
}

/** Whether two inventories name the same objects in the same versions, in whatever order. */
export function sameInventory(a: readonly InventoryEntry[], b: readonly InventoryEntry[]): boolean {
  if (a.length !== b.length) return false;
  const versions = new Map(a.map(({ id, v }) => [id, v]));
  return b.every(({ id, v }) => versions.get(id) === v);
}
