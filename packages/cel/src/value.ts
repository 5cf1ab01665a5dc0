import { getOwn, type Json, type JsonObject } from '@fluxts/base';
import type { Schema } from '@fluxts/kube';
import { childSchema, itemSchema } from '@fluxts/kube';
import { Duration } from '@marcbachmann/cel-js/evaluator';
import { parseDuration } from '@fluxts/gocompat';
import { escapeField } from './field-names.ts';

/** A value inside an expression. Whole numbers are `bigint`, maps are `Map`. */
export type CelValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | Date
  | readonly CelValue[]
  | ReadonlyMap<string, CelValue>
  | object;

/** Turns a value of an object into one of an expression. Numbers without a fraction become integers. */
export function toCel(value: Json): CelValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((item) => toCel(item));
  if (typeof value === 'object' && value !== null) {
    return new Map(Object.entries(value).map(([key, item]) => [key, toCel(item)]));
  }
  return value;
}

/**
 * Turns a value into one of an expression by its schema, as Kubernetes' validation rules see it:
 * `number` is a double even without a fraction, `date-time`, `duration` and `byte` strings become
 * timestamps, durations and bytes, declared fields have escaped names, and undeclared ones are not
 * there.
 */
export function toCelTyped(value: Json, schema: Schema): CelValue {
  if (value === null) return null;
  switch (schema.type) {
    case 'object':
      return typeof value === 'object' && !Array.isArray(value)
        ? mapToCel(value, schema)
        : toCel(value);
    case 'array':
      return Array.isArray(value)
        ? value.map((item) => toCelTyped(item, itemSchema(schema)))
        : toCel(value);
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : toCel(value);
    case 'string':
      return typeof value === 'string' ? stringToCel(value, schema.format) : toCel(value);
    case 'integer':
    case 'boolean':
    case 'int-or-string':
    case 'any':
    default:
      return toCel(value);
  }
}

function mapToCel(map: JsonObject, schema: Schema): CelValue {
  const result = new Map<string, CelValue>();
  for (const key of Object.keys(map)) {
    const item = getOwn(map, key) ?? null;
    const field = schema.field(key);
    if (field !== undefined) {
      // A null in a field that is not nullable was never set.
      if (item === null && !field.nullable) continue;
      const name = escapeField(key);
      if (name !== undefined) result.set(name, toCelTyped(item, field));
    } else {
      const child = childSchema(schema, key);
      if (child !== undefined) result.set(key, toCelTyped(item, child));
    }
  }
  return result;
}

function stringToCel(value: string, format: string | undefined): CelValue {
  switch (format ?? '') {
    case 'date-time':
    case 'date': {
      const time = new Date(value);
      return Number.isNaN(time.getTime()) ? value : time;
    }
    case 'duration':
      return durationToCel(value);
    case 'byte':
      return Buffer.from(value, 'base64');
    default:
      return value;
  }
}

function durationToCel(value: string): CelValue {
  try {
    const nanoseconds = parseDuration(value);
    return new Duration(nanoseconds / 1_000_000_000n, Number(nanoseconds % 1_000_000_000n));
  } catch {
    return value;
  }
}
