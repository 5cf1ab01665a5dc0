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
  /** @param apiVersion such as `apps/v1`; @returns undefined when the kind is not known */
  schemaOf(apiVersion: string, kind: string): Schema | undefined;
}
