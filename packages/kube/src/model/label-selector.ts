import { getOwn, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { KubeError } from '../error.ts';
import { labelKeyProblems, labelValueProblems } from './names.ts';

/** One condition of a {@link LabelSelector}. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'GreaterThan' | 'LessThan';
  /** Sorted; empty for `Exists` and `DoesNotExist`. */
  readonly values: readonly string[];
}

/** Conditions that must all hold; none of them selects everything. */
export type LabelSelector = readonly LabelRequirement[];

const tokens: RegExp = /(?<symbol>==|!=|[=!<>(),])|(?<word>[^\s=!<>(),]+)/g;

/**
 * Reads a selector as `kubectl -l` takes it: `a=b,c!=d,e in (f,g),!h,i>1`.
 * @throws KubeError `InvalidSelector`
 */
export function parseLabelSelector(text: string): LabelSelector {
  const found = (text.match(tokens) ?? []) as readonly string[];
  const requirements: LabelRequirement[] = [];
  let at = 0;
  if (found.length === 0) return requirements;
  const next = (): string => found[at++] ?? '';
  for (;;) {
    requirements.push(readRequirement(text, next, () => found[at]));
    if (at >= found.length) break;
    const comma = next();
    if (comma !== ',') throw unexpected(text, comma, "',' or the end");
  }
  return requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function readRequirement(
  text: string,
  next: () => string,
  peek: () => string | undefined,
): LabelRequirement {
  const first = next();
  if (first === '!')
    return checked({ key: word(text, next()), operator: 'DoesNotExist', values: [] });
  const key = word(text, first);
  const operator = peek();
  if (operator === undefined || operator === ',') {
    return checked({ key, operator: 'Exists', values: [] });
  }
  next();
  switch (operator) {
    case '=':
    case '==':
      return checked({ key, operator: 'In', values: [exactValue(text, next, peek)] });
    case '!=':
      return checked({ key, operator: 'NotIn', values: [exactValue(text, next, peek)] });
    case '>':
    case '<': {
      const value = word(text, next());
      if (!/^[+-]?\d+$/.test(value)) throw unexpected(text, value, 'an integer');
      return checked({
        key,
        operator: operator === '>' ? 'GreaterThan' : 'LessThan',
        values: [value],
      });
    }
    case 'in':
    case 'notin':
      return checked({
        key,
        operator: operator === 'in' ? 'In' : 'NotIn',
        values: readSet(text, next, peek),
      });
    default:
      throw unexpected(text, operator, "one of '=', '!=', '==', 'in', 'notin', '<', '>'");
  }
}

function exactValue(text: string, next: () => string, peek: () => string | undefined): string {
  const value = peek();
  if (value === undefined || value === ',') return '';
  return word(text, next());
}

function readSet(text: string, next: () => string, peek: () => string | undefined): string[] {
  const open = next();
  if (open !== '(') throw unexpected(text, open, "'('");
  const values = new Set<string>();
  for (;;) {
    const value = next();
    if (value === ')' || value === ',') {
      values.add('');
      if (value === ')') break;
      continue;
    }
    values.add(word(text, value));
    const separator = next();
    if (separator === ')') break;
    if (separator !== ',') throw unexpected(text, separator, "',' or ')'");
    if (peek() === ')') {
      next();
      values.add('');
      break;
    }
  }
  return [...values].sort();
}

function word(text: string, value: string): string {
  if (value === '' || /^[=!<>(),]+$/.test(value)) throw unexpected(text, value, 'an identifier');
  return value;
}

/**
 * Reads the object form of a selector, `matchLabels` and `matchExpressions`. No selector at all
 * selects nothing and gives undefined; an empty one selects everything.
 * @throws KubeError `InvalidSelector`
 */
export function labelSelectorOf(value: Json | undefined): LabelSelector | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) throw invalid('a label selector must be an object');
  const requirements: LabelRequirement[] = [];
  const matchLabels = getOwn(value, 'matchLabels') ?? {};
  if (!isObject(matchLabels)) throw invalid('matchLabels must be an object');
  for (const [key, label] of Object.entries(matchLabels)) {
    if (typeof label !== 'string') throw invalid(`the label '${key}' must be a string`);
    requirements.push(checked({ key, operator: 'In', values: [label] }));
  }
  const expressions = getOwn(value, 'matchExpressions') ?? [];
  if (!Array.isArray(expressions)) throw invalid('matchExpressions must be a list');
  for (const expression of expressions) requirements.push(readExpression(expression));
  return requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

