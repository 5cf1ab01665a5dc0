import { isBlank, isBlankOrEnd, isBreak } from './characters.ts';
import type { Cursor, Mark } from './cursor.ts';

/** Escapes of double-quoted text that stand for one character. */
const escapes: ReadonlyMap<number, string> = new Map([
  [0x30, '\0'],
  [0x61, '\x07'],
  [0x62, '\b'],
  [0x74, '\t'],
  [0x09, '\t'],
  [0x6e, '\n'],
  [0x76, '\v'],
  [0x66, '\f'],
  [0x72, '\r'],
  [0x65, '\x1b'],
  [0x20, ' '],
  [0x22, '"'],
  [0x27, "'"],
  [0x2f, '/'],
  [0x5c, '\\'],
  [0x4e, '\x85'],
  [0x5f, '\xa0'],
  [0x4c, '\u2028'],
  [0x50, '\u2029'],
]);

/** Escapes followed by so many hexadecimal digits. */
const codeLengths: ReadonlyMap<number, number> = new Map([
  [0x78, 2],
  [0x75, 4],
  [0x55, 8],
]);

/** What stands between two lines of a text that flows: a space, or the line breaks after the first. */
function fold(leadingBreak: string, trailingBreaks: string): string {
  if (leadingBreak !== '\n') return leadingBreak + trailingBreaks;
  return trailingBreaks === '' ? ' ' : trailingBreaks;
}

/** Reads a plain scalar. @returns its value, and whether a line break was passed over behind it */
export function scanPlain(
  cursor: Cursor,
  indent: number,
  inFlow: boolean,
): { value: string; ended: boolean } {
  const start = cursor.mark();
  let value = '';
  let between = '';
  let ended = false;
  while (!cursor.atDocumentMark() && cursor.peek() !== 0x23) {
    const from = cursor.offset;
    skipWord(cursor, inFlow);
    if (cursor.offset === from) break;
    value += between + cursor.text.slice(from, cursor.offset);
    ended = false;
    const blank = cursor.offset;
    while (isBlank(cursor.peek())) cursor.offset++;
    if (isBreak(cursor.peek())) {
      between = scanPlainBreaks(cursor, indent, start);
      ended = true;
      if (!inFlow && cursor.column < indent) break;
    } else {
      between = cursor.text.slice(blank, cursor.offset);
    }
  }
  return { value, ended };
}

function scanPlainBreaks(cursor: Cursor, indent: number, start: Mark): string {
  const first = cursor.lineBreak();
  let further = '';
  for (;;) {
    const code = cursor.peek();
    if (isBreak(code)) {
      further += cursor.lineBreak();
    } else if (isBlank(code)) {
      if (code === 0x09 && cursor.column < indent) {
        cursor.failScan(
          'found a tab character that violates indentation',
          start,
          'indent with spaces',
        );
      }
      cursor.offset++;
    } else {
      return fold(first, further);
    }
  }
}

/** Passes over characters up to a blank, a break or what ends a plain scalar. */
function skipWord(cursor: Cursor, inFlow: boolean): void {
  const { text } = cursor;
  let at = cursor.offset;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isBlankOrEnd(code)) break;
    if (code === 0x3a && isBlankOrEnd(text.charCodeAt(at + 1))) break;
    if (inFlow && isFlowIndicator(code)) break;
    at++;
  }
  cursor.offset = at;
}

function isFlowIndicator(code: number): boolean {
  // , ? [ ] { }
  return (
    code === 0x2c ||
    code === 0x3f ||
    code === 0x5b ||
    code === 0x5d ||
    code === 0x7b ||
    code === 0x7d
  );
}

/** Reads a scalar in single or double quotes, from the opening one on. */
export function scanQuoted(cursor: Cursor): string {
  const start = cursor.mark();
  const quote = cursor.peek();
  cursor.offset++;
  let value = '';
  for (;;) {
    if (cursor.atDocumentMark()) {
      cursor.failScan('found unexpected document indicator', start, 'close the quote');
    }
    if (cursor.atEnd) {
      cursor.failScan('found unexpected end of stream', start, 'close the quote');
    }
    // A backslash before a line break joins the lines with nothing between.
    let joined = false;
    let from = cursor.offset;
    for (;;) {
      const code = cursor.peek();
      if (isBlankOrEnd(code)) break;
      if (code === quote) {
        if (quote === 0x22 || cursor.peek(1) !== quote) break;
        value += cursor.text.slice(from, cursor.offset + 1);
        cursor.offset += 2;
        from = cursor.offset;
      } else if (code === 0x5c && quote === 0x22) {
        value += cursor.text.slice(from, cursor.offset);
        cursor.offset++;
        if (isBreak(cursor.peek())) {
          cursor.lineBreak();
          joined = true;
          from = cursor.offset;
          break;
        }
        value += scanEscape(cursor);
        from = cursor.offset;
      } else {
        cursor.offset++;
      }
    }
    value += cursor.text.slice(from, cursor.offset);
    if (cursor.peek() === quote) break;
    value += scanSpace(cursor, joined);
  }
  cursor.offset++;
  return value;
}

