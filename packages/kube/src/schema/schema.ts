import type { Json, JsonObject } from '@fluxts/base';

/** The JSON type of a value; `any` takes every value (RawExtension, JSON, preserved unknown fields). */
export type SchemaType =
  | 'object'
  | 'array'
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'int-or-string'
  | 'any';

/** How server-side apply merges a list. */
export type ListType = 'atomic' | 'set' | 'map';

/** What strategic merge patch does with a field: Go's `patchStrategy` tag. */
export interface PatchStrategy {
  /** `merge`: lists merge by {@link mergeKey}, or as a set of primitives when there is none. */
  readonly merge: boolean;
  /** `retainKeys`: `$retainKeys` lists the keys that survive. */
  readonly retainKeys: boolean;
  /** `replace`: the value is replaced as a whole, maps too. */
  readonly replace: boolean;
  /** `patchMergeKey`. */
  readonly mergeKey: string | undefined;
}

/**
 * What is known of one value's shape. Built-in types and the `openAPIV3Schema` of custom resources
 * are served through the same interface, so that merging, diffing and validating never ask which
 * of the two they look at. Values are immutable and are compared by identity; children are made
 * when they are first asked for.
 */
export interface Schema {
  readonly type: SchemaType;
  /** OpenAPI format: `int32`, `int64`, `double`, `date-time`, `byte`, `quantity`… */
  readonly format: string | undefined;
  /** The declared field, or undefined. Never finds what a prototype holds. */
  field(name: string): Schema | undefined;
  /** The names of all declared fields, sorted. */
  readonly fieldNames: readonly string[];
  /** The schema of the values of a map (`additionalProperties`). */
  readonly values: Schema | undefined;
  /** The schema of the items of a list. */
  readonly items: Schema | undefined;
  /** Fields that must be there, sorted. */
  readonly required: readonly string[];
  readonly default: Json | undefined;
  readonly enum: readonly Json[] | undefined;
  readonly nullable: boolean;
  /** Undeclared fields are kept: `x-kubernetes-preserve-unknown-fields`. */
  readonly preserveUnknown: boolean;
  /** The value is a whole object with apiVersion, kind and metadata: `x-kubernetes-embedded-resource`. */
  readonly embeddedResource: boolean;
  /** `atomic` unless said otherwise. */
  readonly listType: ListType;
  /** The keys of a list of type `map`. */
  readonly listKeys: readonly string[];
  /** Server-side apply owns the map or struct as one value. */
  readonly atomic: boolean;
  readonly patch: PatchStrategy;
  /** The OpenAPI node this was made from, for facets not listed here; undefined for built-in types. */
  readonly openapi: JsonObject | undefined;
  /** The name of a built-in type, such as `core/v1.Container`. */
  readonly typeName: string | undefined;
}

/** Finds the schema of a kind. */
export interface SchemaSource {
  /**
   * @param apiVersion such as `apps/v1`
   * @returns undefined when the kind is not known
   */
  schemaOf(apiVersion: string, kind: string): Schema | undefined;
}

/** The strategy of a field that names none: maps merge, lists and scalars are replaced. */
export const defaultPatchStrategy: PatchStrategy = Object.freeze({
  merge: false,
  retainKeys: false,
  replace: false,
  mergeKey: undefined,
});

/**
 * The schema of a value of which nothing is known: maps merge key by key, lists are atomic, as
 * structured-merge-diff deduces it.
 */
export const untypedSchema: Schema = Object.freeze({
  type: 'any',
  format: undefined,
  field: () => undefined,
  fieldNames: [],
  values: undefined,
  items: undefined,
  required: [],
  default: undefined,
  enum: undefined,
  nullable: true,
  preserveUnknown: true,
  embeddedResource: false,
  listType: 'atomic',
  listKeys: [],
  atomic: false,
  patch: defaultPatchStrategy,
  openapi: undefined,
  typeName: undefined,
});

/** The schema of what a key of a map or struct holds; undefined when the schema does not allow the key. */
export function childSchema(schema: Schema, key: string): Schema | undefined {
  return schema.field(key) ?? schema.values ?? (schema.preserveUnknown ? untypedSchema : undefined);
}

/** The schema of a list's items. */
export function itemSchema(schema: Schema): Schema {
  return schema.items ?? untypedSchema;
}

/** How a value is treated under a schema; what it is decides only where the schema leaves it open. */
export function shapeOf(schema: Schema, value: Json | undefined): 'map' | 'list' | 'scalar' {
  switch (schema.type) {
    case 'object':
      return 'map';
    case 'array':
      return 'list';
    case 'any':
      if (Array.isArray(value)) return 'list';
      return typeof value === 'object' ? 'map' : 'scalar';
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'int-or-string':
    default:
      return 'scalar';
  }
}