function readExpression(expression: Json): LabelRequirement {
  if (!isObject(expression)) throw invalid('an item of matchExpressions must be an object');
  const key = getOwn(expression, 'key');
  const operator = getString(expression, 'operator') ?? '';
  const values = getOwn(expression, 'values') ?? [];
  if (typeof key !== 'string') throw invalid('an item of matchExpressions needs a key');
  if (!Array.isArray(values) || !values.every((item) => typeof item === 'string')) {
    throw invalid(`values of '${key}' must be a list of strings`);
  }
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        throw invalid("values: for 'in', 'notin' operators, values set can't be empty");
      }
      return checked({ key, operator, values: [...values].sort() });
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        throw invalid('values: values set must be empty for exists and does not exist');
      return checked({ key, operator, values: [] });
    default:
      throw invalid(`${JSON.stringify(operator)} is not a valid label selector operator`);
  }
}

/** Whether labels meet every condition. */
export function matchesLabels(
  selector: LabelSelector,
  labels: JsonObject | Readonly<Record<string, string>>,
): boolean {
  return selector.every((requirement) => {
    const found = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
    const value = typeof found === 'string' ? found : undefined;
    switch (requirement.operator) {
      case 'In':
        return value !== undefined && requirement.values.includes(value);
      case 'NotIn':
        return value === undefined || !requirement.values.includes(value);
      case 'Exists':
        return value !== undefined;
      case 'DoesNotExist':
        return value === undefined;
      case 'GreaterThan':
      case 'LessThan':
      default:
        return compareNumbers(value, requirement.values[0] ?? '', requirement.operator);
    }
  });
}

function compareNumbers(value: string | undefined, limit: string, operator: string): boolean {
  if (value === undefined || !/^[+-]?\d{1,19}$/.test(value)) return false;
  const [a, b] = [BigInt(value.replace('+', '')), BigInt(limit.replace('+', ''))];
  return operator === 'GreaterThan' ? a > b : a < b;
}

/** Writes a selector in the form that {@link parseLabelSelector} reads, as Kubernetes words it. */
export function formatLabelSelector(selector: LabelSelector): string {
  return selector
    .map(({ key, operator, values }) => {
      switch (operator) {
        case 'In':
          return values.length === 1
            ? `${key}=${values[0] ?? ''}`
            : `${key} in (${values.join(',')})`;
        case 'NotIn':
          return values.length === 1
            ? `${key}!=${values[0] ?? ''}`
            : `${key} notin (${values.join(',')})`;
        case 'Exists':
          return key;
        case 'DoesNotExist':
          return `!${key}`;
        case 'GreaterThan':
          return `${key}>${values[0] ?? ''}`;
        case 'LessThan':
        default:
          return `${key}<${values[0] ?? ''}`;
      }
    })
    .join(',');
}

function checked(requirement: LabelRequirement): LabelRequirement {
  const [keyProblem] = labelKeyProblems(requirement.key);
  if (keyProblem !== undefined) {
    throw invalid(`key: Invalid value: ${JSON.stringify(requirement.key)}: ${keyProblem}`);
  }
  for (const value of requirement.values) {
    const [problem] = labelValueProblems(value);
    if (
      problem !== undefined &&
      requirement.operator !== 'GreaterThan' &&
      requirement.operator !== 'LessThan'
    ) {
      throw invalid(
        `values[0][${requirement.key}]: Invalid value: ${JSON.stringify(value)}: ${problem}`,
      );
    }
  }
  return requirement;
}

function unexpected(text: string, found: string, expected: string): KubeError {
  return invalid(
    `unable to parse requirement: found '${found.slice(0, 100)}', expected ${expected} in '${text.slice(0, 200)}'`,
  );
}

function invalid(message: string): KubeError {
  return new KubeError('InvalidSelector', message, { retry: 'on-change' });
}
