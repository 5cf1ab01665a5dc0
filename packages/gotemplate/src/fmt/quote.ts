import { isAscii } from '../value/bytes.ts';

const escapes: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  92: '\\\\',
};

/** How a quoted text is written. */
export interface QuoteOptions {
  /** Escapes all that is not ASCII, as `%+q` does. */
  readonly ascii?: boolean;
  /** The quote; `"` unless given. */
  readonly quote?: '"' | "'";
}

/** Writes a Go string as a Go literal: `strconv.Quote`. */
export function quote(text: string, options: QuoteOptions = {}): string {
  const mark = options.quote ?? '"';
  let body = '';
  for (const character of text) body += quoteCharacter(character, mark, options.ascii === true);
  return mark + body + mark;
}

function quoteCharacter(character: string, mark: string, asciiOnly: boolean): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === mark) return `\\${mark}`;
  const escape = escapes[code];
  if (escape !== undefined) return escape;
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${hex(code - 0xdc00, 2)}`;
  if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
  if (asciiOnly ? code < 0x7f && code >= 0x20 : isPrintable(character)) return character;
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}

/** Go's `strconv.IsPrint`: letters, marks, numbers, punctuation, symbols and the plain space. */
export function isPrintable(character: string): boolean {
  return character === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character);
}

/** Whether a text can be written between backquotes. */
export function canBackquote(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0xfeff || character === '`' || code === 0x7f) return false;
    if (code < 0x20 && character !== '\t') return false;
    if (!isAscii(character) && code >= 0xd800 && code <= 0xdfff) return false;
  }
  return true;
}
