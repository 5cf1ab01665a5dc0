import { isBlank, isBlankOrEnd, isBreak } from './characters.ts';
import { Cursor, type Mark } from './cursor.ts';
import { scanBlock, scanPlain, scanQuoted } from './scan-scalar.ts';
import type { ScalarStyle, Token, TokenKind } from './token.ts';

/** A token that turns out to be a key if a `:` follows on its line. */
interface SimpleKey {
  possible: boolean;
  /** It stands where only a key can. */
  required: boolean;
  /** Its number among all tokens. */
  token: number;
  mark: Mark;
}

/** How far a `:` may be from the beginning of its key. */
const maxKeyLength = 1024;
const anchorName = /[A-Za-z0-9_-]+/y;
const tagText = /!<[^\s<>]*>|![^\s,[\]{}]*/y;

/**
 * Cuts a text into tokens by the rules of libyaml, which Go's YAML is a port of: more lenient than the
 * specification in what may be less indented (closing brackets, quoted text), and with its words for
 * what is wrong.
 */
export class Scanner {
  readonly cursor: Cursor;
  readonly #tokens: Token[] = [];
  #head = 0;
  /** Tokens taken so far. */
  #taken = 0;
  #done = false;
  /** Whether it is certain what the next token is. */
  #filled = false;
  #indent = -1;
  readonly #indents: number[] = [];
  /** One per flow level, the block level first. */
  readonly #simpleKeys: SimpleKey[] = [noKey()];
  #simpleKeyAllowed = true;

  constructor(text: string, file: string | undefined) {
    this.cursor = new Cursor(text, file);
  }

  /** The next token, left where it is. */
  peek(): Token {
    if (!this.#filled) this.#fill();
    return this.#tokens[this.#head] as Token;
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    this.#head++;
    this.#taken++;
    this.#filled = false;
    // Taken tokens go in bulk: one at a time would move all that follow each time.
    if (this.#head > 64) {
      this.#tokens.splice(0, this.#head);
      this.#head = 0;
    }
    return token;
  }

  #fill(): void {
    // As far ahead as Go's scanner looks, so that of two faults the same one is found first.
    while (!this.#done && (this.#tokens.length - this.#head <= 2 || this.#headMayBeKey())) {
      this.#fetch();
    }
    this.#filled = true;
  }

  /** Whether a `key` token may yet have to be put before the next one. */
  #headMayBeKey(): boolean {
    for (const key of this.#simpleKeys) {
      if (key.possible && key.token === this.#taken) return this.#isValid(key);
    }
    return false;
  }

