import { type Json, type JsonArray, type JsonObject, setOwn } from '@fluxts/base';
import { YamlError, type YamlErrorCode } from './error.ts';
import { lineAt } from './position.ts';
import { fit64 } from './scalar.ts';

const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const space = /[ \t\n\r]*/y;

/** A JSON parser of the plain recursive kind, for texts that hold integers `JSON.parse` would round. */
export class JsonReader {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #file: string | undefined;
  #at = 0;

  constructor(text: string, maxDepth: number, file?: string) {
    this.#text = text;
    this.#maxDepth = maxDepth;
    this.#file = file;
  }

  /** Reads the whole text as one value. */
  read(): Json {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('invalid character after top-level value');
    return value;
  }

  #value(depth: number): Json {
    if (depth > this.#maxDepth) this.#fail('exceeded max depth', 'TooDeep');
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#array(depth);
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      case undefined:
      default:
        return this.#number();
    }
  }

  #object(depth: number): JsonObject {
    const object: JsonObject = {};
    this.#at++;
    if (this.#take('}')) return object;
    do {
      this.#skipSpace();
      const key = this.#string();
      if (!this.#take(':')) this.#fail("expected ':' after object key");
      setOwn(object, key, this.#value(depth + 1));
    } while (this.#take(','));
    if (!this.#take('}')) this.#fail("expected ',' or '}' after object value");
    return object;
  }

  #array(depth: number): JsonArray {
    const items: JsonArray = [];
    this.#at++;
    if (this.#take(']')) return items;
    do items.push(this.#value(depth + 1));
    while (this.#take(','));
    if (!this.#take(']')) this.#fail("expected ',' or ']' after array element");
    return items;
  }

  #string(): string {
    if (this.#text[this.#at] !== '"') this.#fail('expected a string');
    let end = this.#at + 1;
    for (;;) {
      end = this.#text.indexOf('"', end);
      if (end < 0) this.#fail('unexpected end of JSON input');
      let slashes = 0;
      while (this.#text[end - 1 - slashes] === '\\') slashes++;
      if (slashes % 2 === 0) break;
      end++;
    }
    const quoted = this.#text.slice(this.#at, end + 1);
    try {
      const value = JSON.parse(quoted) as string;
      this.#at = end + 1;
      return value;
    } catch {
      return this.#fail('invalid character in string literal');
    }
  }

  #number(): number | bigint {
    number.lastIndex = this.#at;
    const match = number.exec(this.#text);
    if (match === null) {
      return this.#fail(
        this.#at >= this.#text.length ? 'unexpected end of JSON input' : 'invalid character',
      );
    }
    this.#at = number.lastIndex;
    const [digits, fraction, exponent] = match;
    if (fraction === undefined && exponent === undefined && digits.length > 15) {
      return fit64(BigInt(digits)) ?? Number(digits);
    }
    return Number(digits);
  }

  #word<T extends Json>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail('invalid character');
    this.#at += word.length;
    return value;
  }

  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    space.lastIndex = this.#at;
    space.test(this.#text);
    this.#at = space.lastIndex;
  }

  #fail(reason: string, code: YamlErrorCode = 'Syntax'): never {
    const { line, column } = lineAt(this.#text, this.#at);
    throw new YamlError(code, `json: line ${line}: ${reason}`, {
      line,
      column,
      ...(this.#file === undefined ? {} : { file: this.#file }),
    });
  }
}
