import { type Json, type JsonArray, type JsonObject, getOwn, isObject } from '@fluxts/base';
import type { Schema } from '@fluxts/kube';
import { type FieldPath, fieldStep, formatPath, indexStep } from './field-path.ts';

/** How many unknown fields are reported; all of them are removed. */
const maxReported = 64;

/**
 * Removes, in place, the fields that a schema does not declare, as the API server does before it
 * stores an object. Where the schema preserves unknown fields they stay, and declared ones below
 * them are still pruned.
 * @returns the paths of what went, `spec.foo` or `spec.list[0].foo`; at most 64 of them
 */
export function pruneUnknown(draft: JsonObject, schema: Schema): readonly string[] {
  const unknown: string[] = [];
  pruneObject(draft, schema, undefined, unknown);
  return unknown;
}

function prune(
  value: Json,
  schema: Schema | undefined,
  at: FieldPath | undefined,
  unknown: string[],
): void {
  if (schema?.type === 'any') return;
  if (Array.isArray(value)) pruneList(value, schema, at, unknown);
  else if (isObject(value)) pruneObject(value, schema, at, unknown);
}

function pruneList(
  list: JsonArray,
  schema: Schema | undefined,
  at: FieldPath | undefined,
  unknown: string[],
): void {
  if (schema?.preserveUnknown === true && schema.items === undefined) return;
  for (const [index, item] of list.entries()) {
    prune(item, schema?.items, indexStep(at, index), unknown);
  }
}

function pruneObject(
  draft: JsonObject,
  schema: Schema | undefined,
  at: FieldPath | undefined,
  unknown: string[],
): void {
  for (const key of Object.keys(draft)) {
    const child = schema?.field(key) ?? schema?.values;
    if (child !== undefined) {
      prune(getOwn(draft, key) as Json, child, fieldStep(at, key), unknown);
    } else if (schema?.preserveUnknown !== true) {
      delete draft[key];
      if (unknown.length < maxReported) unknown.push(formatPath(fieldStep(at, key)));
    }
  }
}
