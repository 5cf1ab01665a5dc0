import { type Json, type JsonObject, getOwn, getPath, isObject, setOwn } from '@fluxts/base';

/** The mappings of a list in a value; empty where there is no list. */
export function mappingsAt(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): readonly JsonObject[] {
  const found = getPath(value, ...path);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** A mapping in a value; undefined where there is none. */
export function mappingAt(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): JsonObject | undefined {
  const found = getPath(value, ...path);
  return isObject(found) ? found : undefined;
}

/** The strings of a list in a value. */
export function stringsAt(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): readonly string[] {
  const found = getPath(value, ...path);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
}

/** A number in a value; `otherwise` where there is none. */
export function numberAt(
  value: Json | undefined,
  path: readonly (string | number)[],
  otherwise = 0,
): number {
  const found = getPath(value, ...path);
  return typeof found === 'number' ? found : otherwise;
}

/** The mapping under a key of a draft, made when it is not there. */
export function ensureMapping(draft: JsonObject, key: string): JsonObject {
  const found = getOwn(draft, key);
  if (isObject(found)) return found;
  const made: JsonObject = {};
  draft[key] = made;
  return made;
}

/** Writes a field of a draft that is not there, or is there but says nothing. */
export function setDefault(draft: JsonObject, key: string, value: Json): void {
  const found = getOwn(draft, key);
  if (found === undefined || found === null || found === '') setOwn(draft, key, value);
}

/** A scalar as text; the empty string for anything else. */
export function textOf(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  const isScalar = ['bigint', 'boolean', 'number'].includes(typeof value);
  return isScalar ? String(value as bigint | boolean | number) : '';
}
