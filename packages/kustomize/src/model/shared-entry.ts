import { getOwn, isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';

/**
 * An entry that one transformer has added to several maps of an object, such as a label to its metadata,
 * its selector and its pod template. In the real kustomize these are one node: whoever changes it in one
 * map later changes it in all of them, and Deployments depend on it by now.
 */
export interface SharedEntry {
  readonly key: string;
  value: Json;
  readonly holders: readonly JsonObject[];
}

/** Carries a change in one of the maps over to the others. */
export function spreadChanges(entries: readonly SharedEntry[]): void {
  for (const entry of entries) {
    const { key, holders } = entry;
    const changed = holders.find((map) => Object.hasOwn(map, key) && map[key] !== entry.value);
    if (changed === undefined) continue;
    entry.value = changed[key] as Json;
    for (const map of holders) {
      if (Object.hasOwn(map, key)) setOwn(map, key, entry.value);
    }
  }
}

/** The same entries of a copy of the object. */
export function copyShared(
  entries: readonly SharedEntry[],
  original: Json,
  copy: Json,
): SharedEntry[] {
  if (entries.length === 0) return [];
  const wanted = new Set(entries.flatMap(({ holders }) => holders));
  const copies = new Map<JsonObject, JsonObject>();
  pair(original, copy, wanted, copies);
  return entries.map(({ key, value, holders }) => ({
    key,
    value,
    holders: holders.map((map) => copies.get(map)).filter((map) => map !== undefined),
  }));
}

function pair(
  original: Json,
  copy: Json,
  wanted: ReadonlySet<JsonObject>,
  copies: Map<JsonObject, JsonObject>,
): void {
  if (Array.isArray(original) && Array.isArray(copy)) {
    for (const [at, item] of original.entries()) pair(item, copy[at] ?? null, wanted, copies);
  } else if (isObject(original) && isObject(copy)) {
    if (wanted.has(original)) copies.set(original, copy);
    for (const key of Object.keys(original)) {
      pair(original[key] as Json, getOwn(copy, key) ?? null, wanted, copies);
    }
  }
}
