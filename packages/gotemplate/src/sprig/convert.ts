import type { Json, JsonObject } from '@fluxts/base';
import { Budget, setOwn } from '@fluxts/base';
import { functionError } from '../error.ts';
import { formatPlain } from '../fmt/format-value.ts';
import { parseIntLiteral } from '../parse/literals.ts';
import { typeOf } from '../value/types.ts';
import {
  GoFunctionValue,
  GoInt,
  type GoMap,
  GoObject,
  type GoValue,
  GoComplex,
  isMap,
  mapSet,
} from '../value/value.ts';

/** Sprig's `strval`: a text as it is, anything else as `%v`. */
export function stringOf(value: GoValue, budget?: Budget): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  return formatPlain(value, budget);
}

/** The texts of a list, nils left out; of anything else a list of one. */
export function stringsOf(value: GoValue, budget?: Budget): string[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value)) return [stringOf(value, budget)];
  return value
    .filter((item) => item !== null && item !== undefined)
    .map((item) => stringOf(item, budget));
}

const lowest = -(2n ** 63n);

/** What Go on amd64 makes of a float that is converted to an int64. */
function truncate(value: number): bigint {
  if (!Number.isFinite(value)) return lowest;
  const whole = BigInt(Math.trunc(value));
  return whole >= 2n ** 63n || whole < lowest ? lowest : whole;
}

/** Reads a text as an integer with any prefix, `0` for octal; zero for what is none. */
function integerText(text: string): bigint {
  const value = parseIntLiteral(text) ?? 0n;
  return value >= 2n ** 63n || value < lowest ? 0n : value;
}

/** Sprig's conversion to an integer: zero for what is no number. Floats are cut. */
export function toInteger(value: GoValue): bigint {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (typeof value) {
    case 'number':
      return truncate(value);
    case 'bigint':
      return value;
    case 'boolean':
      return value ? 1n : 0n;
    case 'string':
      return integerText(value);
    default:
      return value instanceof GoInt ? BigInt.asIntN(64, value.value) : 0n;
  }
}

/** Sprig's conversion to a float: zero for what is no number. */
export function toFloat(value: GoValue): number {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are dealt with below
  switch (typeof value) {
    case 'number':
      return value;
    case 'bigint':
      return Number(value);
    case 'boolean':
      return value ? 1 : 0;
    case 'string': {
      const trimmed = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) ? Number(value) : 0;
      return Number.isFinite(trimmed) ? trimmed : 0;
    }
    default:
      return value instanceof GoInt ? Number(value.value) : 0;
  }
}

/**
 * The JSON form of a value, as Go's `json.Marshal` makes it.
 * @throws GoTemplateError `Function` for what has none
 * @throws LimitError
 */
export function toJsonValue(value: GoValue, budget: Budget = new Budget()): Json {
  budget.step();
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw functionError(`json: unsupported value: ${formatPlain(value)}`);
  }
  if (typeof value === 'bigint') return small(value);
  if (typeof value !== 'object') return value;
  if (value instanceof GoInt) return small(value.value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof GoFunctionValue || value instanceof GoComplex) {
    throw functionError(`json: unsupported type: ${typeOf(value)}`);
  }
  if (value instanceof GoObject) return objectToJson(value, budget);
  return budget.deeper(() => {
    if (Array.isArray(value)) return value.map((item) => toJsonValue(item, budget));
    const result: JsonObject = {};
    for (const key of Object.keys(value)) setOwn(result, key, toJsonValue(value[key], budget));
    return result;
  });
}

function small(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function objectToJson(object: GoObject, budget: Budget): Json {
  const json = object.json();
  if (json !== undefined) return json;
  const result: JsonObject = {};
  for (const [key, item] of object.entries()) setOwn(result, key, toJsonValue(item, budget));
  return result;
}

/** The value of decoded JSON: numbers are floats, as Go decodes them. */
export function fromJsonValue(value: Json): GoValue {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromJsonValue);
  const result: GoMap = {};
  for (const key of Object.keys(value)) mapSet(result, key, fromJsonValue(value[key] ?? null));
  return result;
}

/** A copy of lists and mappings, all the way down. @throws LimitError */
export function deepCopy(value: GoValue, budget: Budget): GoValue {
  budget.step();
  if (!Array.isArray(value) && !isMap(value)) return value;
  return budget.deeper(() => {
    if (Array.isArray(value)) return value.map((item) => deepCopy(item, budget));
    const copy: GoMap = {};
    for (const key of Object.keys(value)) mapSet(copy, key, deepCopy(value[key], budget));
    return copy;
  });
}
