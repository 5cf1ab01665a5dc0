import {
  type Json,
  type JsonArray,
  type JsonObject,
  getOwn,
  isObject,
  jsonClone,
  setOwn,
} from '@fluxts/base';
import type { Schema } from '@fluxts/kube';

/**
 * Fills in the defaults of a schema in place, and drops nulls where null is not allowed (after the
 * default of the field took their place, if it has one).
 */
export function applyDefaults(draft: JsonObject, schema: Schema): void {
  for (const key of schema.fieldNames) {
    const field = schema.field(key);
    if (field?.default === undefined) continue;
    const present = getOwn(draft, key);
    if (present === undefined || (present === null && !field.nullable)) {
      setOwn(draft, key, jsonClone(field.default));
    }
  }
  for (const key of Object.keys(draft)) {
    const declared = schema.field(key);
    const child = declared ?? schema.values;
    if (child === undefined) continue;
    const item = getOwn(draft, key) as Json;
    if (item !== null) fill(item, child);
    else if (declared !== undefined && !child.nullable && child.type !== 'any') {
      if (child.default === undefined) delete draft[key];
      else setOwn(draft, key, jsonClone(child.default));
    }
  }
}

function fill(value: Json, schema: Schema): void {
  if (Array.isArray(value)) {
    if (schema.items !== undefined) fillList(value, schema.items);
  } else if (isObject(value)) {
    applyDefaults(value, schema);
  }
}

function fillList(list: JsonArray, items: Schema): void {
  for (const [index, item] of list.entries()) {
    if (item === null && !items.nullable && items.default !== undefined) {
      list[index] = jsonClone(items.default);
    } else {
      fill(item, items);
    }
  }
}
