import { functionError } from '../error.ts';
import { fixed, type FunctionMap, type Run, variadic } from '../functions/function.ts';
import { truth, typeOf } from '../value/types.ts';
import { type GoMap, type GoValue, isMap, mapGet, mapSet, strings } from '../value/value.ts';
import { deepCopy, stringOf } from './convert.ts';

function dict(run: Run, values: readonly GoValue[]): GoMap {
  const map: GoMap = {};
  for (let at = 0; at < values.length; at += 2) {
    const value = at + 1 < values.length ? values[at + 1] : '';
    mapSet(map, stringOf(values[at], run.budget), value ?? null);
  }
  return map;
}

/** Merges a map into another, which is changed. @param overwrites whether what is there gives way */
function merge(run: Run, target: GoMap, source: GoMap, overwrites: boolean): void {
  run.budget.deeper(() => {
    for (const key of Object.keys(source)) {
      run.budget.step();
      const value = source[key];
      const known = mapGet(target, key);
      if (isMap(known) && isMap(value)) {
        merge(run, known, value, overwrites);
      } else if (overwrites || !Object.hasOwn(target, key) || !truth(known)) {
        // What is empty in both stays what it was.
        if (Object.hasOwn(target, key) && !overwrites && !truth(value)) continue;
        mapSet(target, key, value);
      }
    }
  });
}

function mergeAll(run: Run, target: GoMap, sources: readonly GoMap[], overwrites: boolean): GoMap {
  for (const source of sources) merge(run, target, source, overwrites);
  return target;
}

function dig(values: readonly GoValue[]): GoValue {
  if (values.length < 3) throw functionError('dig needs at least three arguments');
  let current = values.at(-1);
  const usual = values.at(-2);
  const keys = values.slice(0, -2);
  for (const key of keys) {
    const map = asMap(current);
    if (typeof key !== 'string') {
      throw functionError(`interface conversion: interface {} is ${typeOf(key)}, not string`);
    }
    if (!Object.hasOwn(map, key)) return usual;
    current = map[key];
  }
  return current;
}

function asMap(value: GoValue): GoMap {
  if (isMap(value) && typeOf(value) === 'map[string]interface {}') return value;
  const actual = value === null || value === undefined ? 'nil' : typeOf(value);
  throw functionError(
    `interface conversion: interface {} is ${actual}, not map[string]interface {}`,
  );
}

/** Sprig's group of dictionaries. `set`, `unset` and the merging functions change what they are given. */
export const dictFunctions: FunctionMap = {
  dict: variadic([], 'any', (run, ...values) => dict(run, values)),
  get: fixed(['map', 'string'], (_run, map, key) =>
    Object.hasOwn(map, key) ? mapGet(map, key) : '',
  ),
  set: fixed(['map', 'string', 'any'], (_run, map, key, value) => {
    mapSet(map, key, value ?? null);
    return map;
  }),
  unset: fixed(['map', 'string'], (_run, map, key) => {
    if (!Object.isFrozen(map)) delete map[key];
    return map;
  }),
  hasKey: fixed(['map', 'string'], (_run, map, key) => Object.hasOwn(map, key)),
  pluck: variadic(['string'], 'map', (_run, key, ...maps) =>
    maps.filter((map) => Object.hasOwn(map, key)).map((map) => mapGet(map, key)),
  ),
  keys: variadic([], 'map', (_run, ...maps) => strings(maps.flatMap((map) => Object.keys(map)))),
  values: fixed(['map'], (_run, map) => Object.values(map)),
  pick: variadic(['map'], 'string', (_run, map, ...keys) => {
    const picked: GoMap = {};
    for (const key of keys) if (Object.hasOwn(map, key)) mapSet(picked, key, mapGet(map, key));
    return picked;
  }),
  omit: variadic(['map'], 'string', (_run, map, ...keys) => {
    const kept: GoMap = {};
    const unwanted = new Set(keys);
    for (const key of Object.keys(map)) {
      if (!unwanted.has(key)) mapSet(kept, key, mapGet(map, key));
    }
    return kept;
  }),
  merge: variadic(['map'], 'map', (run, map, ...others) => mergeAll(run, map, others, false)),
  mustMerge: variadic(['map'], 'map', (run, map, ...others) => mergeAll(run, map, others, false)),
  mergeOverwrite: variadic(['map'], 'map', (run, map, ...others) =>
    mergeAll(run, map, others, true),
  ),
  mustMergeOverwrite: variadic(['map'], 'map', (run, map, ...others) =>
    mergeAll(run, map, others, true),
  ),
  deepCopy: fixed(['any'], (run, value) => deepCopy(value, run.budget)),
  mustDeepCopy: fixed(['any'], (run, value) => deepCopy(value, run.budget)),
  dig: variadic([], 'any', (_run, ...values) => dig(values)),
};
