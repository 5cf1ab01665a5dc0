import { type Json, type JsonObject, getOwn, isObject, jsonEqual } from '@fluxts/base';
import { invalid, notSupported, required, tooLong, tooMany, typeInvalid } from './field-error.ts';
import type { FieldCause } from '../resource.ts';
import { type FieldPath, fieldStep, formatPath, indexStep } from './field-path.ts';
import { hasFormat } from './formats.ts';
import type { SchemaNode } from './node.ts';

/** What {@link validateSchema} collects at the most; a value with more is refused with these. */
const maxErrors = 200;

/**
 * Checks a value against a schema, reporting every complaint in the words of the Kubernetes API
 * server. Errors of a value that an update leaves as it was are dropped (ratcheting), so that a
 * tightened schema does not lock objects that were fine when written.
 * @param old what stood at the same place before; undefined on create
 */
export function validateSchema(
  value: Json,
  schema: SchemaNode,
  at?: FieldPath,
  old?: Json,
): FieldCause[] {
  const run = new Run();
  run.node(value, schema, at, old);
  return run.errors;
}

/** One validation. Counts what matched, by which the best alternative of an `anyOf` is chosen. */
class Run {
  readonly errors: FieldCause[] = [];
  matches = 0;

  add(error: FieldCause): void {
    if (this.errors.length < maxErrors) this.errors.push(error);
  }

  node(value: Json, schema: SchemaNode, at: FieldPath | undefined, old: Json | undefined): void {
    if (old !== undefined && at !== undefined && isComposite(value) && jsonEqual(value, old))
      return;
    const before = this.errors.length;
    this.type(value, schema, at);
    if (schema.allOf.length + schema.anyOf.length + schema.oneOf.length > 0 || schema.not) {
      this.junctors(value, schema, at);
    }
    if (typeof value === 'string') this.text(value, schema, at);
    else if (typeof value === 'number' || typeof value === 'bigint') this.number(value, schema, at);
    else if (Array.isArray(value)) this.list(value, schema, at, old);
    if (schema.enum !== undefined) this.enumeration(value, schema.enum, schema, at);
    if (isObject(value)) this.object(value, schema, at, old);
    if (this.errors.length === before) this.matches++;
    else if (
      old !== undefined &&
      !isComposite(value) &&
      at !== undefined &&
      jsonEqual(value, old)
    ) {
      this.errors.length = before;
    }
  }

  type(value: Json, schema: SchemaNode, at: FieldPath | undefined): void {
    if (schema.intOrString) {
      if (typeof value === 'string' || isInteger(value) || (value === null && schema.nullable))
        return;
      this.add(badType(at, 'integer,string', typeName(value)));
      return;
    }
    const { type, format } = schema;
    if (value === null) {
      if (type !== undefined && !schema.nullable) this.add(badType(at, type, 'null'));
      return;
    }
    if (type === undefined) return;
    const found = typeName(value);
    const fits = found === type || (type === 'number' && found === 'integer');
    if (fits || (type === 'integer' && Number.isInteger(value))) return;
    const byFormat = format !== undefined && typeof value !== 'string' && !Array.isArray(value);
    if (byFormat) this.add(badType(at, format, found === 'integer' ? 'int64' : formatOf(value)));
    else this.add(badType(at, type, found));
  }

  text(value: string, schema: SchemaNode, at: FieldPath | undefined): void {
    const length =
      schema.maxLength === undefined && schema.minLength === undefined ? 0 : runes(value);
    if (schema.maxLength !== undefined && length > schema.maxLength) {
      this.add(tooLong(at, schema.maxLength));
    }
    if (schema.minLength !== undefined && length < schema.minLength) {
      this.add(said(at, value, `should be at least ${schema.minLength} chars long`));
    }
    if (schema.pattern !== undefined && !schema.pattern.test(value)) {
      this.add(said(at, value, `should match '${schema.pattern.source}'`));
    }
    const { format } = schema;
    if (format !== undefined && schema.type === 'string' && !hasFormat(format, value)) {
      const detail = `${inBody(at)} must be of type ${format}: ${JSON.stringify(value)}`;
      this.add(typeInvalid(at, value, detail));
    }
  }

