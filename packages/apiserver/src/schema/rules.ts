import {
  type Json,
  type JsonObject,
  errorMessage,
  getOwn,
  isObject,
  jsonEqual,
} from '@fluxts/base';
import { Cel, type CelProgram, type CelValue, toCelTyped } from '@fluxts/cel';
import { type Schema, openApiSchema, rootSchema } from '@fluxts/kube';
import type { FieldCause } from '../resource.ts';
import { duplicate, forbidden, invalid, required } from './field-error.ts';
import { type FieldPath, fieldStep, formatPath, indexStep } from './field-path.ts';
import type { RuleSource, SchemaNode } from './node.ts';

/** How many rules one object may have evaluated; what is beyond is refused, not skipped. */
const maxEvaluations = 50_000;

const outOfBudget =
  'validation failed due to running out of cost budget, no further validation rules will be run';

interface CompiledRule {
  readonly source: RuleSource;
  readonly program: CelProgram;
  readonly message: CelProgram | undefined;
  readonly needsOld: boolean;
}

/**
 * The `x-kubernetes-validations` of a schema. Expressions are compiled when they are first needed and
 * kept; those that speak of `oldSelf` are evaluated on updates only.
 */
export class SchemaRules {
  readonly #root: SchemaNode;
  readonly #compiled = new Map<SchemaNode, readonly (CompiledRule | FieldProblem)[]>();
  readonly #shapes = new Map<SchemaNode, Schema>();
  #cel: Cel | undefined;

  constructor(root: SchemaNode) {
    this.#root = root;
  }

  /** Evaluates all rules. @param old the object before an update */
  check(next: JsonObject, old: JsonObject | undefined): readonly FieldCause[] {
    if (!this.#root.hasRules) return [];
    const run: Run = { causes: [], left: maxEvaluations };
    this.#shapes.set(this.#root, rootSchema(this.#root.source));
    this.#walk(next, old, this.#root, undefined, run);
    return run.causes;
  }

  #walk(
    value: Json,
    old: Json | undefined,
    node: SchemaNode,
    at: FieldPath | undefined,
    run: Run,
  ): void {
    if (!node.hasRules || run.left <= 0) return;
    if (value === null && node.nullable) return;
    if (node.rules.length > 0) this.#evaluate(value, old, node, at, run);
    if (Array.isArray(value) && node.items !== undefined) {
      for (const [index, item] of value.entries()) {
        this.#walk(item, twinOf(item, old, node), node.items, indexStep(at, index), run);
      }
    } else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        const additional =
          typeof node.additionalProperties === 'object' ? node.additionalProperties : undefined;
        const child = node.properties.get(key) ?? additional;
        const before = isObject(old) ? getOwn(old, key) : undefined;
        if (child !== undefined) this.#walk(item, before, child, fieldStep(at, key), run);
      }
    }
  }

  #evaluate(
    value: Json,
    old: Json | undefined,
    node: SchemaNode,
    at: FieldPath | undefined,
    run: Run,
  ): void {
    const shape = this.#shapeOf(node);
    const variables: Record<string, CelValue> = { self: toCelTyped(value, shape) };
    if (old !== undefined) variables['oldSelf'] = toCelTyped(old, shape);
    const type = node.intOrString ? 'int-or-string' : (node.type ?? 'object');
    for (const rule of this.#rulesOf(node)) {
      if ('problem' in rule) {
        run.causes.push(invalid(at, type, `rule compile error: ${rule.problem}`));
        continue;
      }
      if (rule.needsOld && old === undefined) continue;
      if (--run.left < 0) {
        run.causes.push(invalid(at, type, outOfBudget));
        return;
      }
      const cause = judge(rule, variables, type, at);
      if (cause !== undefined) run.causes.push(cause);
    }
  }

  #shapeOf(node: SchemaNode): Schema {
    const known = this.#shapes.get(node) ?? openApiSchema(node.source);
    this.#shapes.set(node, known);
    return known;
  }

  #rulesOf(node: SchemaNode): readonly (CompiledRule | FieldProblem)[] {
    const known = this.#compiled.get(node);
    if (known !== undefined) return known;
    this.#cel ??= new Cel();
    const cel = this.#cel;
    const compiled = node.rules.map((rule) => compileRule(cel, rule));
    this.#compiled.set(node, compiled);
    return compiled;
  }
}

interface Run {
  readonly causes: FieldCause[];
  left: number;
}

interface FieldProblem {
  readonly problem: string;
}

/** Why a rule cannot be compiled; undefined when it can. */
export function ruleProblem(cel: Cel, rule: RuleSource): string | undefined {
  const compiled = compileRule(cel, rule);
  return 'problem' in compiled ? compiled.problem : undefined;
}

function compileRule(cel: Cel, source: RuleSource): CompiledRule | FieldProblem {
  const variables = ['self', 'oldSelf'];
  try {
    return {
      source,
      program: cel.compile(source.rule, { variables, result: 'bool' }),
      message:
        source.messageExpression === undefined || source.messageExpression === ''
          ? undefined
          : cel.compile(source.messageExpression, { variables, result: 'string' }),
      needsOld: /\boldSelf\b/.test(source.rule),
    };
  } catch (error) {
    return { problem: errorMessage(error) };
  }
}

function judge(
  rule: CompiledRule,
  variables: Readonly<Record<string, CelValue>>,
  type: string,
  at: FieldPath | undefined,
): FieldCause | undefined {
  const { source } = rule;
  try {
    if (rule.program.evaluateBoolean(variables)) return undefined;
  } catch (error) {
    const text = source.message ?? source.rule;
    return invalid(at, type, `${errorMessage(error)} evaluating rule: ${text}`);
  }
  const where = `${formatPath(at)}${source.fieldPath ?? ''}`.replace(/^\./, '');
  const message = messageOf(rule, variables);
  switch (source.reason) {
    case 'FieldValueForbidden':
      return forbidden(where, message);
    case 'FieldValueRequired':
      return required(where, message);
    case 'FieldValueDuplicate':
      return duplicate(where, type);
    case undefined:
    default:
      return invalid(where, type, message);
  }
}

function messageOf(rule: CompiledRule, variables: Readonly<Record<string, CelValue>>): string {
  const plain = rule.source.message ?? `failed rule: ${rule.source.rule.trim()}`;
  if (rule.message === undefined) return plain;
  try {
    const text = rule.message.evaluateString(variables).trim();
    return text === '' || text.includes('\n') ? plain : text;
  } catch {
    // A message that fails to form must not hide what it is about.
    return plain;
  }
}

/** What an item of a keyed list was before; items of other lists cannot be told apart. */
function twinOf(item: Json, old: Json | undefined, node: SchemaNode): Json | undefined {
  if (!Array.isArray(old) || node.listType !== 'map' || !isObject(item)) return undefined;
  return old.find(
    (other) =>
      isObject(other) &&
      node.listMapKeys.every((key) => jsonEqual(getOwn(item, key), getOwn(other, key))),
  );
}