/** Blanks and line breaks within quotes, folded. */
function scanSpace(cursor: Cursor, joined: boolean): string {
  const from = cursor.offset;
  while (isBlank(cursor.peek())) cursor.offset++;
  if (!isBreak(cursor.peek())) return joined ? '' : cursor.text.slice(from, cursor.offset);
  const first = joined ? '' : cursor.lineBreak();
  let further = '';
  while (isBlank(cursor.peek()) || isBreak(cursor.peek())) {
    if (isBreak(cursor.peek())) further += cursor.lineBreak();
    else cursor.offset++;
  }
  return joined ? further : fold(first, further);
}

function scanEscape(cursor: Cursor): string {
  const code = cursor.peek();
  const short = escapes.get(code);
  if (short !== undefined) {
    cursor.offset++;
    return short;
  }
  const length = codeLengths.get(code);
  if (length === undefined) {
    cursor.failScan(
      'found unknown escape character',
      undefined,
      'write \\\\ for a backslash, or use single quotes',
    );
  }
  const digits = cursor.text.slice(cursor.offset + 1, cursor.offset + 1 + length);
  if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) {
    cursor.failScan('did not find expected hexdecimal number');
  }
  const point = Number.parseInt(digits, 16);
  if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    cursor.failScan('found invalid Unicode character escape code');
  }
  cursor.offset += 1 + length;
  return String.fromCodePoint(point);
}

/**
 * Reads a literal (`|`) or folded (`>`) block, from the indicator on.
 * @param parentIndent the column of the collection around it; -1 at the top
 */
export function scanBlock(cursor: Cursor, parentIndent: number): string {
  const start = cursor.mark();
  const literal = cursor.peek() === 0x7c;
  cursor.offset++;
  const { keep, strip, increment } = scanBlockHeader(cursor);
  let indent = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment;
  let breaks = scanBlockBreaks(cursor, indent, start);
  if (indent === 0) indent = Math.max(breaks.widest, parentIndent + 1, 1);
  let value = '';
  let lineEnd = '';
  let afterBlank = false;
  while (cursor.column === indent && !cursor.atEnd) {
    const blank = isBlank(cursor.peek());
    if (!literal && lineEnd === '\n' && !afterBlank && !blank) {
      if (breaks.text === '') value += ' ';
    } else {
      value += lineEnd;
    }
    value += breaks.text;
    afterBlank = blank;
    const from = cursor.offset;
    while (!cursor.atEnd && !isBreak(cursor.peek())) cursor.offset++;
    value += cursor.text.slice(from, cursor.offset);
    lineEnd = cursor.lineBreak();
    breaks = scanBlockBreaks(cursor, indent, start);
  }
  if (!strip) value += lineEnd;
  if (keep) value += breaks.text;
  return value;
}

function scanBlockHeader(cursor: Cursor): { keep: boolean; strip: boolean; increment: number } {
  const start = cursor.mark();
  let keep = false;
  let strip = false;
  let increment = 0;
  for (let part = 0; part < 2; part++) {
    const code = cursor.peek();
    if ((code === 0x2b || code === 0x2d) && !keep && !strip) {
      keep = code === 0x2b;
      strip = !keep;
      cursor.offset++;
    } else if (code >= 0x30 && code <= 0x39 && increment === 0) {
      if (code === 0x30) cursor.failScan('found an indentation indicator equal to 0', start);
      increment = code - 0x30;
      cursor.offset++;
    }
  }
  while (isBlank(cursor.peek())) cursor.offset++;
  if (cursor.peek() === 0x23) {
    while (!cursor.atEnd && !isBreak(cursor.peek())) cursor.offset++;
  }
  if (!cursor.atEnd && !isBreak(cursor.peek())) {
    cursor.failScan(
      'did not find expected comment or line break',
      start,
      'begin the text on the next line',
    );
  }
  cursor.lineBreak();
  return { keep, strip, increment };
}

/** Empty lines and the indentation after them; `widest` is the deepest indentation met. */
function scanBlockBreaks(
  cursor: Cursor,
  indent: number,
  start: Mark,
): { text: string; widest: number } {
  // Without a given indentation, the deepest one of the empty lines counts as well.
  const limit = indent === 0 ? Number.POSITIVE_INFINITY : indent;
  let text = '';
  let widest = 0;
  for (;;) {
    while (cursor.column < limit && cursor.peek() === 0x20) cursor.offset++;
    widest = Math.max(widest, cursor.column);
    if (cursor.column < limit && cursor.peek() === 0x09) {
      cursor.failScan(
        'found a tab character where an indentation space is expected',
        start,
        'indent with spaces',
      );
    }
    if (!isBreak(cursor.peek())) return { text, widest };
    text += cursor.lineBreak();
  }
}
