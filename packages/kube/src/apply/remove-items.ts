import { isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import type { FieldSet } from '../fields/field-set.ts';
import { fieldElement, itemElement } from '../fields/path-element.ts';
import { childSchema, itemSchema, type Schema, shapeOf, untypedSchema } from '../schema/schema.ts';

/**
 * The object without the fields of a set, and what lies below them. A map or list that is left
 * empty stays, as nothing says that it should go. The object is not changed.
 */
export function removeItems(object: JsonObject, remove: FieldSet, schema: Schema): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    const step = fieldElement(key);
    if (remove.hasMember(step)) continue;
    const below = remove.child(step);
    const child = childSchema(schema, key) ?? untypedSchema;
    setOwn(kept, key, below === undefined ? value : strip(value, below, child));
  }
  return kept;
}

function strip(value: Json, remove: FieldSet, schema: Schema): Json {
  const shape = shapeOf(schema, value);
  if (shape === 'map' && isObject(value)) {
    return schema.atomic ? value : removeItems(value, remove, schema);
  }
  if (shape === 'list' && Array.isArray(value) && schema.listType !== 'atomic') {
    return value.flatMap((item) => {
      const step = itemElement(schema, item);
      if (remove.hasMember(step)) return [];
      const below = remove.child(step);
      return [below === undefined ? item : strip(item, below, itemSchema(schema))];
    });
  }
  return value;
}
