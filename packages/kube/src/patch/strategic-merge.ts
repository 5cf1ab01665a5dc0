import { getOwn, isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { childSchema, itemSchema, type Schema, untypedSchema } from '../schema/schema.ts';
import { badPatch, directives, nullsDropped } from './directives.ts';
import { deleteFromPrimitives, mergeItems, mergePrimitives, orderLike } from './merge-list.ts';

/**
 * Applies a strategic merge patch: maps merge, null removes, lists merge by the `patchStrategy` and
 * `patchMergeKey` of their field and are replaced otherwise; the directives `$patch`, `$retainKeys`,
 * `$deleteFromPrimitiveList/…` and `$setElementOrder/…` are honoured. Fields that the schema does not
 * know merge as plain JSON. Neither argument is changed; the result shares parts with both.
 * @throws KubeError `InvalidPatch` when a directive or a merge key makes no sense
 */
export function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  schema: Schema,
): JsonObject {
  return mergeMap(original, patch, schema);
}

function mergeMap(original: JsonObject, patch: JsonObject, schema: Schema): JsonObject {
  const directive = getOwn(patch, directives.patch);
  if (directive === 'delete') return {};
  if (directive === 'replace') return withoutKey(patch, directives.patch);
  if (directive !== undefined && directive !== 'merge') {
    throw badPatch(`unknown patch type found: ${JSON.stringify(directive)}`);
  }
  const merged = retainKeys(original, patch);
  const ordered = mergeOrderedLists(merged, patch, schema);

  for (const [key, value] of Object.entries(patch)) {
    if (key === directives.patch || key === directives.retainKeys || ordered.has(key)) continue;
    if (key.startsWith(directives.setElementOrder)) continue;
    if (key.startsWith(directives.deleteFromPrimitives)) {
      deleteItems(merged, key.slice(directives.deleteFromPrimitives.length), value);
      continue;
    }
    if (value === null) {
      delete merged[key];
      continue;
    }
    const child = childSchema(schema, key) ?? untypedSchema;
    setOwn(merged, key, mergeValue(getOwn(merged, key), value, child, key));
  }
  return merged;
}

function mergeValue(original: Json | undefined, patch: Json, schema: Schema, key: string): Json {
  if (isObject(patch)) {
    if (schema.patch.replace && original !== undefined) return nullsDropped(patch);
    return mergeMap(isObject(original) ? original : {}, patch, schema);
  }
  if (Array.isArray(patch)) {
    return mergeList(Array.isArray(original) ? original : [], patch, schema, key);
  }
  return patch;
}

function mergeList(original: Json[], patch: Json[], schema: Schema, key: string): Json[] {
  if (!schema.patch.merge) return patch.map((item) => (isObject(item) ? nullsDropped(item) : item));
  if (![...original, ...patch].some((item) => isObject(item))) {
    return mergePrimitives(original, patch);
  }
  const mergeKey = schema.patch.mergeKey;
  if (mergeKey === undefined) throw badPatch(`cannot merge lists without merge key for '${key}'`);
  return mergeItems(original, patch, mergeKey, (item, change) =>
    mergeMap(item, change, itemSchema(schema)),
  );
}

/** The original's keys that `$retainKeys` lets live; a copy that may be changed. */
function retainKeys(original: JsonObject, patch: JsonObject): JsonObject {
  const keys = getOwn(patch, directives.retainKeys);
  if (keys === undefined) return { ...original };
  if (!Array.isArray(keys)) throw badPatch('$retainKeys must be a list');
  const retained = new Set(keys);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$') || value === null || retained.has(key)) continue;
    throw badPatch(`$retainKeys does not list the patch's own key '${key}'`);
  }
  return Object.fromEntries(Object.entries(original).filter(([key]) => retained.has(key)));
}

/**
 * Merges the lists that a `$setElementOrder/…` directive puts in order, into `merged`.
 * @returns the keys of the patch that are done
 */
function mergeOrderedLists(merged: JsonObject, patch: JsonObject, schema: Schema): Set<string> {
  const done = new Set<string>();
  for (const [directive, order] of Object.entries(patch)) {
    if (!directive.startsWith(directives.setElementOrder)) continue;
    if (!Array.isArray(order)) throw badPatch(`${directive} must be a list`);
    const key = directive.slice(directives.setElementOrder.length);
    const original = getOwn(merged, key);
    const change = getOwn(patch, key);
    if (change === null || (change !== undefined && !Array.isArray(change))) continue;
    if (original === undefined && change === undefined) continue;
    const live = Array.isArray(original) ? original : [];
    const child = childSchema(schema, key) ?? untypedSchema;
    // A list that the patch deletes items of loses them first: they have no place in the order.
    const removal = getOwn(patch, directives.deleteFromPrimitives + key);
    const left = Array.isArray(removal) ? deleteFromPrimitives(live, removal) : live;
    const items = change === undefined ? left : mergeList(left, change, child, key);
    setOwn(merged, key, orderLike(items, order, live, child.patch.mergeKey));
    done.add(key);
    done.add(directives.deleteFromPrimitives + key);
  }
  return done;
}

function deleteItems(merged: JsonObject, key: string, removal: Json): void {
  if (!Array.isArray(removal))
    throw badPatch(`${directives.deleteFromPrimitives}${key} must be a list`);
  const list = getOwn(merged, key);
  if (Array.isArray(list)) setOwn(merged, key, deleteFromPrimitives(list, removal));
}

function withoutKey(object: JsonObject, key: string): JsonObject {
  const { [key]: _, ...rest } = object;
  return rest;
}
