import { functionError } from '../error.ts';
import { byteLength, sliceBytes, toBytes } from '../value/bytes.ts';
import { typeOf } from '../value/types.ts';
import {
  GoInt,
  GoObject,
  type GoValue,
  integerOf,
  isMap,
  mapGet,
  typeTagOf,
  withType,
} from '../value/value.ts';
import { fixed, type FunctionMap, variadic } from './function.ts';

function position(index: GoValue, length: number): number {
  if (index === null || index === undefined) {
    throw functionError('cannot index slice/array with nil');
  }
  const value = integerOf(index);
  if (value === undefined) {
    throw functionError(`cannot index slice/array with type ${typeOf(index)}`);
  }
  if (value < 0n || value > BigInt(length)) throw functionError(`index out of range: ${value}`);
  return Number(value);
}

function inside(at: number, length: number, what: string): number {
  if (at >= length) throw functionError(`reflect: ${what} index out of range`);
  return at;
}

function key(index: GoValue): string {
  if (index === null || index === undefined) {
    throw functionError('value is nil; should be of type string');
  }
  if (typeof index !== 'string') {
    throw functionError(`value has type ${typeOf(index)}; should be string`);
  }
  return index;
}

function indexOne(item: GoValue, index: GoValue): GoValue {
  if (item === null || item === undefined) throw functionError('index of nil pointer');
  if (Array.isArray(item)) return item[inside(position(index, item.length), item.length, 'slice')];
  if (typeof item === 'string' || item instanceof Uint8Array) {
    const bytes = typeof item === 'string' ? toBytes(item) : item;
    const what = typeof item === 'string' ? 'string' : 'slice';
    const at = inside(position(index, bytes.length), bytes.length, what);
    return new GoInt('uint8', BigInt(bytes[at] ?? 0));
  }
  if (item instanceof GoObject && item.kind === 'map') return item.field(key(index));
  if (isMap(item)) return mapGet(item, key(index));
  throw functionError(`can't index item of type ${typeOf(item)}`);
}

/** How many elements, entries or bytes a value has; `undefined` for what has no length. */
function lengthOf(value: GoValue): number | undefined {
  if (typeof value === 'string') return byteLength(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof GoObject) return value.kind === 'map' ? value.entries().length : undefined;
  return isMap(value) ? Object.keys(value).length : undefined;
}

function slice(item: GoValue, indexes: readonly GoValue[]): GoValue {
  if (item === null || item === undefined) throw functionError('slice of untyped nil');
  if (indexes.length > 3) throw functionError(`too many slice indexes: ${indexes.length}`);
  const isString = typeof item === 'string';
  if (isString && indexes.length === 3) throw functionError('cannot 3-index slice a string');
  if (!isString && !Array.isArray(item) && !(item instanceof Uint8Array)) {
    throw functionError(`can't slice item of type ${typeOf(item)}`);
  }
  const length = isString ? byteLength(item) : item.length;
  const [start = 0, end = length, capacity = length] = indexes.map((index) =>
    position(index, length),
  );
  if (start > end) throw functionError(`invalid slice index: ${start} > ${end}`);
  if (end > capacity) throw functionError(`invalid slice index: ${end} > ${capacity}`);
  if (isString) return sliceBytes(item, start, end);
  if (item instanceof Uint8Array) return item.subarray(start, end);
  const type = typeTagOf(item);
  const part = item.slice(start, end);
  return type === undefined ? part : withType(part, type);
}

/** `index`, `slice` and `len` of the template language. */
export const indexFunctions: FunctionMap = {
  index: variadic(['value'], 'value', (_run, item, ...indexes) => {
    if (item === null || item === undefined) throw functionError('index of untyped nil');
    return indexes.reduce(indexOne, item);
  }),
  slice: variadic(['value'], 'value', (_run, item, ...indexes) => slice(item, indexes)),
  len: fixed(['value'], (_run, item) => {
    if (item === undefined) {
      throw functionError('reflect: call of reflect.Value.Type on zero Value');
    }
    if (item === null) throw functionError('len of nil pointer');
    const length = lengthOf(item);
    if (length === undefined) throw functionError(`len of type ${typeOf(item)}`);
    return BigInt(length);
  }),
};
