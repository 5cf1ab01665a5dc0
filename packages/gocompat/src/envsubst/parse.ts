import { EnvsubstError } from './error.ts';

/** A piece of a template: text, or an expression. */
export type TemplateNode = string | Expression;

/** `${name operator args}`. */
export interface Expression {
  readonly name: string;
  /** '' for a plain `${name}`. */
  readonly operator: string;
  readonly args: readonly TemplateNode[];
  /** Where its `${` stands in the text. */
  readonly offset: number;
}

/** Expressions within expressions, at most. */
const maxDepth = 64;
const identifier = /[\p{L}\p{Nd}_]+/uy;
const defaultOperators = /:[=\-?+]|=/y;

/** Reads a text with `${…}` expressions. @throws EnvsubstError `BadSubstitution` */
export function parseTemplate(text: string): TemplateNode[] {
  return new TemplateParser(text).parse();
}

class TemplateParser {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #outermost = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): TemplateNode[] {
    const nodes: TemplateNode[] = [];
    let from = 0;
    for (;;) {
      const dollar = this.#text.indexOf('$', this.#at);
      if (dollar < 0) break;
      const next = this.#text[dollar + 1];
      this.#at = dollar + 2;
      if (next === '{') {
        if (dollar > from) nodes.push(this.#text.slice(from, dollar));
        this.#outermost = dollar;
        nodes.push(this.#expression(dollar));
        from = this.#at;
      } else if (next === '$') {
        // A doubled dollar is one dollar.
        nodes.push(this.#text.slice(from, dollar + 1));
        from = dollar + 2;
      } else {
        this.#at = dollar + 1;
      }
    }
    if (from < this.#text.length) nodes.push(this.#text.slice(from));
    return nodes;
  }

  /** Reads on after `${`. */
  #expression(offset: number): Expression {
    if (++this.#depth > maxDepth) this.#fail('bad substitution');
    const expression = this.#text[this.#at] === '#' ? this.#length(offset) : this.#named(offset);
    this.#depth--;
    return expression;
  }

  #length(offset: number): Expression {
    this.#at++;
    const name = this.#take(identifier) ?? this.#fail('bad substitution');
    this.#close();
    return { name, operator: '#', args: [], offset };
  }

  #named(offset: number): Expression {
    const name = this.#take(identifier) ?? this.#fail('unable to parse variable name');
    switch (this.#text[this.#at]) {
      case '}':
        this.#at++;
        return { name, operator: '', args: [], offset };
      case ':':
      case '=':
        return this.#defaultOrSubstring(name, offset);
      case ',':
      case '^': {
        const operator = this.#take(/[,^]{1,2}/y) as string;
        this.#close();
        return { name, operator, args: [], offset };
      }
      case '/':
        return this.#replacement(name, offset);
      case '#':
      case '%': {
        const operator = this.#take(/##?|%%?/y) as string;
        const args = [this.#argument('}', false)];
        this.#close();
        return { name, operator, args, offset };
      }
      case undefined:
      default:
        return this.#fail('missing closing brace');
    }
  }

  #defaultOrSubstring(name: string, offset: number): Expression {
    const operator = this.#take(defaultOperators);
    const args: TemplateNode[] = [];
    if (operator !== undefined) {
      while (this.#text[this.#at] !== '}') args.push(this.#argument('}', false));
      this.#at++;
      return { name, operator, args, offset };
    }
    this.#at++;
    args.push(this.#argument(':}', false));
    if (this.#text[this.#at] === '}') {
      this.#at++;
      return { name, operator: ':', args, offset };
    }
    if (this.#take(/:+/y) === undefined) this.#fail('bad substitution');
    args.push(this.#argument('}', false));
    this.#close();
    return { name, operator: ':', args, offset };
  }

  #replacement(name: string, offset: number): Expression {
    const operator = this.#take(/\/[/#%]?/y) as string;
    const args = [this.#argument('/', true)];
    if (this.#take(/\/+/y) === undefined) this.#fail('bad substitution');
    if (this.#text[this.#at] !== '}') args.push(this.#argument('}', true));
    this.#close();
    return { name, operator, args, offset };
  }

  /** A nested expression, or text up to one of `ends` or a nested expression; never empty. */
  #argument(ends: string, escapes: boolean): TemplateNode {
    if (this.#text.startsWith('${', this.#at)) {
      this.#at += 2;
      return this.#expression(this.#at - 2);
    }
    let value = '';
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at] as string;
      const next = this.#text[this.#at + 1];
      if (character === '$' && next === '{') break;
      if (escapes && isEscape(character, next)) {
        value += next;
        this.#at += 2;
        continue;
      }
      if (ends.includes(character)) break;
      value += character;
      this.#at++;
    }
    return value === '' ? this.#fail('unable to parse substitution within function') : value;
  }

  #take(form: RegExp): string | undefined {
    form.lastIndex = this.#at;
    const match = form.exec(this.#text);
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match[0];
  }

  #close(): void {
    if (this.#text[this.#at] !== '}') this.#fail('bad substitution');
    this.#at++;
  }

  #fail(message: string): never {
    throw new EnvsubstError('BadSubstitution', message, positionOf(this.#text, this.#outermost));
  }
}

function isEscape(character: string, next: string | undefined): boolean {
  return character === '\\' ? next === '/' || next === '\\' : character === '$' && next === '$';
}

/** Line and column of an offset, from 1. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return {
    line: before.split('\n').length,
    column: offset - (before.lastIndexOf('\n') + 1) + 1,
  };
}
