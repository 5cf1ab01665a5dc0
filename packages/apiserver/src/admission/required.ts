import { type Json, type JsonObject, getOwn, isObject } from '@fluxts/base';
import type { Schema } from '@fluxts/kube';
import { required } from '../schema/field-error.ts';
import { type FieldPath, fieldStep, indexStep } from '../schema/field-path.ts';
import type { Report } from './kind-rules.ts';

/** Required by their Go type, yet empty in valid objects. */
const mayBeEmpty: ReadonlySet<string> = new Set([
  'core/v1.HTTPHeader.value',
  'core/v1.Sysctl.value',
  'meta/v1.Condition.message',
  'meta/v1.GroupResource.group',
  'meta/v1.GroupVersionKind.group',
  'meta/v1.GroupVersionResource.group',
  'storage.k8s.io/v1.TokenRequest.audience',
]);

/** Written by the server or by controllers, and not judged with the rest. */
const notJudged: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** Reports every required text of a built-in object that is missing or empty. */
export function reportMissing(object: JsonObject, schema: Schema, report: Report): void {
  for (const [key, value] of Object.entries(object)) {
    const child = schema.field(key);
    if (child !== undefined && !notJudged.has(key))
      walk(value, child, fieldStep(undefined, key), report);
  }
  missingOf(object, schema, undefined, report);
}

function walk(value: Json, schema: Schema, at: FieldPath, report: Report): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined || items.type !== 'object') return;
    for (const [index, item] of value.entries()) walk(item, items, indexStep(at, index), report);
  } else if (isObject(value) && schema.type === 'object') {
    for (const [key, item] of Object.entries(value)) {
      const child = schema.field(key) ?? schema.values;
      if (child !== undefined) walk(item, child, fieldStep(at, key), report);
    }
    missingOf(value, schema, at, report);
  }
}

function missingOf(
  value: JsonObject,
  schema: Schema,
  at: FieldPath | undefined,
  report: Report,
): void {
  for (const key of schema.required) {
    if (notJudged.has(key) && at === undefined) continue;
    const field = schema.field(key);
    if (field?.type !== 'string' || mayBeEmpty.has(`${schema.typeName ?? ''}.${key}`)) continue;
    const found = getOwn(value, key);
    if (found === undefined || found === '') report(required(fieldStep(at, key)));
  }
}
