import { getPath, getString, isObject, type JsonObject } from '@fluxts/base';

/** The condition of a type in an object's status, whatever else stands there; `undefined` when there is none. */
export function conditionOf(object: JsonObject, type: string): JsonObject | undefined {
  const conditions = getPath(object, 'status', 'conditions');
  if (!Array.isArray(conditions)) return undefined;
  return conditions.filter(isObject).find((condition) => getString(condition, 'type') === type);
}
