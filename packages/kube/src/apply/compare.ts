import { isObject, type Json, jsonEqual, type JsonObject } from '@fluxts/base';
import { FieldSet } from '../fields/field-set.ts';
import { fieldElement, itemElement, type PathElement } from '../fields/path-element.ts';
import { childSchema, itemSchema, type Schema, shapeOf, untypedSchema } from '../schema/schema.ts';

/** How two values of one schema differ, in the fields that server-side apply counts. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

/** Compares two objects. The order of associative lists does not count. */
export function compare(before: JsonObject, after: JsonObject, schema: Schema): Comparison {
  const comparison = { added: new FieldSet(), modified: new FieldSet(), removed: new FieldSet() };
  visit(before, after, schema, [], comparison);
  return comparison;
}

/** Whether nothing differs. */
export function isSame(comparison: Comparison): boolean {
  return comparison.added.empty && comparison.modified.empty && comparison.removed.empty;
}

function visit(
  before: Json | undefined,
  after: Json | undefined,
  schema: Schema,
  path: PathElement[],
  out: Comparison,
): void {
  const shape = shapeOf(schema, after ?? before);
  if (shape !== shapeOf(schema, before ?? after)) {
    leafDifference(before, after, path, out);
    // A map in place of something else brings fields of its own.
    if (shape === 'map' && !schema.atomic) visitFields({}, asMap(after), schema, path, out);
    return;
  }
  const leaf =
    shape === 'scalar' ||
    (shape === 'list' ? isListLeaf(before, after, schema) : isMapLeaf(before, after, schema));
  if (leaf) {
    leafDifference(before, after, path, out);
    return;
  }
  if (shape === 'list') visitItems(asList(before), asList(after), schema, path, out);
  else visitFields(asMap(before), asMap(after), schema, path, out);
  if (before === undefined) out.added.insert(path);
  else if (after === undefined) out.removed.insert(path);
}

function leafDifference(
  before: Json | undefined,
  after: Json | undefined,
  path: readonly PathElement[],
  out: Comparison,
): void {
  if (before === undefined) out.added.insert(path);
  else if (after === undefined) out.removed.insert(path);
  else if (!jsonEqual(before, after)) out.modified.insert(path);
}

function isListLeaf(before: Json | undefined, after: Json | undefined, schema: Schema): boolean {
  if (schema.listType === 'atomic') return true;
  return asList(before).length === 0 && asList(after).length === 0;
}

function isMapLeaf(before: Json | undefined, after: Json | undefined, schema: Schema): boolean {
  if (schema.atomic) return true;
  return Object.keys(asMap(before)).length === 0 && Object.keys(asMap(after)).length === 0;
}

function visitItems(
  before: readonly Json[],
  after: readonly Json[],
  schema: Schema,
  path: PathElement[],
  out: Comparison,
): void {
  const items = new Map<PathElement, [Json[], Json[]]>();
  for (const [side, list] of [before, after].entries()) {
    for (const item of list) {
      const step = itemElement(schema, item);
      const pair = items.get(step) ?? [[], []];
      pair[side as 0 | 1].push(item);
      items.set(step, pair);
    }
  }
  for (const [step, [old, now]] of items) {
    path.push(step);
    // Duplicates have one path between them, so they differ as one.
    if (old.length > 1 || now.length > 1) {
      leafDifference(
        old.length === 0 ? undefined : old,
        now.length === 0 ? undefined : now,
        path,
        out,
      );
    } else {
      visit(old[0], now[0], itemSchema(schema), path, out);
    }
    path.pop();
  }
}

function visitFields(
  before: JsonObject,
  after: JsonObject,
  schema: Schema,
  path: PathElement[],
  out: Comparison,
): void {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const now = Object.hasOwn(after, key) ? after[key] : undefined;
    if (old === now) continue;
    path.push(fieldElement(key));
    visit(old, now, childSchema(schema, key) ?? untypedSchema, path, out);
    path.pop();
  }
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function asMap(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
