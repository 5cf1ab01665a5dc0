import { getOwn, isObject, type Json, jsonEqual, type JsonObject } from '@fluxts/base';
import { badPatch, directives } from './directives.ts';

/** Merges two sets of primitives; each value once, what is new first, as Kubernetes orders them. */
export function mergePrimitives(original: readonly Json[], patch: readonly Json[]): Json[] {
  const merged = [...new Set([...original, ...patch])];
  return orderLike(merged, patch, original, undefined);
}

/** The list without the given primitives. */
export function deleteFromPrimitives(list: readonly Json[], removal: readonly Json[]): Json[] {
  return list.filter((item) => !removal.some((gone) => jsonEqual(gone, item)));
}

/**
 * Merges lists of maps by their merge key. `$patch: delete` in an item of the patch removes the
 * original's item, `$patch: replace` in any of them makes the patch's items the whole list.
 * @param merge lays an item of the patch over an item of the original
 * @throws KubeError `InvalidPatch` when an item of the patch lacks the merge key
 */
export function mergeItems(
  original: readonly Json[],
  patch: readonly Json[],
  mergeKey: string,
  merge: (item: JsonObject, change: JsonObject) => JsonObject,
): Json[] {
  let kept = [...original];
  let replace = false;
  const changes: JsonObject[] = [];
  for (const item of patch) {
    if (!isObject(item)) throw badPatch(`an item of a list merged by '${mergeKey}' is no map`);
    const directive = getOwn(item, directives.patch);
    if (directive === undefined) {
      changes.push(item);
    } else if (directive === 'delete') {
      const key = keyOf(item, mergeKey);
      kept = kept.filter((old) => !sameKey(old, mergeKey, key));
    } else if (directive === 'replace') {
      replace = true;
    } else if (directive === 'merge') {
      throw badPatch('$patch: merge is not allowed in an item of a list');
    } else {
      throw badPatch(`unknown patch type found: ${JSON.stringify(directive)}`);
    }
  }
  if (replace) return changes.map((change) => merge({}, change));

  const merged = [...kept];
  for (const change of changes) {
    const key = keyOf(change, mergeKey);
    const index = merged.findIndex((item) => sameKey(item, mergeKey, key));
    const old = merged[index];
    if (isObject(old)) merged[index] = merge(old, change);
    else merged.push(merge({}, change));
  }
  return orderLike(merged, changes, kept, mergeKey);
}

/**
 * Puts the items that the patch names in the patch's order, and fits the others in between: each
 * before the first named item that followed it in the original.
 * @param order the patch's items, or the directive's list of keys
 */
export function orderLike(
  items: readonly Json[],
  order: readonly Json[],
  original: readonly Json[],
  mergeKey: string | undefined,
): Json[] {
  const rank = new Ranks(order, mergeKey);
  const live = new Ranks(original, mergeKey);
  const named = items.filter((item) => rank.of(item) >= 0).sort((a, b) => rank.of(a) - rank.of(b));
  const others = items.filter((item) => rank.of(item) < 0).sort((a, b) => live.of(a) - live.of(b));
  const result: Json[] = [];
  let next = 0;
  for (const item of named) {
    const place = live.of(item);
    while (next < others.length) {
      const other = others[next] as Json;
      const otherPlace = live.of(other);
      // What is new in the patch has no place in the original, so nothing goes before it.
      if (otherPlace < 0 || otherPlace >= place) break;
      result.push(other);
      next++;
    }
    result.push(item);
  }
  return [...result, ...others.slice(next)];
}

/** Where items stand in a list, by merge key or, without one, by value. */
class Ranks {
  readonly #places = new Map<Json | undefined, number>();
  readonly #mergeKey: string | undefined;

  constructor(list: readonly Json[], mergeKey: string | undefined) {
    this.#mergeKey = mergeKey;
    for (const [index, item] of list.entries()) {
      const key = this.#key(item);
      if (!this.#places.has(key)) this.#places.set(key, index);
    }
  }

  of(item: Json): number {
    return this.#places.get(this.#key(item)) ?? -1;
  }

  #key(item: Json): Json | undefined {
    return this.#mergeKey !== undefined && isObject(item) ? getOwn(item, this.#mergeKey) : item;
  }
}

function keyOf(item: JsonObject, mergeKey: string): Json {
  const key = getOwn(item, mergeKey);
  if (key === undefined) {
    throw badPatch(`map: ${describe(item)} does not contain declared merge key: ${mergeKey}`);
  }
  return key;
}

function sameKey(item: Json, mergeKey: string, key: Json): boolean {
  return isObject(item) && jsonEqual(getOwn(item, mergeKey), key);
}

/** The item's keys; never its values, which may be secrets. */
function describe(item: JsonObject): string {
  return `map[${Object.keys(item).sort().slice(0, 20).join(' ')}]`;
}
