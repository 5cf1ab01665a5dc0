import { isObject, type Json, type JsonObject } from '@fluxts/base';
import { childSchema, itemSchema, type Schema, shapeOf, untypedSchema } from '../schema/schema.ts';
import { FieldSet } from './field-set.ts';
import { fieldElement, itemElement, type PathElement } from './path-element.ts';

/**
 * The fields an object sets, as structured-merge-diff counts them: leaves, entries of maps, items of
 * associative lists, and empty maps; atomic values count as one.
 * @throws KubeError `InvalidObject` for an item of an associative list without its key
 */
export function fieldsOf(object: JsonObject, schema: Schema): FieldSet {
  const set = new FieldSet();
  visit(object, schema, [], set);
  return set;
}

function visit(value: Json, schema: Schema, path: PathElement[], set: FieldSet): void {
  switch (shapeOf(schema, value)) {
    case 'scalar':
      set.insert(path);
      return;
    case 'list':
      visitList(value, schema, path, set);
      return;
    case 'map':
      if (schema.atomic) set.insert(path);
      else if (isObject(value)) visitMap(value, schema, path, set);
      return;
  }
}

function visitList(list: Json, schema: Schema, path: PathElement[], set: FieldSet): void {
  if (schema.listType === 'atomic') {
    set.insert(path);
    return;
  }
  if (!Array.isArray(list)) return;
  for (const item of list) {
    path.push(itemElement(schema, item));
    visit(item, itemSchema(schema), path, set);
    set.insert(path);
    path.pop();
  }
}

function visitMap(map: JsonObject, schema: Schema, path: PathElement[], set: FieldSet): void {
  for (const [key, value] of Object.entries(map)) {
    path.push(fieldElement(key));
    visit(value, childSchema(schema, key) ?? untypedSchema, path, set);
    const bare = value === null || (isObject(value) && Object.keys(value).length === 0);
    if (bare || schema.field(key) === undefined) set.insert(path);
    path.pop();
  }
}
