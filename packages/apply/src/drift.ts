import { getOwn, getPath, isObject, jsonEqual, type JsonObject } from '@fluxts/base';
import {
  builtinSchemas,
  diffObjects,
  type FieldChange,
  maskChanges,
  systemFields,
} from '@fluxts/kube';

/** The parts of the metadata that users write. */
const metadataFields = ['labels', 'annotations', 'finalizers', 'ownerReferences'];

/**
 * Whether applying would change an object: the result of the dry run differs from the live object in
 * anything that users write. Status and the server's own fields do not count.
 */
export function hasDrifted(live: JsonObject, merged: JsonObject): boolean {
  for (const field of metadataFields) {
    if (!sameOrEmpty(getPath(live, 'metadata', field), getPath(merged, 'metadata', field)))
      return true;
  }
  const keys = new Set([...Object.keys(live), ...Object.keys(merged)]);
  for (const key of ['metadata', 'status', 'apiVersion', 'kind']) keys.delete(key);
  for (const key of keys) {
    if (!sameOrEmpty(getOwn(live, key), getOwn(merged, key))) return true;
  }
  return false;
}

/** Left out, null and empty are the same. */
function sameOrEmpty(
  a: JsonObject[string] | undefined,
  b: JsonObject[string] | undefined,
): boolean {
  return (isEmpty(a) && isEmpty(b)) || jsonEqual(a, b);
}

function isEmpty(value: JsonObject[string] | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** The fields that differ, fit to be shown: without the server's own, and the values of Secrets masked. */
export function shownChanges(live: JsonObject, merged: JsonObject): FieldChange[] {
  const apiVersion = getOwn(merged, 'apiVersion');
  const kind = getOwn(merged, 'kind');
  const schema =
    typeof apiVersion === 'string' && typeof kind === 'string'
      ? builtinSchemas.schemaOf(apiVersion, kind)
      : undefined;
  return maskChanges(merged, diffObjects(live, merged, { ignore: systemFields, schema }));
}
