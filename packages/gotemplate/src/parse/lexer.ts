import { quote } from '../fmt/quote.ts';

/** What a token is. Keywords are their own types. */
export type TokenType =
  | 'error'
  | 'eof'
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'char'
  | 'assign'
  | 'declare'
  | 'pipe'
  | '('
  | ')'
  | 'string'
  | 'rawString'
  | 'charConstant'
  | 'number'
  | 'complex'
  | 'bool'
  | 'identifier'
  | 'field'
  | 'variable'
  | 'dot'
  | 'nil'
  | Keyword;

/** The words that begin an action. */
export type Keyword =
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'range'
  | 'template'
  | 'with';

const keywords: ReadonlySet<string> = new Set<Keyword>([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'template',
  'with',
]);

/** A piece of a template's text. */
export interface Token {
  readonly type: TokenType;
  /** Its text; of an error, the message. */
  readonly text: string;
  /** Where it begins, in UTF-16 units. */
  readonly at: number;
}

/** What surrounds actions. */
export interface Delimiters {
  readonly left: string;
  readonly right: string;
}

/** Names a token as Go's parser does in its errors. */
export function tokenText(token: Token): string {
  if (token.type === 'eof') return 'EOF';
  if (token.type === 'error') return token.text;
  if (token.type === 'nil' || keywords.has(token.type)) return `<${token.text}>`;
  const characters = Array.from(token.text);
  return Buffer.byteLength(token.text) > 10
    ? `${quote(characters.slice(0, 10).join(''))}...`
    : quote(token.text);
}

/**
 * Splits a template's text into tokens. The last one is `eof`, or `error` with Go's message where the
 * text is no template.
 * @param isFunction `break` and `continue` are no keywords where functions have these names
 */
export function lex(
  text: string,
  delimiters: Delimiters,
  isFunction: (name: string) => boolean,
): Token[] {
  return new Lexer(text, delimiters, isFunction).run();
}

const space = /[ \t\r\n]/;
const wordCharacter = /[\p{L}\p{Nd}_]/u;

class Lexer {
  readonly #text: string;
  readonly #left: string;
  readonly #right: string;
  readonly #isFunction: (name: string) => boolean;
  readonly #tokens: Token[] = [];
  #at = 0;
  #start = 0;
  #parens = 0;

  constructor(text: string, delimiters: Delimiters, isFunction: (name: string) => boolean) {
    this.#text = text;
    this.#left = delimiters.left;
    this.#right = delimiters.right;
    this.#isFunction = isFunction;
  }

  run(): Token[] {
    while (this.#textAndDelimiter()) {
      while (this.#inAction());
      const last = this.#tokens.at(-1)?.type;
      if (last === 'error') return this.#tokens;
    }
    return this.#tokens;
  }

  #emit(type: TokenType): void {
    this.#tokens.push({ type, text: this.#text.slice(this.#start, this.#at), at: this.#start });
    this.#start = this.#at;
  }

