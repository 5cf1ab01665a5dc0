import type { JsonObject } from '@fluxts/base';
import { Cel, type RuleViolation, SchemaRules } from '@fluxts/cel';
import type { Schema } from '@fluxts/kube';
import type { FieldCause } from '../resource.ts';
import { duplicate, forbidden, invalid, required } from './field-error.ts';
import { formatPath, pathOf } from './field-path.ts';
import type { SchemaNode } from './node.ts';

/**
 * The `x-kubernetes-validations` of one version of a custom resource, and its complaints in the words of
 * the real server. Compiled when the first object is judged: most definitions have none.
 */
export class CustomRules {
  readonly #shape: Schema;
  readonly #node: SchemaNode;
  #rules: SchemaRules | undefined;

  constructor(shape: Schema, node: SchemaNode) {
    this.#shape = shape;
    this.#node = node;
  }

  /** Evaluates all rules. @param old the object before an update */
  check(next: JsonObject, old: JsonObject | undefined): readonly FieldCause[] {
    if (!this.#node.hasRules) return [];
    this.#rules ??= SchemaRules.compile(new Cel(), this.#shape);
    const violations = this.#rules?.validate(next, old) ?? [];
    return violations.map((violation) => causeOf(violation, typeAt(this.#node, violation.path)));
  }
}

function causeOf(violation: RuleViolation, type: string): FieldCause {
  const { message, path, reason } = violation;
  const where = `${formatPath(pathOf(...path))}${violation.fieldPath ?? ''}`.replace(/^\./, '');
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(where, message);
    case 'FieldValueRequired':
      return required(where, message);
    case 'FieldValueDuplicate':
      return duplicate(where, type);
    case 'FieldValueInvalid':
    default:
      return invalid(where, type, message);
  }
}

/** The type that the schema gives a value, which stands for the value itself in complaints of rules. */
function typeAt(root: SchemaNode, path: RuleViolation['path']): string {
  let node: SchemaNode | undefined = root;
  for (const step of path) {
    if (typeof step === 'number') {
      node = node?.items;
    } else {
      const { additionalProperties, properties }: SchemaNode = node ?? root;
      const values = typeof additionalProperties === 'object' ? additionalProperties : undefined;
      node = properties.get(step) ?? values;
    }
  }
  return node?.type ?? 'object';
}