  #isValid(key: SimpleKey): boolean {
    if (!key.possible) return false;
    const { line, offset } = key.mark;
    if (line < this.cursor.line || offset + maxKeyLength < this.cursor.offset) {
      if (key.required) this.#failKey(key);
      key.possible = false;
      return false;
    }
    return true;
  }

  #failKey(key: SimpleKey): never {
    this.cursor.failScan(
      "could not find expected ':'",
      key.mark,
      "every entry of a mapping needs the form 'key: value'",
    );
  }

  #push(kind: TokenKind, start: Mark, text = '', style: ScalarStyle = 'plain'): void {
    this.#tokens.push({ kind, start, text, style });
  }

  #fetch(): void {
    const { cursor } = this;
    this.#skipToToken();
    this.#unroll(cursor.column);
    if (cursor.atEnd) {
      this.#unroll(-1);
      this.#dropKey();
      this.#simpleKeyAllowed = false;
      this.#push('streamEnd', cursor.mark());
      this.#done = true;
      return;
    }
    const code = cursor.peek();
    if (cursor.column === 0 && code === 0x25) {
      this.#directive();
      return;
    }
    if (cursor.atDocumentMark()) {
      this.#unroll(-1);
      this.#dropKey();
      this.#simpleKeyAllowed = false;
      this.#push(code === 0x2d ? 'documentStart' : 'documentEnd', cursor.mark());
      cursor.offset += 3;
      return;
    }
    this.#fetchContent(code);
  }

  #fetchContent(code: number): void {
    const { cursor } = this;
    const inFlow = this.#inFlow;
    switch (code) {
      case 0x5b:
        this.#flowStart('flowSequenceStart');
        return;
      case 0x7b:
        this.#flowStart('flowMappingStart');
        return;
      case 0x5d:
        this.#flowEnd('flowSequenceEnd');
        return;
      case 0x7d:
        this.#flowEnd('flowMappingEnd');
        return;
      case 0x2c:
        this.#dropKey();
        this.#simpleKeyAllowed = true;
        this.#mark('flowEntry');
        return;
      case 0x2a:
      case 0x26:
        this.#anchor(code === 0x2a ? 'alias' : 'anchor');
        return;
      case 0x21:
        this.#tag();
        return;
      case 0x27:
      case 0x22:
        this.#saveKey();
        this.#simpleKeyAllowed = false;
        this.#push('scalar', cursor.mark(), scanQuoted(cursor), 'quoted');
        return;
      case 0x7c:
      case 0x3e:
        if (inFlow) break;
        this.#dropKey();
        this.#simpleKeyAllowed = true;
        this.#push(
          'scalar',
          cursor.mark(),
          scanBlock(cursor, this.#indent),
          code === 0x7c ? 'literal' : 'folded',
        );
        return;
      case 0x2d:
        if (!isBlankOrEnd(cursor.peek(1))) break;
        this.#blockEntry();
        return;
      case 0x3f:
        if (!inFlow && !isBlankOrEnd(cursor.peek(1))) break;
        this.#explicitKey();
        return;
      case 0x3a:
        if (!inFlow && !isBlankOrEnd(cursor.peek(1))) break;
        this.#value();
        return;
      case 0x23:
      case 0x25:
      case 0x40:
      case 0x60:
        return this.#failStart();
      default:
    }
    if (code === 0x7c || code === 0x3e || isBreak(code) || isBlank(code)) this.#failStart();
    this.#saveKey();
    this.#simpleKeyAllowed = false;
    const start = cursor.mark();
    const { value, ended } = scanPlain(cursor, this.#indent + 1, inFlow);
    if (ended) this.#simpleKeyAllowed = true;
    this.#push('scalar', start, value);
  }

  #failStart(): never {
    this.cursor.failScan(
      'found character that cannot start any token',
      undefined,
      'indent with spaces, not tabs, and quote a value that begins with one of @ ` % | >',
    );
  }

  get #inFlow(): boolean {
    return this.#simpleKeys.length > 1;
  }

  /** One character that is a token by itself. */
  #mark(kind: TokenKind): void {
    this.#push(kind, this.cursor.mark());
    this.cursor.offset++;
  }

  #skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      let code = cursor.peek();
      // A tab may stand between tokens, but not where indentation counts.
      while (code === 0x20 || (code === 0x09 && (this.#inFlow || !this.#simpleKeyAllowed))) {
        cursor.offset++;
        code = cursor.peek();
      }
      if (code === 0x23) {
        while (!cursor.atEnd && !isBreak(cursor.peek())) cursor.offset++;
        code = cursor.peek();
      }
      // A mark of byte order may begin any document.
      if (code === 0xfeff && cursor.column === 0) {
        cursor.offset++;
        cursor.lineStart = cursor.offset;
        continue;
      }
      if (!isBreak(code)) return;
      cursor.lineBreak();
      if (!this.#inFlow) this.#simpleKeyAllowed = true;
    }
  }

  #saveKey(): void {
    if (!this.#simpleKeyAllowed) return;
    this.#dropKey();
    const mark = this.cursor.mark();
    this.#simpleKeys[this.#simpleKeys.length - 1] = {
      possible: true,
      required: !this.#inFlow && this.#indent === mark.column,
      token: this.#taken + this.#tokens.length - this.#head,
      mark,
    };
  }

  #dropKey(): void {
    const key = this.#simpleKeys.at(-1) as SimpleKey;
    if (key.possible && key.required) this.#failKey(key);
    key.possible = false;
  }

  #roll(column: number, number: number, kind: TokenKind, start: Mark): void {
    if (this.#inFlow || this.#indent >= column) return;
    this.#indents.push(this.#indent);
    this.#indent = column;
    const token: Token = { kind, start, text: '', style: 'plain' };
    if (number < 0) this.#tokens.push(token);
    else this.#tokens.splice(number - this.#taken + this.#head, 0, token);
  }

  #unroll(column: number): void {
    if (this.#inFlow) return;
    while (this.#indent > column) {
      this.#push('blockEnd', this.cursor.mark());
      this.#indent = this.#indents.pop() as number;
    }
  }

  #flowStart(kind: TokenKind): void {
    this.#saveKey();
    this.#simpleKeys.push(noKey());
    this.#simpleKeyAllowed = true;
    this.#mark(kind);
  }

  #flowEnd(kind: TokenKind): void {
    this.#dropKey();
    if (this.#simpleKeys.length > 1) this.#simpleKeys.pop();
    this.#simpleKeyAllowed = false;
    this.#mark(kind);
  }

  #blockEntry(): void {
    if (!this.#inFlow) {
      if (!this.#simpleKeyAllowed) {
        this.cursor.failScan(
          'block sequence entries are not allowed in this context',
          undefined,
          "give every '- ' of a list the same indentation, on a line of its own",
        );
      }
      this.#roll(this.cursor.column, -1, 'blockSequenceStart', this.cursor.mark());
    }
    this.#dropKey();
    this.#simpleKeyAllowed = true;
    this.#mark('blockEntry');
  }

  #explicitKey(): void {
    if (!this.#inFlow) {
      if (!this.#simpleKeyAllowed) {
        this.cursor.failScan('mapping keys are not allowed in this context');
      }
      this.#roll(this.cursor.column, -1, 'blockMappingStart', this.cursor.mark());
    }
    this.#dropKey();
    this.#simpleKeyAllowed = !this.#inFlow;
    this.#mark('key');
  }

  #value(): void {
    const key = this.#simpleKeys.at(-1) as SimpleKey;
    if (this.#isValid(key)) {
      const at = key.token - this.#taken + this.#head;
      this.#tokens.splice(at, 0, { kind: 'key', start: key.mark, text: '', style: 'plain' });
      this.#roll(key.mark.column, key.token, 'blockMappingStart', key.mark);
      key.possible = false;
      this.#simpleKeyAllowed = false;
    } else {
      if (!this.#inFlow) {
        if (!this.#simpleKeyAllowed) {
          this.cursor.failScan(
            'mapping values are not allowed in this context',
            undefined,
            "check the indentation, and quote a value that holds ': '",
          );
        }
        this.#roll(this.cursor.column, -1, 'blockMappingStart', this.cursor.mark());
      }
      this.#simpleKeyAllowed = !this.#inFlow;
    }
    this.#mark('value');
  }

  #anchor(kind: 'alias' | 'anchor'): void {
    this.#saveKey();
    this.#simpleKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark();
    cursor.offset++;
    const name = this.#match(anchorName);
    const after = cursor.peek();
    if (name === '' || !(isBlankOrEnd(after) || '?:,]}%@`'.includes(String.fromCharCode(after)))) {
      cursor.failScan(
        'did not find expected alphabetic or numeric character',
        start,
        "quote a value that begins with '*' or '&'",
      );
    }
    this.#push(kind, start, name);
  }

  #tag(): void {
    this.#saveKey();
    this.#simpleKeyAllowed = false;
    const start = this.cursor.mark();
    const text = this.#match(tagText);
    const after = this.cursor.peek();
    if (!isBlankOrEnd(after) && !(this.#inFlow && after === 0x2c)) {
      this.cursor.failScan(
        'did not find expected whitespace or line break',
        start,
        "quote a value that begins with '!'",
      );
    }
    this.#push('tag', start, text);
  }

  #directive(): void {
    this.#unroll(-1);
    this.#dropKey();
    this.#simpleKeyAllowed = false;
    const { cursor } = this;
    const start = cursor.mark();
    const [line] = this.#match(/[^\r\n]*/y).split(/\s#/) as [string];
    const words = line.slice(1).trim().split(/\s+/);
    if (words[0] === 'YAML') {
      if (words.length !== 2 || !/^1\.[0-9]+$/.test(words[1] as string)) {
        cursor.failScan('found incompatible YAML document', start);
      }
      this.#push('versionDirective', start, words[1]);
    } else if (words[0] === 'TAG' && words.length === 3) {
      this.#push('tagDirective', start, `${words[1]} ${words[2]}`);
    } else {
      cursor.failScan('found unknown directive name', start, "quote a value that begins with '%'");
    }
  }

  #match(form: RegExp): string {
    form.lastIndex = this.cursor.offset;
    const text = form.exec(this.cursor.text)?.[0] ?? '';
    this.cursor.offset += text.length;
    return text;
  }
}

function noKey(): SimpleKey {
  return {
    possible: false,
    required: false,
    token: -1,
    mark: { offset: 0, line: 0, column: 0 },
  };
}
