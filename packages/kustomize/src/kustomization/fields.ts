import { getOwn, isObject, type Json, type JsonObject } from '@fluxts/base';
import { scalarText } from '../model/scalar.ts';

/** Reads a text field of a decoded value; '' where it is missing. */
export function textOf(value: JsonObject, field: string): string {
  return scalarText(getOwn(value, field));
}

/** Reads a list of texts; empty where it is missing. */
export function textsOf(value: JsonObject, field: string): string[] {
  const list = getOwn(value, field);
  return Array.isArray(list) ? list.map(scalarText) : [];
}

/** Reads a list of maps; empty where it is missing. */
export function objectsOf(value: JsonObject, field: string): JsonObject[] {
  const list = getOwn(value, field);
  return Array.isArray(list) ? list.filter((item) => isObject(item)) : [];
}

/** Reads a map; undefined where it is missing. */
export function objectOf(value: JsonObject, field: string): JsonObject | undefined {
  const object = getOwn(value, field);
  return isObject(object) ? object : undefined;
}

/** Reads a map of texts, sorted by key; undefined where it is missing. */
export function textMapOf(value: JsonObject, field: string): Map<string, string> | undefined {
  const object = objectOf(value, field);
  if (object === undefined) return undefined;
  return new Map(
    Object.keys(object)
      .sort()
      .map((key) => [key, textOf(object, key)]),
  );
}

/** Whether a flag is set. */
export function flagOf(value: JsonObject, field: string): boolean {
  return getOwn(value, field) === true;
}

/** Reads a whole number; 0 where it is missing. */
export function wholeOf(value: JsonObject, field: string): number | bigint {
  const number: Json | undefined = getOwn(value, field);
  return typeof number === 'number' || typeof number === 'bigint' ? number : 0;
}
