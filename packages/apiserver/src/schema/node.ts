import { type Json, type JsonObject, getOwn, getString, isObject } from '@fluxts/base';
import { GoRegExp } from '@fluxts/gocompat';

/** One `x-kubernetes-validations` entry as written. */
export interface RuleSource {
  readonly rule: string;
  readonly message: string | undefined;
  readonly messageExpression: string | undefined;
  readonly reason: string | undefined;
  readonly fieldPath: string | undefined;
  readonly optionalOldSelf: boolean;
}

/**
 * One node of an OpenAPI v3 schema, read once so that validating a value looks nothing up by name.
 * Covers what a CustomResourceDefinition may say; keywords it may not (`$ref`, `definitions` …) are
 * refused when the definition is checked and do not appear here.
 */
export interface SchemaNode {
  readonly type: string | undefined;
  readonly format: string | undefined;
  readonly nullable: boolean;
  readonly intOrString: boolean;
  readonly embeddedResource: boolean;
  readonly preserveUnknown: boolean;
  readonly properties: ReadonlyMap<string, SchemaNode>;
  readonly required: readonly string[];
  readonly items: SchemaNode | undefined;
  /** `true` takes every key, `false` none but the declared ones. */
  readonly additionalProperties: SchemaNode | boolean | undefined;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly uniqueItems: boolean;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: GoRegExp | undefined;
  readonly minimum: number | undefined;
  readonly exclusiveMinimum: boolean;
  readonly maximum: number | undefined;
  readonly exclusiveMaximum: boolean;
  readonly multipleOf: number | undefined;
  readonly enum: readonly Json[] | undefined;
  readonly allOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly not: SchemaNode | undefined;
  readonly listType: string | undefined;
  readonly listMapKeys: readonly string[];
  readonly mapType: string | undefined;
  readonly rules: readonly RuleSource[];
  /** The node as written, for what reads it in other ways (rules, defaults). */
  readonly source: JsonObject;
  /** Whether this node or one below it has rules, so that walkers can skip whole subtrees. */
  readonly hasRules: boolean;
  /** Whether this node or one below it is a list of type `set` or `map`, or a whole object. */
  readonly hasLists: boolean;
}

/**
 * Reads an `openAPIV3Schema`. Keywords of a wrong type count as absent: the definition's own check
 * has refused them before.
 * @throws GoCompatError `InvalidRegExp`
 */
export function compileSchema(source: JsonObject): SchemaNode {
  const properties = new Map<string, SchemaNode>();
  const declared = getOwn(source, 'properties');
  if (isObject(declared)) {
    for (const [name, child] of Object.entries(declared)) {
      if (isObject(child)) properties.set(name, compileSchema(child));
    }
  }
  const items = child(source, 'items');
  const additional = getOwn(source, 'additionalProperties');
  const additionalProperties = isObject(additional)
    ? compileSchema(additional)
    : typeof additional === 'boolean'
      ? additional
      : undefined;
  const pattern = getString(source, 'pattern');
  const enumeration = getOwn(source, 'enum');
  const rules = rulesOf(source);
  const listType = getString(source, 'x-kubernetes-list-type');
  const embeddedResource = getOwn(source, 'x-kubernetes-embedded-resource') === true;
  const below = [...properties.values()];
  if (items !== undefined) below.push(items);
  if (typeof additionalProperties === 'object') below.push(additionalProperties);
  return {
    type: getString(source, 'type'),
    format: getString(source, 'format'),
    nullable: getOwn(source, 'nullable') === true,
    intOrString: getOwn(source, 'x-kubernetes-int-or-string') === true,
    embeddedResource,
    preserveUnknown: getOwn(source, 'x-kubernetes-preserve-unknown-fields') === true,
    properties,
    required: strings(source, 'required'),
    items,
    additionalProperties,
    minProperties: numeric(source, 'minProperties'),
    maxProperties: numeric(source, 'maxProperties'),
    minItems: numeric(source, 'minItems'),
    maxItems: numeric(source, 'maxItems'),
    uniqueItems: getOwn(source, 'uniqueItems') === true,
    minLength: numeric(source, 'minLength'),
    maxLength: numeric(source, 'maxLength'),
    pattern: pattern === undefined || pattern === '' ? undefined : new GoRegExp(pattern),
    minimum: numeric(source, 'minimum'),
    exclusiveMinimum: getOwn(source, 'exclusiveMinimum') === true,
    maximum: numeric(source, 'maximum'),
    exclusiveMaximum: getOwn(source, 'exclusiveMaximum') === true,
    multipleOf: numeric(source, 'multipleOf'),
    enum: Array.isArray(enumeration) && enumeration.length > 0 ? enumeration : undefined,
    allOf: children(source, 'allOf'),
    anyOf: children(source, 'anyOf'),
    oneOf: children(source, 'oneOf'),
    not: child(source, 'not'),
    listType,
    listMapKeys: strings(source, 'x-kubernetes-list-map-keys'),
    mapType: getString(source, 'x-kubernetes-map-type'),
    rules,
    source,
    hasRules: rules.length > 0 || below.some((node) => node.hasRules),
    hasLists:
      listType === 'set' ||
      listType === 'map' ||
      embeddedResource ||
      below.some((node) => node.hasLists),
  };
}

function child(source: JsonObject, key: string): SchemaNode | undefined {
  const value = getOwn(source, key);
  return isObject(value) ? compileSchema(value) : undefined;
}

function children(source: JsonObject, key: string): readonly SchemaNode[] {
  const value = getOwn(source, key);
  return Array.isArray(value) ? value.filter(isObject).map(compileSchema) : [];
}

function strings(source: JsonObject, key: string): readonly string[] {
  const value = getOwn(source, key);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function numeric(source: JsonObject, key: string): number | undefined {
  const value = getOwn(source, key);
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value : undefined;
}

/** Reads the `x-kubernetes-validations` of a schema node. */
export function rulesOf(source: JsonObject): readonly RuleSource[] {
  const value = getOwn(source, 'x-kubernetes-validations');
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((entry) => ({
    rule: getString(entry, 'rule') ?? '',
    message: getString(entry, 'message'),
    messageExpression: getString(entry, 'messageExpression'),
    reason: getString(entry, 'reason'),
    fieldPath: getString(entry, 'fieldPath'),
    optionalOldSelf: getOwn(entry, 'optionalOldSelf') === true,
  }));
}
