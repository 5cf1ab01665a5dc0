import { getOwn, isObject, type Json, type JsonArray, setOwn } from '@fluxts/base';
import { resolvePlain } from '@fluxts/yaml';
import { scalarText } from '../model/scalar.ts';

/** The values of an item's merge keys; '' for a key it does not have. */
type KeyValues = readonly string[];

/**
 * Merges two lists whose items are told apart by some of their fields, or, without keys, by their value.
 * Items of the source come first, in its order, then the rest of the target. Where several keys are
 * declared and an item has but one of them, it is taken for the item that shares that one.
 * @param mergeItem merges an item of the target with one of the source; either may be missing
 */
export function mergeByKeys(
  target: JsonArray,
  source: JsonArray | undefined,
  keys: readonly string[],
  mergeItem: (target: Json | undefined, source: Json | undefined) => Json | undefined,
): JsonArray {
  const names = keys.length === 0 ? [''] : keys;
  let all = distinctValues([...(source ?? []), ...target], names);
  if (names.length > 1) all = fillIn(all);
  if (all.length === 0) return target;
  const merged: JsonArray = [];
  let usedNames: readonly string[] = names;
  for (const values of all) {
    const used = usedKeys(all, values, names);
    usedNames = used.names;
    const own = usedKeys([used.values], used.values, used.names);
    const item = mergeItem(
      findItem(target, own.names, own.values),
      source === undefined ? undefined : findItem(source, own.names, own.values),
    );
    if (item === undefined || item === null || isEmptyMap(item)) {
      setItem(target, used.names, used.values, undefined);
      continue;
    }
    for (const [at, name] of used.names.entries()) {
      const value = used.values[at] as string;
      if (isObject(item) && !Object.hasOwn(item, name) && value !== '') {
        setOwn(item, name, resolvePlain(value, 'kyaml'));
      }
    }
    setItem(merged, used.names, used.values, item);
  }
  appendRest(merged, target, usedNames);
  return merged;
}

function distinctValues(items: JsonArray, names: readonly string[]): KeyValues[] {
  const seen = new Set<string>();
  const result: KeyValues[] = [];
  for (const item of items) {
    const values = names.map((name) =>
      name === '' ? scalarText(item) : isObject(item) ? scalarText(getOwn(item, name)) : '',
    );
    const id = JSON.stringify(values);
    if (seen.has(id)) continue;
    seen.add(id);
    result.push(values);
  }
  return result;
}

/** Completes values that lack a key by others that share one with them. */
function fillIn(all: readonly KeyValues[]): KeyValues[] {
  const result = [...all];
  for (let left = 0; left < result.length; left++) {
    for (let right = 0; right < result.length; right++) {
      const common = combine(result[left] as KeyValues, result[right] as KeyValues);
      if (common === undefined) continue;
      result[left] = common;
      result[right] = common;
    }
  }
  return result;
}

function combine(a: KeyValues, b: KeyValues): KeyValues | undefined {
  let shares = false;
  const values: string[] = [];
  for (const [at, left] of a.entries()) {
    const right = b[at] as string;
    if (left === right) shares = true;
    else if (left !== '' && right !== '') return undefined;
    values.push(left === '' ? right : left);
  }
  return shares ? values : undefined;
}

/** The keys that any item has at all, with an item's values of them. */
function usedKeys(
  all: readonly KeyValues[],
  values: KeyValues,
  names: readonly string[],
): { names: readonly string[]; values: KeyValues } {
  const isUsed = names.map((_, at) => all.some((other) => (other[at] ?? '') !== ''));
  if (!isUsed.includes(true)) return { names, values };
  return {
    names: names.filter((_, at) => isUsed[at] === true),
    values: values.filter((value, at) => value !== '' || isUsed[at] === true),
  };
}

function hasValue(item: Json, name: string, value: string): boolean {
  if (name === '') return !isObject(item) && scalarText(item) === value;
  if (!isObject(item) || !Object.hasOwn(item, name)) return false;
  return value === '' || scalarText(getOwn(item, name)) === value;
}

function findItem(items: JsonArray, names: readonly string[], values: KeyValues): Json | undefined {
  return items.find((item) =>
    names.every((name, at) => hasValue(item, name, values[at] as string)),
  );
}

/**
 * Replaces the items with certain key values, or adds the item at the end, or, without one, takes them
 * away. Items that are empty go as well. Keys beyond the values given are not looked at.
 */
function setItem(
  items: JsonArray,
  names: readonly string[],
  values: KeyValues,
  by: Json | undefined,
): void {
  const kept: JsonArray = [];
  let found = false;
  const forMaps = names[0] !== '' && (values[0] ?? '') !== '';
  for (const item of items) {
    if (item === null || isEmptyMap(item)) continue;
    if (!isObject(item) && forMaps) {
      kept.push(item);
      continue;
    }
    const matches = names.every(
      (name, at) => at >= values.length || hasValue(item, name, values[at] as string),
    );
    if (!matches || values.length === 0) {
      if (values.length > 0) kept.push(item);
      continue;
    }
    found = true;
    if (by !== undefined) kept.push(by);
  }
  if (!found && by !== undefined) kept.push(by);
  items.splice(0, items.length, ...kept);
}

function appendRest(merged: JsonArray, target: JsonArray, names: readonly string[]): void {
  for (const item of target) {
    if (names[0] === '') {
      setItem(merged, [''], [scalarText(item)], item);
      continue;
    }
    const values: string[] = [];
    for (const name of names) {
      const value = isObject(item) ? getOwn(item, name) : undefined;
      if (value === undefined || value === null) merged.push(item);
      else values.push(scalarText(value));
    }
    if (names.length > 1) setItem(merged, names, values, undefined);
    setItem(merged, names, values, item);
  }
}

function isEmptyMap(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
