import { getOwn, isObject, type Json, jsonEqual, type JsonObject } from '@fluxts/base';
import { itemElement, type PathElement } from '../fields/path-element.ts';
import { formatPointer } from '../patch/json-pointer.ts';
import { childSchema, itemSchema, type Schema, untypedSchema } from '../schema/schema.ts';

/** One field that differs. */
export interface FieldChange {
  readonly op: 'add' | 'remove' | 'replace';
  /** RFC 6901 pointer into the object after the change, or before it for `remove`. */
  readonly path: string;
  /** Undefined for `add`. */
  readonly before: Json | undefined;
  /** Undefined for `remove`. */
  readonly after: Json | undefined;
}

/** What {@link diffObjects} leaves out, and how it pairs the items of lists. */
export interface DiffOptions {
  /** Pairs items of keyed lists by key instead of by place. */
  readonly schema?: Schema | undefined;
  /** Pointers of fields to leave out, with everything below them. */
  readonly ignore?: readonly string[];
}

/** What the server alone writes; a difference in these is no change of anybody's. */
export const systemFields: readonly string[] = Object.freeze([
  '/metadata/managedFields',
  '/metadata/resourceVersion',
  '/metadata/generation',
  '/metadata/creationTimestamp',
  '/metadata/uid',
  '/metadata/selfLink',
  '/status',
]);

/**
 * The fields in which two objects differ, each as deep as it can be named; in the order of keys.
 * Secrets are not masked here: see {@link maskChanges}.
 */
export function diffObjects(
  before: JsonObject,
  after: JsonObject,
  options: DiffOptions = {},
): FieldChange[] {
  const changes: FieldChange[] = [];
  const ignore = new Set(options.ignore ?? []);
  diff(before, after, options.schema ?? untypedSchema, [], ignore, changes);
  return changes;
}

function diff(
  before: Json | undefined,
  after: Json | undefined,
  schema: Schema,
  path: string[],
  ignore: ReadonlySet<string>,
  changes: FieldChange[],
): void {
  if (before === after || jsonEqual(before, after)) return;
  const pointer = formatPointer(path);
  if (ignore.has(pointer)) return;
  if (isObject(before) && isObject(after)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
      path.push(key);
      const child = childSchema(schema, key) ?? untypedSchema;
      diff(getOwn(before, key), getOwn(after, key), child, path, ignore, changes);
      path.pop();
    }
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    for (const [index, old, now] of pairs(before, after, schema)) {
      path.push(`${index}`);
      diff(old, now, itemSchema(schema), path, ignore, changes);
      path.pop();
    }
    return;
  }
  const op = before === undefined ? 'add' : after === undefined ? 'remove' : 'replace';
  changes.push({ op, path: pointer, before, after });
}

type Pair = readonly [number, Json | undefined, Json | undefined];

function pairs(before: readonly Json[], after: readonly Json[], schema: Schema): Pair[] {
  const oldKeys = keysOf(before, schema);
  const newKeys = keysOf(after, schema);
  if (oldKeys === undefined || newKeys === undefined) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => [index, before[index], after[index]]);
  }
  const gone = [...oldKeys].filter(([key]) => !newKeys.has(key));
  return [
    ...gone.map(([, index]): Pair => [index, before[index], undefined]),
    ...[...newKeys].map(([key, index]): Pair => {
      const old = oldKeys.get(key);
      return [index, old === undefined ? undefined : before[old], after[index]];
    }),
  ];
}

/** Where each key stands; undefined when items have no keys of their own. */
function keysOf(list: readonly Json[], schema: Schema): Map<PathElement, number> | undefined {
  if (schema.listType === 'atomic') return undefined;
  const keys = new Map<PathElement, number>();
  for (const [index, item] of list.entries()) {
    try {
      keys.set(itemElement(schema, item), index);
    } catch {
      return undefined;
    }
  }
  return keys.size === list.length ? keys : undefined;
}
