import { FluxtsError, type Json, getOwn, isObject, jsonEqual } from '@fluxts/base';

/** Raised for an expression that is not a JSONPath as kubectl and the API server read it. */
export class JsonPathError extends FluxtsError<'JsonPathSyntax'> {}

/** A JSONPath, read. Evaluating it visits each value once per step, and at most {@link maxResults}. */
export interface JsonPath {
  /** The values it names in an object, in order; empty where the path ends early. */
  find(root: Json): readonly Json[];
}

type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descend' }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number; readonly by: number }
  | { readonly kind: 'index'; readonly at: readonly number[] }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | {
      readonly kind: 'filter';
      readonly left: Operand;
      readonly operator?: Operator;
      readonly right?: Operand;
    };

type Operator = '!=' | '<' | '<=' | '==' | '>' | '>=';
type Operand = { readonly literal: Json } | { readonly path: readonly Step[] };

/** How many values one step may yield; what is more is cut off. */
const maxResults = 10_000;
const maxExpression = 4096;

/**
 * Reads a JSONPath in the dialect of `additionalPrinterColumns`: `.status.conditions[?(@.type=="Ready")].status`,
 * `.metadata.labels['a/b']`, `.spec.list[0:2]`, `.items[*]`, `..name`; with or without braces and `$`.
 * @throws JsonPathError
 */
export function parseJsonPath(expression: string): JsonPath {
  if (expression.length > maxExpression) throw syntax(expression, 'is too long');
  const braced = /^\{(.*)\}$/s.exec(expression.trim());
  const steps = new PathParser(braced?.[1] ?? expression.trim()).all();
  return { find: (root) => walk([root], steps, root) };
}

function syntax(expression: string, what: string): JsonPathError {
  return new JsonPathError(
    'JsonPathSyntax',
    `JSONPath ${JSON.stringify(expression.slice(0, 200))} ${what}`,
    {
      retry: 'on-change',
    },
  );
}

function walk(start: readonly Json[], steps: readonly Step[], root: Json): readonly Json[] {
  let values = start;
  for (const step of steps) {
    const next: Json[] = [];
    for (const value of values) {
      for (const found of take(value, step, root)) {
        if (next.length < maxResults) next.push(found);
      }
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

class PathParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  all(): readonly Step[] {
    if (this.#peek() === '$' || this.#peek() === '@') this.#at++;
    const steps = this.#steps();
    if (this.#at < this.#text.length) throw this.#wrong();
    return steps;
  }

  #steps(): readonly Step[] {
    const steps: Step[] = [];
    for (;;) {
      if (this.#takes('..')) {
        steps.push({ kind: 'descend' });
        if (this.#peek() !== '[') steps.push(this.#field());
      } else if (this.#takes('.')) {
        if (this.#peek() === '[' || this.#peek() === '') continue;
        steps.push(this.#field());
      } else if (this.#takes('[')) {
        steps.push(this.#bracket());
      } else {
        return steps;
      }
    }
  }

  #field(): Step {
    if (this.#takes('*')) return { kind: 'wildcard' };
    let name = '';
    for (;;) {
      const char = this.#peek();
      if (char === '\\' && this.#at + 1 < this.#text.length) {
        name += this.#text[this.#at + 1];
        this.#at += 2;
      } else if (char !== '' && !/[\s.[\](){}=!<>'"|&,]/.test(char)) {
        name += char;
        this.#at++;
      } else {
        break;
      }
    }
    if (name === '') throw this.#wrong();
    return { kind: 'field', name };
  }

  #bracket(): Step {
    this.#space();
    if (this.#takes('?(')) {
      const step = this.#filter();
      this.#expect(')');
      this.#expect(']');
      return step;
    }
    if (this.#takes('*')) {
      this.#expect(']');
      return { kind: 'wildcard' };
    }
    const quote = this.#peek();
    if (quote === "'" || quote === '"') return this.#names();
    return this.#numbers();
  }

  #names(): Step {
    const names = [this.#quoted()];
    this.#space();
    while (this.#takes(',')) {
      this.#space();
      names.push(this.#quoted());
      this.#space();
    }
    this.#expect(']');
    return { kind: 'names', names };
  }

  #numbers(): Step {
    const end = this.#text.indexOf(']', this.#at);
    const inside = end < 0 ? '' : this.#text.slice(this.#at, end).trim();
    const range = /^(-?\d{1,9})?:(-?\d{1,9})?(?::(\d{1,9}))?$/.exec(inside);
    if (range === null && !/^-?\d{1,9}(?:\s*,\s*-?\d{1,9})*$/.test(inside)) throw this.#wrong();
    this.#at = end + 1;
    if (range === null) return { kind: 'index', at: inside.split(',').map(Number) };
    const [, from, to, by] = range;
    return {
      kind: 'slice',
      ...(from === undefined ? {} : { from: Number(from) }),
      ...(to === undefined ? {} : { to: Number(to) }),
      by: Math.max(1, Number(by ?? 1)),
    };
  }

  #filter(): Step {
    const left = this.#operand();
    this.#space();
    const operators: readonly Operator[] = ['==', '!=', '<=', '>=', '<', '>'];
    const operator = operators.find((candidate) => this.#takes(candidate));
    if (operator === undefined) return { kind: 'filter', left };
    const right = this.#operand();
    this.#space();
    return { kind: 'filter', left, operator, right };
  }

  #operand(): Operand {
    this.#space();
    const char = this.#peek();
    if (char === '@') {
      this.#at++;
      return { path: this.#steps() };
    }
    if (char === "'" || char === '"') return { literal: this.#quoted() };
    const word = /^(?:true|false|null|-?\d+(?:\.\d+)?)/.exec(
      this.#text.slice(this.#at, this.#at + 32),
    )?.[0];
    if (word === undefined) throw this.#wrong();
    this.#at += word.length;
    return { literal: JSON.parse(word) as Json };
  }

  #quoted(): string {
    const quote = this.#peek();
    if (quote !== "'" && quote !== '"') throw this.#wrong();
    let text = '';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#peek();
      if (char === quote) {
        this.#at++;
        return text;
      }
      if (char === '\\') this.#at++;
      text += this.#peek();
    }
    throw this.#wrong();
  }

  #peek(): string {
    return this.#text[this.#at] ?? '';
  }

  #takes(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #expect(token: string): void {
    this.#space();
    if (!this.#takes(token)) throw this.#wrong();
  }

  #space(): void {
    while (this.#peek() === ' ') this.#at++;
  }

  #wrong(): JsonPathError {
    return syntax(this.#text, `is not understood at character ${this.#at + 1}`);
  }
}