  number(value: number | bigint, schema: SchemaNode, at: FieldPath | undefined): void {
    const { maximum, minimum, multipleOf } = schema;
    if (multipleOf !== undefined && !isMultiple(Number(value), multipleOf)) {
      this.add(said(at, value, `should be a multiple of ${multipleOf}`));
    }
    if (maximum !== undefined && (schema.exclusiveMaximum ? value >= maximum : value > maximum)) {
      const words = schema.exclusiveMaximum ? 'less than' : 'less than or equal to';
      this.add(said(at, value, `should be ${words} ${maximum}`));
    }
    if (minimum !== undefined && (schema.exclusiveMinimum ? value <= minimum : value < minimum)) {
      const words = schema.exclusiveMinimum ? 'greater than' : 'greater than or equal to';
      this.add(said(at, value, `should be ${words} ${minimum}`));
    }
    if (schema.type === 'integer' && schema.format === 'int32' && !fitsInt32(value)) {
      this.add(said(at, value, `must be of type int32: ${JSON.stringify(String(value))}`));
    }
  }

  list(value: Json[], schema: SchemaNode, at: FieldPath | undefined, old: Json | undefined): void {
    const size = value.length;
    if (schema.maxItems !== undefined && size > schema.maxItems) {
      // A list past its bound is not walked: its length may be the attack.
      this.add(tooMany(at, size, schema.maxItems));
      return;
    }
    if (schema.items !== undefined) {
      const before = Array.isArray(old) ? old : undefined;
      for (const [index, item] of value.entries()) {
        const twin = correlate(item, index, schema, before);
        this.node(item, schema.items, indexStep(at, index), twin);
      }
    }
    if (schema.minItems !== undefined && size < schema.minItems) {
      this.add(said(at, size, `should have at least ${schema.minItems} items`));
    }
    if (schema.uniqueItems && new Set(value.map((item) => JSON.stringify(item))).size < size) {
      this.add(said(at, null, "shouldn't contain duplicates"));
    }
  }

  enumeration(
    value: Json,
    allowed: readonly Json[],
    schema: SchemaNode,
    at: FieldPath | undefined,
  ): void {
    if (value === null && schema.nullable) return;
    if (allowed.some((item) => jsonEqual(item, value))) return;
    const texts = allowed.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
    this.add(notSupported(at, value, texts));
  }

  object(
    value: JsonObject,
    schema: SchemaNode,
    at: FieldPath | undefined,
    old: Json | undefined,
  ): void {
    const keys = Object.keys(value);
    if (schema.minProperties !== undefined && keys.length < schema.minProperties) {
      const words = `should have at least ${schema.minProperties} properties`;
      this.add(said(at, keys.length, words));
    }
    if (schema.maxProperties !== undefined && keys.length > schema.maxProperties) {
      this.add(tooMany(at, keys.length, schema.maxProperties));
      return;
    }
    const additional = schema.additionalProperties;
    for (const key of keys) {
      const declared = schema.properties.get(key);
      const child = declared ?? (typeof additional === 'object' ? additional : undefined);
      if (child !== undefined) {
        const before = isObject(old) ? getOwn(old, key) : undefined;
        this.node(value[key] as Json, child, fieldStep(at, key), before);
      } else if (additional === false) {
        const detail = `${inBody(fieldStep(at, key))} is a forbidden property`;
        this.add(invalid(fieldStep(at, key), '', detail));
      }
    }
    for (const key of schema.required) {
      if (!Object.hasOwn(value, key)) this.add(required(fieldStep(at, key)));
    }
  }

