import { isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import type { FieldSet } from '../fields/field-set.ts';
import { fieldElement, itemElement } from '../fields/path-element.ts';
import { childSchema, itemSchema, type Schema, shapeOf, untypedSchema } from '../schema/schema.ts';

/** The object without the fields of a set, and what lies below them. The object is not changed. */
export function removeItems(object: JsonObject, remove: FieldSet, schema: Schema): JsonObject {
  return removeFields(object, remove, schema) ?? {};
}

/** @returns undefined when nothing is left, so that the holder drops the value */
function strip(value: Json, remove: FieldSet, schema: Schema): Json | undefined {
  const shape = shapeOf(schema, value);
  if (shape === 'map' && isObject(value)) {
    return schema.atomic ? value : removeFields(value, remove, schema);
  }
  if (shape === 'list' && Array.isArray(value) && schema.listType !== 'atomic') {
    const kept: Json[] = [];
    for (const item of value) {
      const step = itemElement(schema, item);
      if (remove.hasMember(step)) continue;
      const below = remove.child(step);
      const rest = below === undefined ? item : strip(item, below, itemSchema(schema));
      if (rest !== undefined) kept.push(rest);
    }
    return kept.length === 0 ? undefined : kept;
  }
  return value;
}

function removeFields(map: JsonObject, remove: FieldSet, schema: Schema): JsonObject | undefined {
  const kept: JsonObject = {};
  let count = 0;
  for (const [key, value] of Object.entries(map)) {
    const step = fieldElement(key);
    if (remove.hasMember(step)) continue;
    const below = remove.child(step);
    const rest =
      below === undefined ? value : strip(value, below, childSchema(schema, key) ?? untypedSchema);
    if (rest === undefined) continue;
    setOwn(kept, key, rest);
    count++;
  }
  return count === 0 ? undefined : kept;
}
