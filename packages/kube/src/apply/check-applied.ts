import { isObject, type Json, type JsonObject } from '@fluxts/base';
import { KubeError } from '../error.ts';
import { formatElement, itemElement } from '../fields/path-element.ts';
import { childSchema, itemSchema, type Schema, shapeOf } from '../schema/schema.ts';

const maxProblems = 100;

/**
 * What keeps an applied configuration from being typed by its schema, in the API server's words:
 * undeclared fields, values of the wrong type, duplicate or missing keys. At most 100.
 */
export function typedProblems(object: JsonObject, schema: Schema): string[] {
  const problems: string[] = [];
  visit(object, schema, '', problems);
  return problems;
}

function visit(value: Json, schema: Schema, path: string, problems: string[]): void {
  if (problems.length >= maxProblems || value === null) return;
  const shape = shapeOf(schema, value);
  if (shape === 'list') {
    if (Array.isArray(value)) visitItems(value, schema, path, problems);
    else problems.push(`${path}: expected list, got ${describe(value)}`);
  } else if (shape === 'map') {
    if (isObject(value)) visitFields(value, schema, path, problems);
    else problems.push(`${path}: expected map, got ${describe(value)}`);
  } else {
    const expected = expectedScalar(schema, value);
    if (expected !== undefined) {
      problems.push(`${path}: expected ${expected}, got ${describe(value)}`);
    }
  }
}

function visitFields(map: JsonObject, schema: Schema, path: string, problems: string[]): void {
  for (const [key, value] of Object.entries(map)) {
    const child = childSchema(schema, key);
    if (child === undefined) problems.push(`${path}.${key}: field not declared in schema`);
    else visit(value, child, `${path}.${key}`, problems);
  }
}

function visitItems(list: readonly Json[], schema: Schema, path: string, problems: string[]): void {
  const seen = new Set<string>();
  for (const [index, item] of list.entries()) {
    let step = `[${index}]`;
    if (schema.listType !== 'atomic') {
      try {
        const element = itemElement(schema, item);
        step = formatElement(element);
        if (seen.has(element)) problems.push(`${path}: duplicate entries for key ${step}`);
        seen.add(element);
      } catch (error) {
        if (!(error instanceof KubeError)) throw error;
        problems.push(`${path}: element ${index}: ${error.message}`);
        continue;
      }
    }
    visit(item, itemSchema(schema), path + step, problems);
  }
}

/** What a scalar should have been; undefined when it fits. */
function expectedScalar(schema: Schema, value: Json): string | undefined {
  switch (schema.type) {
    case 'string':
      if (schema.format === 'date-time' || schema.format === 'date-time-micro') return undefined;
      return typeof value === 'string' ? undefined : 'string';
    case 'integer':
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint'
        ? undefined
        : 'numeric (int or float)';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'boolean';
    case 'int-or-string':
      return typeof value === 'object' ? 'scalar' : undefined;
    case 'object':
    case 'array':
    case 'any':
    default:
      return undefined;
  }
}

/** The kind of a value; never the value, which may be a secret. */
function describe(value: Json): string {
  if (Array.isArray(value)) return 'list';
  return isObject(value) ? 'map' : typeof value;
}