  junctors(value: Json, schema: SchemaNode, at: FieldPath | undefined): void {
    const quoted = JSON.stringify(formatPath(at));
    if (schema.anyOf.length > 0) {
      const { fitting, best } = this.alternatives(value, schema.anyOf, at);
      if (fitting === 0) {
        this.add(invalid(undefined, '', `${quoted} must validate at least one schema (anyOf)`));
        for (const error of best) this.add(error);
      }
    }
    if (schema.oneOf.length > 0) {
      const { fitting, best } = this.alternatives(value, schema.oneOf, at);
      if (fitting !== 1) {
        const found = fitting === 0 ? 'Found none valid' : `Found ${fitting} valid alternatives`;
        const detail = `${quoted} must validate one and only one schema (oneOf). ${found}`;
        this.add(invalid(undefined, '', detail));
        if (fitting === 0) for (const error of best) this.add(error);
      }
    }
    if (schema.allOf.length > 0) {
      let failed = 0;
      for (const part of schema.allOf) {
        const errors = validateSchema(value, part, at);
        if (errors.length > 0) failed++;
        for (const error of errors) this.add(error);
      }
      if (failed > 0) {
        const none = failed === schema.allOf.length ? '. None validated' : '';
        this.add(invalid(undefined, '', `${quoted} must validate all the schemas (allOf)${none}`));
      }
    }
    if (schema.not !== undefined && validateSchema(value, schema.not, at).length === 0) {
      this.add(invalid(undefined, '', `${quoted} must not validate the schema (not)`));
    }
  }

  alternatives(
    value: Json,
    schemas: readonly SchemaNode[],
    at: FieldPath | undefined,
  ): { fitting: number; best: readonly FieldCause[] } {
    let fitting = 0;
    let best: Run | undefined;
    for (const schema of schemas) {
      const run = new Run();
      run.node(value, schema, at, undefined);
      if (run.errors.length === 0) fitting++;
      else if (best === undefined || run.matches > best.matches) best = run;
    }
    return { fitting, best: best?.errors ?? [] };
  }
}

/** The item that an update replaces: same keys in a list of type map, same place otherwise. */
function correlate(
  item: Json,
  index: number,
  schema: SchemaNode,
  old: readonly Json[] | undefined,
): Json | undefined {
  if (old === undefined) return undefined;
  if (schema.listType !== 'map') return old[index];
  // Looked up by keys only where the place differs, so that the usual update stays linear.
  const keysEqual = (other: Json | undefined): boolean =>
    isObject(item) &&
    isObject(other) &&
    schema.listMapKeys.every((key) => jsonEqual(getOwn(item, key), getOwn(other, key)));
  return keysEqual(old[index]) ? old[index] : old.length > 256 ? undefined : old.find(keysEqual);
}

function isComposite(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function inBody(at: FieldPath | undefined): string {
  return `${formatPath(at)} in body`;
}

function said(at: FieldPath | undefined, value: Json, words: string): FieldCause {
  return invalid(at, value, `${inBody(at)} ${words}`);
}

function badType(at: FieldPath | undefined, wanted: string, found: string): FieldCause {
  const detail = `${inBody(at)} must be of type ${wanted}: ${JSON.stringify(found)}`;
  return typeInvalid(at, found, detail);
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (typeof value === 'bigint') return 'integer';
  return typeof value;
}

/** The format that Go's type of a value implies, which messages about formats repeat. */
function formatOf(value: Json): string {
  return typeof value === 'number' ? 'double' : '';
}

function isInteger(value: Json): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}

function isMultiple(value: number, factor: number): boolean {
  const quotient = value / factor;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient));
}

function fitsInt32(value: number | bigint): boolean {
  return value >= -2147483648 && value <= 2147483647;
}

function runes(value: string): number {
  let count = 0;
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit >= 0xd800 && unit < 0xdc00) at++;
    count++;
  }
  return count;
}
