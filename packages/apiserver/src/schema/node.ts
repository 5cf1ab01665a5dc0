import { type Json, type JsonObject, getOwn, getString, isObject } from '@fluxts/base';
import { GoRegExp } from '@fluxts/gocompat';

/** A pattern of a schema, compiled when it is first matched: most fields of most kinds are never set. */
export class SchemaPattern {
  readonly source: string;
  #expression: GoRegExp | undefined;

  constructor(source: string) {
    this.source = source;
  }

  /** Whether a part of the text matches, in linear time. @throws GoCompatError `InvalidRegExp` */
  test(text: string): boolean {
    this.#expression ??= new GoRegExp(this.source);
    return this.#expression.test(text);
  }
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
  readonly pattern: SchemaPattern | undefined;
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
  /** The node as written, for what reads it in other ways. */
  readonly source: JsonObject;
  /** Whether this node or one below it has rules, so that walkers can skip whole subtrees. */
  readonly hasRules: boolean;
  /** Whether this node or one below it is a list of type `set` or `map`, or a whole object. */
  readonly hasLists: boolean;
}

/**
 * Reads an `openAPIV3Schema`. Keywords of a wrong type count as absent: the definition's own check
 * has refused them before.
 */
export function compileSchema(source: JsonObject): SchemaNode {
  return compile(source, new Map());
}

/** @param patterns those of the whole schema, by their text: the same few stand in many places */
function compile(source: JsonObject, patterns: Map<string, SchemaPattern>): SchemaNode {
  const properties = new Map<string, SchemaNode>();
  const declared = getOwn(source, 'properties');
  if (isObject(declared)) {
    for (const [name, child] of Object.entries(declared)) {
      if (isObject(child)) properties.set(name, compile(child, patterns));
    }
  }
  const items = child(source, 'items', patterns);
  const additional = getOwn(source, 'additionalProperties');
  const additionalProperties = isObject(additional)
    ? compile(additional, patterns)
    : typeof additional === 'boolean'
      ? additional
      : undefined;
  const pattern = patternOf(getString(source, 'pattern'), patterns);
  const enumeration = getOwn(source, 'enum');
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
    pattern,
    minimum: numeric(source, 'minimum'),
    exclusiveMinimum: getOwn(source, 'exclusiveMinimum') === true,
    maximum: numeric(source, 'maximum'),
    exclusiveMaximum: getOwn(source, 'exclusiveMaximum') === true,
    multipleOf: numeric(source, 'multipleOf'),
    enum: Array.isArray(enumeration) && enumeration.length > 0 ? enumeration : undefined,
    allOf: children(source, 'allOf', patterns),
    anyOf: children(source, 'anyOf', patterns),
    oneOf: children(source, 'oneOf', patterns),
    not: child(source, 'not', patterns),
    listType,
    listMapKeys: strings(source, 'x-kubernetes-list-map-keys'),
    mapType: getString(source, 'x-kubernetes-map-type'),
    source,
    hasRules: hasOwnRules(source) || below.some((node) => node.hasRules),
    hasLists:
      listType === 'set' ||
      listType === 'map' ||
      embeddedResource ||
      below.some((node) => node.hasLists),
  };
}

function child(
  source: JsonObject,
  key: string,
  patterns: Map<string, SchemaPattern>,
): SchemaNode | undefined {
  const value = getOwn(source, key);
  return isObject(value) ? compile(value, patterns) : undefined;
}

function children(
  source: JsonObject,
  key: string,
  patterns: Map<string, SchemaPattern>,
): readonly SchemaNode[] {
  const value = getOwn(source, key);
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((item) => compile(item, patterns));
}

function patternOf(
  source: string | undefined,
  patterns: Map<string, SchemaPattern>,
): SchemaPattern | undefined {
  if (source === undefined || source === '') return undefined;
  const known = patterns.get(source) ?? new SchemaPattern(source);
  patterns.set(source, known);
  return known;
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

function hasOwnRules(source: JsonObject): boolean {
  const rules = getOwn(source, 'x-kubernetes-validations');
  return Array.isArray(rules) && rules.length > 0;
}
