import { getOwn, isObject, type Json, type JsonObject } from '@fluxts/base';
import type { Schema } from '@fluxts/kube';
import { CelError } from '../error.ts';
import type { Cel } from '../program.ts';
import { toCelTyped } from '../value.ts';
import { ValidationRule, type RuleFailure } from './rule.ts';

/** How many refusals are reported at most. */
const maxViolations = 100;
/** How deep a schema is searched for rules; more than any schema nests. */
const maxDepth = 64;

/** A value that a rule refuses. */
export interface RuleViolation extends RuleFailure {
  /** Where the value is: field names, and indices of lists. */
  readonly path: readonly (string | number)[];
}

/** A rule that cannot be compiled. */
export interface RuleProblem {
  /** Where the rule is in the schema, such as `spec.replicas`. */
  readonly path: string;
  readonly rule: string;
  readonly error: CelError;
}

/** The rules at one place of a schema and below. */
interface RuleNode {
  readonly schema: Schema;
  readonly rules: readonly ValidationRule[];
  readonly fields: ReadonlyMap<string, RuleNode>;
  readonly items: RuleNode | undefined;
  readonly values: RuleNode | undefined;
}

/**
 * The validation rules of a custom resource's schema, compiled. Keep it as long as the schema; it is
 * undefined where a schema holds no rules.
 */
export class SchemaRules {
  readonly #root: RuleNode;

  private constructor(root: RuleNode) {
    this.#root = root;
  }

  /**
   * Compiles every `x-kubernetes-validations` of a schema.
   * @param problems takes the rules that cannot be compiled; they are left out
   * @returns undefined when there are no rules
   */
  static compile(cel: Cel, schema: Schema, problems: RuleProblem[] = []): SchemaRules | undefined {
    const root = compileNode(cel, schema, '', 0, problems);
    return root === undefined ? undefined : new SchemaRules(root);
  }

  /**
   * Checks an object against all rules that apply.
   * @param old the object before an update; undefined on create
   */
  validate(object: JsonObject, old: JsonObject | undefined): RuleViolation[] {
    const violations: RuleViolation[] = [];
    validateNode(this.#root, object, old, [], violations);
    return violations;
  }
}

function compileNode(
  cel: Cel,
  schema: Schema,
  path: string,
  depth: number,
  problems: RuleProblem[],
): RuleNode | undefined {
  if (depth > maxDepth || schema.openapi === undefined) return undefined;
  const rules = compileRules(cel, schema.openapi, path, problems);
  const below = (child: Schema | undefined, step: string): RuleNode | undefined =>
    child === undefined ? undefined : compileNode(cel, child, path + step, depth + 1, problems);
  const fields = new Map<string, RuleNode>();
  for (const name of schema.fieldNames) {
    const node = below(schema.field(name), path === '' ? name : `.${name}`);
    if (node !== undefined) fields.set(name, node);
  }
  const items = below(schema.items, '[*]');
  const values = below(schema.values, '[*]');
  if (rules.length === 0 && fields.size === 0 && items === undefined && values === undefined) {
    return undefined;
  }
  return { schema, rules, fields, items, values };
}

function compileRules(
  cel: Cel,
  openapi: JsonObject,
  path: string,
  problems: RuleProblem[],
): ValidationRule[] {
  const entries = getOwn(openapi, 'x-kubernetes-validations');
  const rules: ValidationRule[] = [];
  for (const entry of Array.isArray(entries) ? entries : []) {
    try {
      rules.push(new ValidationRule(cel, entry));
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      const rule = isObject(entry) ? getOwn(entry, 'rule') : undefined;
      problems.push({ path, rule: typeof rule === 'string' ? rule : '', error });
    }
  }
  return rules;
}

function validateNode(
  node: RuleNode,
  value: Json,
  old: Json | undefined,
  path: (string | number)[],
  violations: RuleViolation[],
): void {
  if (violations.length >= maxViolations || value === null) return;
  if (node.rules.length > 0) {
    const self = toCelTyped(value, node.schema);
    const before = old === undefined || old === null ? undefined : toCelTyped(old, node.schema);
    for (const rule of node.rules) {
      const failure = rule.check(self, before);
      if (failure !== undefined) violations.push({ ...failure, path: [...path] });
    }
  }
  if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const child = node.fields.get(key) ?? (node.schema.field(key) ? undefined : node.values);
      if (child === undefined) continue;
      const before = isObject(old) ? getOwn(old, key) : undefined;
      path.push(key);
      validateNode(child, getOwn(value, key) ?? null, before, path, violations);
      path.pop();
    }
  } else if (Array.isArray(value) && node.items !== undefined) {
    for (const [index, item] of value.entries()) {
      path.push(index);
      validateNode(node.items, item, oldItem(node.schema, item, old), path, violations);
      path.pop();
    }
  }
}

/** The item before an update; only the items of keyed lists can be told to be the same. */
function oldItem(list: Schema, item: Json, old: Json | undefined): Json | undefined {
  if (list.listType !== 'map' || !Array.isArray(old) || !isObject(item)) return undefined;
  return old.find(
    (other) =>
      isObject(other) &&
      list.listKeys.every((key) => keyOf(list, other, key) === keyOf(list, item, key)),
  );
}

function keyOf(list: Schema, item: JsonObject, key: string): Json | undefined {
  return getOwn(item, key) ?? list.items?.field(key)?.default;
}
