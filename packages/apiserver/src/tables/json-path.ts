import { type Json, getOwn, isObject, jsonEqual } from '@fluxts/base';
import { type Operand, type Operator, type Step, readPath } from './json-path-parser.ts';

/** A JSONPath, read. Evaluating it visits each value once per step, and at most {@link maxResults}. */
export interface JsonPath {
  /** The values it names in an object, in order; empty where the path ends early. */
  find(root: Json): readonly Json[];
}

/** How many values one step may yield; what is more is cut off. */
const maxResults = 10_000;

/**
 * Reads a JSONPath in the dialect of `additionalPrinterColumns`: `.status.conditions[?(@.type=="Ready")].status`,
 * `.metadata.labels['a/b']`, `.spec.list[0:2]`, `.items[*]`, `..name`; with or without braces and `$`.
 * @throws JsonPathError
 */
export function parseJsonPath(expression: string): JsonPath {
  const steps = readPath(expression);
  return { find: (root) => walk([root], steps, root) };
}

function walk(start: readonly Json[], steps: readonly Step[], root: Json): readonly Json[] {
  let values = start;
  for (const step of steps) {
    const next: Json[] = [];
    for (const value of values) {
      for (const found of take(value, step, root)) {
        next.push(found);
        if (next.length === maxResults) break;
      }
      if (next.length === maxResults) break;
    }
    values = next;
  }
  return values;
}

function* take(value: Json, step: Step, root: Json): Iterable<Json> {
  switch (step.kind) {
    case 'field':
      yield* own(value, step.name);
      break;
    case 'names':
      for (const name of step.names) yield* own(value, name);
      break;
    case 'wildcard':
      yield* childrenOf(value);
      break;
    case 'descend':
      yield* descend(value);
      break;
    case 'index':
      if (!Array.isArray(value)) break;
      for (const at of step.at) {
        const found = value[at < 0 ? at + value.length : at];
        if (found !== undefined) yield found;
      }
      break;
    case 'slice':
      if (Array.isArray(value)) yield* slice(value, step);
      break;
    case 'filter':
      for (const item of childrenOf(value)) if (accepts(item, step, root)) yield item;
      break;
  }
}

function* own(value: Json, name: string): Iterable<Json> {
  const found = isObject(value) ? getOwn(value, name) : undefined;
  if (found !== undefined) yield found;
}

function childrenOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** The value and everything below it, in document order. Objects are shallow enough to recurse. */
function* descend(value: Json): Iterable<Json> {
  yield value;
  for (const child of childrenOf(value)) yield* descend(child);
}

function slice(list: readonly Json[], step: Extract<Step, { kind: 'slice' }>): readonly Json[] {
  const bound = (at: number | undefined, otherwise: number): number => {
    if (at === undefined) return otherwise;
    return Math.max(0, Math.min(list.length, at < 0 ? at + list.length : at));
  };
  const end = bound(step.to, list.length);
  const picked: Json[] = [];
  for (let at = bound(step.from, 0); at < end; at += step.by) picked.push(list[at] as Json);
  return picked;
}

function accepts(item: Json, step: Extract<Step, { kind: 'filter' }>, root: Json): boolean {
  const left = operand(step.left, item, root);
  if (step.operator === undefined) return left !== undefined;
  const right = step.right === undefined ? undefined : operand(step.right, item, root);
  if (left === undefined || right === undefined) return false;
  return compare(left, step.operator, right);
}

function compare(left: Json, operator: Operator, right: Json): boolean {
  if (operator === '==') return jsonEqual(left, right);
  if (operator === '!=') return !jsonEqual(left, right);
  const comparable =
    (typeof left === 'number' && typeof right === 'number') ||
    (typeof left === 'string' && typeof right === 'string');
  if (!comparable) return false;
  if (operator === '<') return left < right;
  if (operator === '<=') return left <= right;
  return operator === '>' ? left > right : left >= right;
}

function operand(of: Operand, item: Json, root: Json): Json | undefined {
  return 'path' in of ? walk([item], of.path, root)[0] : of.literal;
}
