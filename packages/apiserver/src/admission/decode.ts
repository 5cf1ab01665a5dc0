import { type Json, type JsonObject, getOwn, isObject } from '@fluxts/base';
import type { Schema } from '@fluxts/kube';
import { badRequest } from '../api-error.ts';

/** Longer texts are no quantities; the pattern would take them apart in every way there is. */
const longestQuantity = 200;
const quantityPattern = /^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const timePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Checks that every value of a built-in object has the type that its Go struct declares, as decoding
 * does in the real server, and drops nulls, which Go reads as "not there".
 * @throws ApiError `BadRequest` in the words of Go's JSON decoder
 */
export function decodeTypes(
  draft: JsonObject,
  schema: Schema,
  kind: string,
  version: string,
): void {
  const decoder = new Decoder(`${kind} in version "${version}" cannot be handled as a ${kind}`);
  decoder.object(draft, schema, []);
}

class Decoder {
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  object(draft: JsonObject, schema: Schema, path: readonly string[], outer = ''): void {
    const { values } = schema;
    // The keys of a map are no fields: Go names the field that holds the map.
    const holder = values === undefined ? structName(schema) : outer;
    for (const key of Object.keys(draft)) {
      const field = schema.field(key);
      const child = field ?? values;
      if (child === undefined) continue;
      const value = getOwn(draft, key) as Json;
      if (value === null) {
        if (child.type !== 'any') delete draft[key];
      } else {
        this.value(value, child, field === undefined ? path : [...path, key], holder);
      }
    }
  }

  value(value: Json, schema: Schema, path: readonly string[], holder: string): void {
    switch (schema.type) {
      case 'any':
        return;
      case 'object':
        if (!isObject(value)) throw this.#mismatch(value, schema, path, holder);
        this.object(value, schema, path, holder);
        return;
      case 'array':
        if (!Array.isArray(value)) throw this.#mismatch(value, schema, path, holder);
        if (schema.items !== undefined) {
          for (const item of value) {
            if (item !== null) this.value(item, schema.items, path, holder);
          }
        }
        return;
      case 'string':
        if (typeof value !== 'string') throw this.#mismatch(value, schema, path, holder);
        this.#text(value, schema);
        return;
      case 'boolean':
        if (typeof value !== 'boolean') throw this.#mismatch(value, schema, path, holder);
        return;
      case 'integer':
        if (!fitsInteger(value, schema.format)) throw this.#mismatch(value, schema, path, holder);
        return;
      case 'number':
        if (typeof value !== 'number' && typeof value !== 'bigint') {
          throw this.#mismatch(value, schema, path, holder);
        }
        return;
      case 'int-or-string':
        this.#intOrString(value, schema, path, holder);
        return;
    }
  }

  #intOrString(value: Json, schema: Schema, path: readonly string[], holder: string): void {
    const isNumber = typeof value === 'number' || typeof value === 'bigint';
    if (schema.format === 'quantity') {
      if (isNumber || isQuantity(value)) return;
      throw badRequest(
        `${this.#prefix}: quantities must match the regular expression '${quantityPattern.source}'`,
      );
    }
    if (typeof value === 'string' || (isNumber && fitsInteger(value, 'int32'))) return;
    throw this.#mismatch(value, schema, path, holder);
  }

  #text(value: string, schema: Schema): void {
    if (schema.format === 'byte' && !isBase64(value)) {
      const at = value.search(/[^A-Za-z0-9+/=\r\n]/);
      const byte = at < 0 ? Math.max(0, value.length - (value.length % 4)) : at;
      throw badRequest(`${this.#prefix}: illegal base64 data at input byte ${byte}`);
    }
    const isTime = schema.format === 'date-time' || schema.format === 'date-time-micro';
    if (isTime && !timePattern.test(value)) {
      const quoted = JSON.stringify(value);
      throw badRequest(
        `${this.#prefix}: parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted} as "2006"`,
      );
    }
  }

  #mismatch(value: Json, schema: Schema, path: readonly string[], holder: string): Error {
    const found = jsonKind(value, schema);
    return badRequest(
      `${this.#prefix}: json: cannot unmarshal ${found} into Go struct field ${holder}.${path.join('.')} of type ${goType(schema)}`,
    );
  }
}

function isQuantity(value: Json): boolean {
  if (typeof value !== 'string' || value.length > longestQuantity) return false;
  return quantityPattern.test(value);
}

function isBase64(value: string): boolean {
  const text = value.replace(/[\r\n]/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function fitsInteger(value: Json, format: string | undefined): boolean {
  if (typeof value === 'bigint') {
    return format !== 'int32' && value >= -(2n ** 63n) && value < 2n ** 63n;
  }
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return format !== 'int32' || (value >= -2147483648 && value <= 2147483647);
}

function jsonKind(value: Json, schema: Schema): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value !== 'number' && typeof value !== 'bigint') return typeof value;
  // Where a number was due, it is this one that does not fit.
  return schema.type === 'integer' ? `number ${value}` : 'number';
}

/** `DeploymentSpec` of `apps/v1.DeploymentSpec`. */
function structName(schema: Schema): string {
  const name = schema.typeName ?? '';
  return name.slice(name.indexOf('.') + 1);
}

/** `v1.PodSpec` of `core/v1.PodSpec`. */
function qualifiedName(schema: Schema): string {
  const name = schema.typeName ?? 'struct';
  return name.slice(name.indexOf('/') + 1);
}

function goType(schema: Schema): string {
  switch (schema.type) {
    case 'object':
      return schema.values === undefined
        ? qualifiedName(schema)
        : `map[string]${goType(schema.values)}`;
    case 'array':
      return `[]${schema.items === undefined ? 'interface {}' : goType(schema.items)}`;
    case 'integer':
      return schema.format ?? 'int64';
    case 'number':
      return 'float64';
    case 'boolean':
      return 'bool';
    case 'int-or-string':
      return schema.format === 'quantity' ? 'resource.Quantity' : 'intstr.IntOrString';
    case 'any':
      return 'interface {}';
    case 'string':
    default:
      return schema.format === 'byte' ? '[]uint8' : 'string';
  }
}
