import type { Json } from '@fluxts/base';
import { functionError } from '../error.ts';

/** Go's integer kinds other than `int`, which is a plain `bigint`. */
export type IntKind =
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'uint'
  | 'uint8'
  | 'uint16'
  | 'uint32'
  | 'uint64';

/** An integer of a kind that is not `int`; several sprig functions give `int64`. Immutable. */
export class GoInt {
  readonly kind: IntKind;
  readonly value: bigint;
  /** How `%T` names the type where it is not the kind: `time.Duration`. */
  readonly typeName: string | undefined;

  constructor(kind: IntKind, value: bigint, typeName?: string) {
    this.kind = kind;
    this.value = value;
    this.typeName = typeName;
  }
}

/** A complex number: what a literal such as `1i` is. Immutable. */
export class GoComplex {
  readonly real: number;
  readonly imaginary: number;

  constructor(real: number, imaginary: number) {
    this.real = real;
    this.imaginary = imaginary;
  }
}

/** A method of a {@link GoObject}, called with the template's arguments. */
export interface GoMethod {
  readonly parameters: readonly ParameterType[];
  call(args: readonly GoValue[]): GoValue;
}

/**
 * A value of a Go struct or of a named type with methods, as a host hands it to templates (`.Chart`,
 * `.Files`). Extend it; what templates may reach is only what `field` and `method` give.
 */
export abstract class GoObject {
  /** How `%T` and errors name the type: `*chart.Metadata`. */
  abstract readonly typeName: string;
  /** `struct`, `ptr` or `map`, as sprig's `kindOf` says. */
  readonly kind: 'struct' | 'ptr' | 'map' = 'struct';
  /** The value of a field; `undefined` if the type has no such field. */
  abstract field(name: string): GoValue;
  /** A method; `undefined` if the type has none of that name. */
  method(_name: string): GoMethod | undefined {
    return undefined;
  }
  /** Entries as `range`, `%v` and JSON see them, in order. */
  abstract entries(): readonly (readonly [string, GoValue])[];
  /** What `%v` prints; `undefined` for Go's own form of a struct or map. */
  text(): string | undefined {
    return undefined;
  }
  /** Its JSON form; `undefined` for an object of its entries. */
  json(): Json | undefined {
    return undefined;
  }
}

/** A function as a value, for `call`. */
export class GoFunctionValue {
  readonly typeName: string;
  readonly method: GoMethod;

  constructor(typeName: string, method: GoMethod) {
    this.typeName = typeName;
    this.method = method;
  }
}

/** A mapping with string keys. */
export interface GoMap {
  [key: string]: GoValue;
}

/**
 * What templates work on. Plain JSON is what it is in Go after decoding: a `number` is a float64, lists
 * are `[]interface {}` and mappings `map[string]interface {}` (see {@link withType} for others). A
 * `bigint` is an `int`, a `Uint8Array` a `[]uint8`. `null` is a nil interface; `undefined` is Go's
 * invalid value, which is what looking up a key that is not there gives.
 */
export type GoValue =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | GoInt
  | GoComplex
  | GoObject
  | GoFunctionValue
  | Uint8Array
  | GoValue[]
  | GoMap;

/** What a function declares to take; see `GoFunction`. */
export type ParameterType =
  | 'any'
  | 'value'
  | 'string'
  | 'bool'
  | 'int'
  | 'int64'
  | 'int32'
  | 'float64'
  | 'list'
  | 'strings'
  | 'map'
  | 'time';

const typeTag: unique symbol = Symbol('go type');

/**
 * Marks a list or mapping as being of another Go type than that of plain JSON: `[]string`,
 * `map[string]string`, `common.Values`. The value itself is marked, and returned.
 */
export function withType<T extends GoValue[] | GoMap>(value: T, typeName: string): T {
  Object.defineProperty(value, typeTag, { value: typeName, configurable: true });
  return value;
}

/** The type a list or mapping was marked with. */
export function typeTagOf(value: GoValue[] | GoMap): string | undefined {
  return (value as { [typeTag]?: string })[typeTag];
}

/** Makes a `[]string`. */
export function strings(items: string[]): GoValue[] {
  return withType(items, '[]string');
}

/** Makes an `int64`, wrapping as Go's arithmetic does. */
export function int64(value: bigint | number): GoInt {
  return new GoInt('int64', BigInt.asIntN(64, typeof value === 'bigint' ? value : BigInt(value)));
}

/** Makes an `int`. */
export function int(value: bigint | number): bigint {
  return BigInt.asIntN(64, typeof value === 'bigint' ? value : BigInt(value));
}

/** Whether a value is a plain mapping. */
export function isMap(value: GoValue): value is GoMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof GoInt) &&
    !(value instanceof GoObject) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof GoComplex) &&
    !(value instanceof GoFunctionValue)
  );
}

/** Reads an entry; `undefined` if there is none. Never one of `Object.prototype`. */
export function mapGet(map: GoMap, key: string): GoValue {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Writes an entry as data. */
export function mapSet(map: GoMap, key: string, value: GoValue): void {
  if (Object.isFrozen(map)) {
    throw functionError('assignment to entry in nil map');
  }
  if (key === '__proto__') {
    Object.defineProperty(map, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    map[key] = value;
  }
}

/** The integer of any integer kind; `undefined` for everything else. */
export function integerOf(value: GoValue): bigint | undefined {
  if (typeof value === 'bigint') return value;
  return value instanceof GoInt ? value.value : undefined;
}
