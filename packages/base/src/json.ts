/**
 * A value of a Kubernetes object. Integers beyond 2^53 are `bigint`, and only those, so that a
 * number read from a manifest is written back to the letter.
 */
export type Json = null | boolean | number | bigint | string | JsonArray | JsonObject;

/** A list of values. */
export type JsonArray = Json[];

/** A mapping. Its keys are data: read hostile ones with {@link getOwn}, write them with {@link setOwn}. */
export interface JsonObject {
  [key: string]: Json;
}

/** Says whether a value is a mapping (not null, not a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a key that the object itself has; never one of `Object.prototype`. */
export function getOwn(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Writes a key as data. An assignment to `__proto__` would change the prototype instead. */
export function setOwn(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}

/** Reads a nested value by keys and list indices; `undefined` where the path ends early. */
export function getPath(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): Json | undefined {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current)) {
      current = typeof step === 'number' ? current[step] : undefined;
    } else if (isObject(current)) {
      current = getOwn(current, String(step));
    } else {
      return undefined;
    }
  }
  return current;
}

/** Reads a nested string; `undefined` where there is none or it is something else. */
export function getString(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): string | undefined {
  const found = getPath(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** Compares by content. Key order does not count, list order does; `1n` and `1` are equal. */
export function jsonEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    return (
      (typeof a === 'number' || typeof a === 'bigint') &&
      (typeof b === 'number' || typeof b === 'bigint') &&
      // oxlint-disable-next-line eqeqeq -- a bigint and a number are equal by value only with ==
      a == b
    );
  }
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => jsonEqual(item, b[index]))
    );
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && jsonEqual(a[key], b[key]));
}

/** Copies a value so that the copy can be changed. */
export function jsonClone<T extends Json>(value: T): T;
export function jsonClone(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => jsonClone(item));
  if (!isObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setOwn(copy, key, jsonClone(value[key] as Json));
  return copy;
}

/** Freezes a value all the way down and returns it. Values that caches hand out are frozen, not cloned. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const item of Object.values(value)) deepFreeze(item);
  }
  return value;
}
