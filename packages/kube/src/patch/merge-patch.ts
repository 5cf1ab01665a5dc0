import { getOwn, isObject, type Json, jsonEqual, type JsonObject, setOwn } from '@fluxts/base';

/** Applies an RFC 7386 merge patch. Neither argument is changed; the result shares parts with both. */
export function jsonMergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else setOwn(merged, key, jsonMergePatch(getOwn(merged, key), value));
  }
  return merged;
}

/**
 * The RFC 7386 patch that turns `from` into `to`; `{}` when they are equal. A null in `to` cannot be
 * said in such a patch: it becomes a removal.
 */
export function createMergePatch(from: JsonObject, to: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key)) setOwn(patch, key, null);
  }
  for (const [key, value] of Object.entries(to)) {
    const old = getOwn(from, key);
    if (jsonEqual(old, value)) continue;
    setOwn(patch, key, isObject(old) && isObject(value) ? createMergePatch(old, value) : value);
  }
  return patch;
}
