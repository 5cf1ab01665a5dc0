import { FluxtsError, type Json } from '@fluxts/base';

/** Raised for an expression that is not a JSONPath as kubectl and the API server read it. */
export class JsonPathError extends FluxtsError<'JsonPathSyntax'> {}

/** One step of a path. */
export type Step =
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

/** How a filter compares. */
export type Operator = '!=' | '<' | '<=' | '==' | '>' | '>=';
/** One side of a filter's comparison. */
export type Operand = { readonly literal: Json } | { readonly path: readonly Step[] };

/** The longest expression that is read, in characters. */
const maxExpression = 4096;

/** Reads an expression into its steps; with or without braces and `$`. @throws JsonPathError */
export function readPath(expression: string): readonly Step[] {
  if (expression.length > maxExpression) throw syntax(expression, 'is too long');
  const braced = /^\{(.*)\}$/s.exec(expression.trim());
  return new PathParser(braced?.[1] ?? expression.trim()).all();
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
