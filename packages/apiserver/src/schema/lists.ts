import { type Json, type JsonObject, getOwn, getString, isObject } from '@fluxts/base';
import { canonicalJson } from '../canonical-json.ts';
import type { FieldCause } from '../resource.ts';
import { duplicate, required } from './field-error.ts';
import { type FieldPath, fieldStep, indexStep } from './field-path.ts';
import type { SchemaNode } from './node.ts';

/**
 * Checks what a schema promises of lists and of objects within objects: no item twice in a list of type
 * `set`, no key twice in one of type `map`, and an apiVersion and kind for embedded resources.
 */
export function validateLists(value: Json, schema: SchemaNode): readonly FieldCause[] {
  const causes: FieldCause[] = [];
  walk(value, schema, undefined, causes);
  return causes;
}

function walk(
  value: Json,
  schema: SchemaNode,
  at: FieldPath | undefined,
  causes: FieldCause[],
): void {
  if (!schema.hasLists) return;
  if (Array.isArray(value)) {
    if (schema.listType === 'set') reportTwice(value, (item) => item, at, causes);
    else if (schema.listType === 'map') {
      reportTwice(value, (item) => keysOf(item, schema), at, causes);
    }
    if (schema.items === undefined) return;
    for (const [index, item] of value.entries()) {
      walk(item, schema.items, indexStep(at, index), causes);
    }
  } else if (isObject(value)) {
    if (schema.embeddedResource) reportIncomplete(value, at, causes);
    const { additionalProperties } = schema;
    for (const [key, item] of Object.entries(value)) {
      const child =
        schema.properties.get(key) ??
        (typeof additionalProperties === 'object' ? additionalProperties : undefined);
      if (child !== undefined) walk(item, child, fieldStep(at, key), causes);
    }
  }
}

function reportTwice(
  list: readonly Json[],
  identity: (item: Json) => Json,
  at: FieldPath | undefined,
  causes: FieldCause[],
): void {
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    const key = identity(item);
    const text = canonicalJson(key);
    if (seen.has(text)) causes.push(duplicate(indexStep(at, index), key));
    seen.add(text);
  }
}

function keysOf(item: Json, schema: SchemaNode): Json {
  const keys: JsonObject = {};
  if (!isObject(item)) return item;
  for (const name of schema.listMapKeys) {
    const value =
      getOwn(item, name) ?? getOwn(schema.items?.properties.get(name)?.source ?? {}, 'default');
    if (value !== undefined) keys[name] = value;
  }
  return keys;
}

function reportIncomplete(
  value: JsonObject,
  at: FieldPath | undefined,
  causes: FieldCause[],
): void {
  for (const key of ['apiVersion', 'kind']) {
    if ((getString(value, key) ?? '') === '') {
      causes.push(required(fieldStep(at, key), 'must not be empty'));
    }
  }
}
