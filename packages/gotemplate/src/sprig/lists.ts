import { compareBytes } from '@fluxts/yaml';
import { functionError } from '../error.ts';
import {
  fixed,
  type FunctionMap,
  type GoFunction,
  type Run,
  variadic,
} from '../functions/function.ts';
import { deepEqual } from '../value/deep-equal.ts';
import { truth, typeOf } from '../value/types.ts';
import { type GoValue, integerOf, strings, typeTagOf, withType } from '../value/value.ts';
import { stringOf, stringsOf } from './convert.ts';

/** The list that a function works on. @throws GoTemplateError in sprig's words */
function listOf(value: GoValue, refusal: string): GoValue[] {
  if (Array.isArray(value)) return value;
  if (value === null || value === undefined) throw nilPointer();
  throw functionError(`${refusal} type ${typeOf(value)}`);
}

function nilPointer(): Error {
  return functionError('runtime error: invalid memory address or nil pointer dereference');
}

/** A plain list with the same elements. */
function plain(list: readonly GoValue[]): GoValue[] {
  return list.slice();
}

/** A part of a list, of the same type. */
function part(list: GoValue[], start: number, end: number): GoValue[] {
  const type = typeTagOf(list);
  const result = list.slice(start, end);
  return type === undefined ? result : withType(result, type);
}

function unique(run: Run, list: readonly GoValue[]): GoValue[] {
  const seen = new Set<GoValue>();
  const result: GoValue[] = [];
  const compound: GoValue[] = [];
  for (const item of list) {
    if (typeof item !== 'object' || item === null) {
      if (seen.has(item ?? null)) continue;
      seen.add(item ?? null);
    } else {
      run.budget.step(compound.length);
      if (compound.some((other) => deepEqual(other, item, run.budget))) continue;
      compound.push(item);
    }
    result.push(item);
  }
  return result;
}

function contains(run: Run, list: readonly GoValue[], wanted: GoValue): boolean {
  run.budget.step(list.length);
  return list.some((item) => deepEqual(item, wanted, run.budget));
}

function chunk(size: bigint, list: GoValue[]): GoValue[] {
  if (size <= 0n) throw functionError('runtime error: makeslice: len out of range');
  const width = Number(size);
  const chunks: GoValue[] = [];
  for (let at = 0; at < list.length; at += width) chunks.push(plain(list.slice(at, at + width)));
  return withType(chunks, '[][]interface {}');
}

function slice(list: GoValue[], bounds: readonly GoValue[]): GoValue {
  if (list.length === 0) return null;
  const at = (index: number, usual: number): number => {
    const bound = bounds[index];
    return bound === undefined
      ? usual
      : Number(integerOf(bound) ?? BigInt(Math.trunc(Number(bound))));
  };
  const start = at(0, 0);
  const end = at(1, list.length);
  if (start < 0 || end < start || end > list.length) {
    throw functionError('reflect.Value.Slice: slice index out of bounds');
  }
  return part(list, start, end);
}

/** A function under its two names: sprig's `must` form differs in how it fails only. */
function both(name: string, definition: GoFunction): Record<string, GoFunction> {
  return { [name]: definition, [`must${name[0]?.toUpperCase()}${name.slice(1)}`]: definition };
}

const append: GoFunction = fixed(['any', 'any'], (run, list, item) => {
  const items = listOf(list, 'Cannot push on');
  run.budget.step(items.length);
  return [...items, item];
});

const make: GoFunction = variadic([], 'any', (_run, ...items) => items);

/** Sprig's group of lists. */
export const listFunctions: FunctionMap = {
  list: make,
  tuple: make,
  ...both('append', append),
  ...both('push', append),
  ...both(
    'prepend',
    fixed(['any', 'any'], (run, list, item) => {
      const items = listOf(list, 'Cannot prepend on');
      run.budget.step(items.length);
      return [item, ...items];
    }),
  ),
  ...both(
    'first',
    fixed(['any'], (_run, list) => listOf(list, 'Cannot find first on')[0]),
  ),
  ...both(
    'last',
    fixed(['any'], (_run, list) => listOf(list, 'Cannot find last on').at(-1)),
  ),
  ...both(
    'rest',
    fixed(['any'], (_run, list) => plain(listOf(list, 'Cannot find rest on').slice(1))),
  ),
  ...both(
    'initial',
    fixed(['any'], (_run, list) => plain(listOf(list, 'Cannot find initial on').slice(0, -1))),
  ),
  ...both(
    'reverse',
    fixed(['any'], (_run, list) => plain(listOf(list, 'Cannot find reverse on')).reverse()),
  ),
  ...both(
    'compact',
    fixed(['any'], (_run, list) => plain(listOf(list, 'Cannot compact on').filter(truth))),
  ),
  ...both(
    'uniq',
    fixed(['any'], (run, list) => unique(run, listOf(list, 'Cannot find uniq on'))),
  ),
  ...both(
    'without',
    variadic(['any'], 'any', (run, list, ...unwanted) =>
      listOf(list, 'Cannot find without on').filter((item) => !contains(run, unwanted, item)),
    ),
  ),
  ...both(
    'has',
    fixed(['any', 'any'], (run, item, list) =>
      list === null || list === undefined
        ? false
        : contains(run, listOf(list, 'Cannot find has on'), item),
    ),
  ),
  ...both(
    'slice',
    variadic(['any'], 'any', (_run, list, ...bounds) => {
      if (list === null || list === undefined) throw nilPointer();
      if (!Array.isArray(list)) {
        throw functionError(`list should be type of slice or array but ${typeOf(list)}`);
      }
      return slice(list, bounds);
    }),
  ),
  ...both(
    'chunk',
    fixed(['int', 'any'], (_run, size, list) => chunk(size, listOf(list, 'Cannot chunk'))),
  ),
  concat: variadic([], 'any', (run, ...lists) => {
    const result: GoValue[] = [];
    for (const list of lists) {
      if (!Array.isArray(list) && list !== null && list !== undefined) {
        throw functionError(`Cannot concat type ${typeOf(list)} as list`);
      }
      const items = listOf(list, '');
      run.budget.step(items.length);
      for (const item of items) result.push(item);
    }
    return result;
  }),
  sortAlpha: fixed(['any'], (run, list) =>
    Array.isArray(list)
      ? strings(stringsOf(list, run.budget).sort(compareBytes))
      : strings([stringOf(list, run.budget)]),
  ),
};