  /** Ends the scan with an error. */
  #fail(message: string): false {
    this.#tokens.push({ type: 'error', text: message, at: this.#start });
    return false;
  }

  /** Reads text up to and with the next left delimiter; false at the end or at an error. */
  #textAndDelimiter(): boolean {
    for (;;) {
      const found = this.#text.indexOf(this.#left, this.#at);
      if (found < 0) {
        this.#at = this.#text.length;
        if (this.#at > this.#start) this.#emit('text');
        this.#emit('eof');
        return false;
      }
      let next = found + this.#left.length;
      const trims = this.#text[next] === '-' && space.test(this.#text[next + 1] ?? '');
      this.#at = trims ? this.#trimmedEnd(found) : found;
      if (this.#at > this.#start) this.#emit('text');
      this.#start = found;
      this.#at = next;
      const afterMarker = trims ? next + 2 : next;
      if (!this.#text.startsWith('/*', afterMarker)) {
        this.#emit('left');
        if (trims) next += 2;
        this.#at = next;
        this.#start = next;
        this.#parens = 0;
        return true;
      }
      this.#start = afterMarker;
      if (!this.#comment(afterMarker)) return false;
    }
  }

  #trimmedEnd(found: number): number {
    let end = found;
    while (end > this.#start && space.test(this.#text[end - 1] ?? '')) end--;
    return end;
  }

  #comment(at: number): boolean {
    const end = this.#text.indexOf('*/', at + 2);
    if (end < 0) return this.#fail('unclosed comment');
    this.#at = end + 2;
    const delimiter = this.#rightDelimiter();
    if (delimiter === undefined) return this.#fail('comment ends before closing delimiter');
    this.#skipRight(delimiter);
    return true;
  }

  /** Whether a right delimiter comes, and whether it trims the text after it. */
  #rightDelimiter(at: number = this.#at): 'plain' | 'trim' | undefined {
    if (
      space.test(this.#text[at] ?? '') &&
      this.#text[at + 1] === '-' &&
      this.#text.startsWith(this.#right, at + 2)
    ) {
      return 'trim';
    }
    return this.#text.startsWith(this.#right, at) ? 'plain' : undefined;
  }

  /** Goes past a right delimiter and, where it says so, the white space after it. */
  #skipRight(delimiter: 'plain' | 'trim'): void {
    this.#at += (delimiter === 'trim' ? 2 : 0) + this.#right.length;
    if (delimiter === 'trim') {
      while (space.test(this.#text[this.#at] ?? '')) this.#at++;
    }
    this.#start = this.#at;
  }

  #closeAction(delimiter: 'plain' | 'trim'): false {
    if (delimiter === 'trim') this.#start = this.#at + 2;
    const from = this.#start;
    this.#tokens.push({ type: 'right', text: this.#right, at: from });
    this.#skipRight(delimiter);
    return false;
  }

  #next(): string {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined) return '';
    const character = String.fromCodePoint(code);
    this.#at += character.length;
    return character;
  }

  #peek(): string {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  /** Reads one token of an action; false when the action, or everything, has ended. */
  #inAction(): boolean {
    const delimiter = this.#rightDelimiter();
    if (delimiter !== undefined) {
      if (this.#parens > 0) return this.#fail('unclosed left paren');
      return this.#closeAction(delimiter);
    }
    const character = this.#next();
    if (character === '') return this.#fail('unclosed action');
    if (space.test(character)) return this.#spaces();
    switch (character) {
      case '=':
        return this.#token('assign');
      case ':':
        if (this.#peek() !== '=') {
          this.#next();
          return this.#fail('expected :=');
        }
        this.#next();
        return this.#token('declare');
      case '|':
        return this.#token('pipe');
      case '"':
        return this.#quoted('"', 'string', 'unterminated quoted string');
      case "'":
        return this.#quoted("'", 'charConstant', 'unterminated character constant');
      case '`':
        return this.#rawQuoted();
      case '$':
        return this.#fieldOrVariable('variable', 'variable');
      case '(':
        this.#parens++;
        return this.#token('(');
      case ')':
        this.#parens--;
        return this.#parens < 0 ? this.#fail('unexpected right paren') : this.#token(')');
      default:
    }
    if (character === '.' && this.#at < this.#text.length && !/[0-9]/.test(this.#peek())) {
      return this.#fieldOrVariable('field', 'dot');
    }
    if (/[.+\-0-9]/.test(character)) {
      this.#at = this.#start;
      return this.#number();
    }
    if (wordCharacter.test(character)) return this.#identifier();
    if (/^[\u0020-\u007e]$/.test(character)) return this.#token('char');
    return this.#fail(`unrecognized character in action: ${unicodeName(character)}`);
  }

  #token(type: TokenType): true {
    this.#emit(type);
    return true;
  }

  #spaces(): boolean {
    let last = this.#start;
    while (space.test(this.#text[this.#at] ?? '')) {
      last = this.#at;
      this.#at++;
    }
    if (this.#rightDelimiter(last) === 'trim') {
      this.#at = last;
      if (last === this.#start) return this.#closeAction('trim');
    }
    return this.#token('space');
  }

  #quoted(mark: string, type: TokenType, message: string): boolean {
    for (;;) {
      const character = this.#next();
      if (character === mark) return this.#token(type);
      if (character === '' || character === '\n') return this.#fail(message);
      if (character === '\\') {
        const escaped = this.#next();
        if (escaped === '' || escaped === '\n') return this.#fail(message);
      }
    }
  }

  #rawQuoted(): boolean {
    const end = this.#text.indexOf('`', this.#at);
    if (end < 0) return this.#fail('unterminated raw quoted string');
    this.#at = end + 1;
    return this.#token('rawString');
  }

  #atTerminator(): boolean {
    const character = this.#peek();
    if (character === '' || space.test(character) || '.,|:)('.includes(character)) return true;
    return this.#text.startsWith(this.#right, this.#at);
  }

  #word(): void {
    while (wordCharacter.test(this.#peek())) this.#next();
  }

  #fieldOrVariable(type: TokenType, alone: TokenType): boolean {
    if (this.#atTerminator()) return this.#token(alone);
    this.#word();
    if (!this.#atTerminator()) return this.#fail(`bad character ${unicodeName(this.#peek())}`);
    return this.#token(type);
  }

  #identifier(): boolean {
    this.#word();
    const word = this.#text.slice(this.#start, this.#at);
    if (!this.#atTerminator()) return this.#fail(`bad character ${unicodeName(this.#peek())}`);
    if (keywords.has(word)) {
      const free = (word === 'break' || word === 'continue') && this.#isFunction(word);
      return this.#token(free ? 'identifier' : (word as Keyword));
    }
    if (word === 'true' || word === 'false') return this.#token('bool');
    return this.#token(word === 'nil' ? 'nil' : 'identifier');
  }

  #number(): boolean {
    const scanned = this.#scanNumber();
    const sign = this.#peek();
    if (scanned && (sign === '+' || sign === '-')) {
      if (this.#scanNumber() && this.#text[this.#at - 1] === 'i') return this.#token('complex');
    } else if (scanned) {
      return this.#token('number');
    }
    return this.#fail(`bad number syntax: ${quote(this.#text.slice(this.#start, this.#at))}`);
  }

  #scanNumber(): boolean {
    const number =
      /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y;
    number.lastIndex = this.#at;
    number.test(this.#text);
    this.#at = Math.max(number.lastIndex, this.#at);
    if (!wordCharacter.test(this.#peek())) return true;
    this.#next();
    return false;
  }
}

/** `U+002D '-'`, as Go's `%#U`. */
function unicodeName(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{C}\p{Z}]/u.test(character) || character === ''
    ? `U+${character === '' ? 'FFFFFFFFFFFFFFFF' : code}`
    : `U+${code} '${character}'`;
}
