import { getOwn, isObject, type Json, jsonEqual, type JsonObject, setOwn } from '@fluxts/base';
import { parseJson, stringifyJson } from '@fluxts/yaml';
import { KubeError } from '../error.ts';
import { itemSchema, type Schema } from '../schema/schema.ts';

/**
 * One step of a field path, in the notation of managedFields: `f:name` a field, `k:{"name":"x"}` an
 * item of a keyed list, `v:"x"` an item of a set, `i:0` an item by its place.
 */
export type PathElement = string;

/** The step to a field. */
export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/**
 * The step to an item of an associative list.
 * @throws KubeError `InvalidObject` when the item has no key, or is no scalar in a set
 */
export function itemElement(list: Schema, item: Json): PathElement {
  return list.listType === 'map' ? keyElement(list, item) : valueElement(item);
}

function keyElement(list: Schema, item: Json): PathElement {
  if (!isObject(item)) {
    throw invalid(
      item === null
        ? 'associative list with keys may not have a null element'
        : 'associative list with keys may not have non-map elements',
    );
  }
  const key: JsonObject = {};
  for (const name of [...list.listKeys].sort()) {
    const value = getOwn(item, name) ?? keyDefault(itemSchema(list), name);
    if (value !== undefined && value !== null) setOwn(key, name, value);
  }
  if (Object.keys(key).length === 0) {
    throw invalid(
      `associative list with keys has an element that omits all key fields ${list.listKeys.map((name) => JSON.stringify(name)).join(' ')} (and doesn't have default values for any key fields)`,
    );
  }
  return `k:${stringifyJson(key)}`;
}

/** A required key of a built-in type is there even when left out: as the zero value of Go's struct. */
function keyDefault(schema: Schema, name: string): Json | undefined {
  const field = schema.field(name);
  if (field?.default !== undefined) return field.default;
  if (schema.typeName === undefined || !schema.required.includes(name)) return undefined;
  return field?.type === 'integer' ? 0 : '';
}

function valueElement(item: Json): PathElement {
  if (item === null) {
    throw invalid("associative list without keys has an element that's an explicit null");
  }
  if (typeof item === 'object') {
    throw invalid(
      Array.isArray(item)
        ? 'not supported: associative list with lists as elements'
        : "associative list without keys has an element that's a map type",
    );
  }
  return `v:${stringifyJson(item)}`;
}

/**
 * Reads a key of FieldsV1.
 * @throws KubeError `InvalidFields`
 */
export function parseElement(text: string): PathElement {
  const body = text.slice(2);
  switch (text.slice(0, 2)) {
    case 'f:':
      return text;
    case 'v:':
    case 'k:':
      try {
        const value = parseJson(body);
        if (text.startsWith('v:')) return `v:${stringifyJson(value)}`;
        if (isObject(value)) {
          const names = Object.keys(value).sort();
          return `k:${stringifyJson(Object.fromEntries(names.map((name) => [name, value[name] as Json])))}`;
        }
      } catch {
        // Falls through to the error below, which names the element.
      }
      break;
    case 'i:':
      if (/^\d{1,10}$/.test(body)) return text;
      break;
    default:
  }
  throw new KubeError('InvalidFields', `'${text}' is no element of a field path`, {
    retry: 'on-change',
  });
}

/** Renders a step as the API server words it: `.name`, `[name="x"]`, `[="x"]`, `[0]`. */
export function formatElement(element: PathElement): string {
  const body = element.slice(2);
  switch (element.slice(0, 1)) {
    case 'f':
      return `.${body}`;
    case 'k': {
      const key = parseJson(body) as JsonObject;
      return `[${Object.entries(key)
        .map(([name, value]) => `${name}=${stringifyJson(value)}`)
        .join(',')}]`;
    }
    case 'v':
      return `[=${body}]`;
    default:
      return `[${body}]`;
  }
}

/** Whether a step leads to an item of a list, which stands at `index`. */
export function leadsToItem(element: PathElement, item: Json, index: number): boolean {
  const body = element.slice(2);
  switch (element.slice(0, 1)) {
    case 'k': {
      const key = parseJson(body);
      return (
        isObject(key) &&
        isObject(item) &&
        // A key that the item leaves out is there by its default.
        Object.keys(key).every(
          (name) => !Object.hasOwn(item, name) || jsonEqual(getOwn(item, name), key[name]),
        )
      );
    }
    case 'v':
      return jsonEqual(parseJson(body), item);
    case 'i':
      return body === `${index}`;
    default:
      return false;
  }
}

const ranks: Readonly<Record<string, number>> = { f: 0, k: 1, v: 2, i: 3 };

/** Orders steps as structured-merge-diff writes them: fields, keys, values, places. */
export function compareElements(a: PathElement, b: PathElement): number {
  const rank = (ranks[a[0] ?? ''] ?? 4) - (ranks[b[0] ?? ''] ?? 4);
  if (rank !== 0) return rank;
  return a < b ? -1 : a > b ? 1 : 0;
}

function invalid(message: string): KubeError {
  return new KubeError('InvalidObject', message, { retry: 'on-change' });
}
