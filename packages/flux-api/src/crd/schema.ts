import { type Json, type JsonObject, setOwn } from '@fluxts/base';
import type { Constraints, Field, Fields } from './field.ts';

/**
 * The OpenAPI schema of one version of a kind.
 * @param versions the kind's versions, oldest first
 */
export function versionSchema(
  root: Field,
  version: string,
  versions: readonly string[],
): JsonObject {
  return fieldSchema(root, { version, versions, gone: false });
}

interface Scope {
  readonly version: string;
  readonly versions: readonly string[];
  /** A parent does not exist in this version; nothing below it is constrained either. */
  readonly gone: boolean;
}

function fieldSchema(field: Field, outer: Scope): JsonObject {
  const gone = outer.gone || !hasField(field, outer);
  const scope = { ...outer, gone };
  const schema: JsonObject = { description: description(field, outer) };
  Object.assign(schema, typeSchema(field, scope));
  if (!gone) Object.assign(schema, constraintSchema(constraintsIn(field, outer.version)));
  return schema;
}

function typeSchema(field: Field, scope: Scope): JsonObject {
  switch (field.type) {
    case 'string':
    case 'boolean':
      return { type: field.type };
    case 'integer':
      return { type: 'integer', format: 'int64' };
    case 'dateTime':
      return { type: 'string', format: 'date-time' };
    case 'map':
      return { type: 'object', additionalProperties: { type: 'string' } };
    case 'any':
      return { 'x-kubernetes-preserve-unknown-fields': true };
    case 'array':
      return field.items === undefined
        ? { type: 'array' }
        : { type: 'array', items: fieldSchema(field.items, scope) };
    case 'object':
      return { type: 'object', ...objectSchema(field.properties ?? {}, scope) };
  }
  return field.type satisfies never;
}

function objectSchema(fields: Fields, scope: Scope): JsonObject {
  const properties: JsonObject = {};
  const required: string[] = [];
  for (const name of Object.keys(fields).sort()) {
    const field = fields[name];
    if (field === undefined) continue;
    setOwn(properties, name, fieldSchema(field, scope));
    const constrained = !scope.gone && hasField(field, scope);
    if (constrained && constraintsIn(field, scope.version).required === true) required.push(name);
  }
  return {
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
    ...(required.length === 0 ? {} : { required }),
  };
}

function constraintSchema(constraints: Constraints): JsonObject {
  const schema: JsonObject = {};
  for (const key of ['default', 'pattern', 'minLength', 'maxLength', 'minimum'] as const) {
    const value: Json | undefined = constraints[key];
    if (value !== undefined) schema[key] = value;
  }
  if (constraints.enum !== undefined) schema['enum'] = [...constraints.enum];
  if (constraints.rules !== undefined) {
    schema['x-kubernetes-validations'] = constraints.rules.map(({ rule, message }) => ({
      rule,
      message,
    }));
  }
  return schema;
}

/** The constraints in one version, the older ones' differences laid over. */
function constraintsIn(field: Field, version: string): Constraints {
  return { ...field, ...field.older?.[version] } as Constraints;
}

function hasField(field: Field, scope: Scope): boolean {
  const at = scope.versions.indexOf(scope.version);
  const first = field.since === undefined ? 0 : scope.versions.indexOf(field.since);
  const last =
    field.until === undefined ? scope.versions.length - 1 : scope.versions.indexOf(field.until);
  return at >= first && at <= last;
}

function description(field: Field, scope: Scope): string {
  const at = scope.versions.indexOf(scope.version);
  if (field.until !== undefined && at > scope.versions.indexOf(field.until)) {
    return `Deprecated, of ${field.until} and older. ${field.doc}`;
  }
  if (field.since !== undefined && at < scope.versions.indexOf(field.since)) {
    return `Of ${field.since} and newer. ${field.doc}`;
  }
  return field.doc;
}
