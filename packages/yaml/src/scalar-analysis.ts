import { isBlank, isBreak } from './characters.ts';
import { resolvePlain } from './scalar.ts';
import { parseTimestamp } from './timestamp.ts';

/** Which ways of writing a text keep it. */
export interface Analysis {
  readonly multiline: boolean;
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

const simple: Analysis = { multiline: false, plain: true, single: true, block: true };
const empty: Analysis = { multiline: false, plain: true, single: true, block: false };
// Most texts: a letter, digit or slash in front, then nothing that could mean anything.
const simpleText = /^[A-Za-z0-9_./$(\\=+~^;<][A-Za-z0-9_./$()\\=+~^;<>@%*!|&'"`,?[\]{}-]*$/;

/**
 * Finds out how a text may be written, by the rules of libyaml's emitter as Go has them: characters
 * outside the basic plane and tabs count as special and force double quotes.
 */
export function analyze(text: string): Analysis {
  if (simpleText.test(text)) return simple;
  if (text === '') return empty;
  let blockIndicators = text.startsWith('---') || text.startsWith('...');
  let lineBreaks = false;
  let special = false;
  let breakThenSpace = false;
  let spaceThenBreak = false;
  let afterSpace = false;
  let afterBreak = false;
  let afterBlank = true;
  const last = text.length - 1;
  for (let at = 0; at <= last; at++) {
    const code = text.charCodeAt(at);
    const beforeBlank = at === last || isBlank(text.charCodeAt(at + 1));
    if (indicates(code, at === 0, afterBlank, beforeBlank)) blockIndicators = true;
    if (!isPrintable(code)) special = true;
    if (code === 0x20) {
      if (afterBreak) breakThenSpace = true;
      afterSpace = true;
      afterBreak = false;
    } else if (isBreak(code)) {
      lineBreaks = true;
      if (afterSpace) spaceThenBreak = true;
      afterSpace = false;
      afterBreak = true;
    } else {
      afterSpace = false;
      afterBreak = false;
    }
    afterBlank = isBlank(code) || isBreak(code);
  }
  const first = text.charCodeAt(0);
  const final = text.charCodeAt(last);
  const spaceAtEnds = first === 0x20 || isBreak(first) || final === 0x20 || isBreak(final);
  const unsafe = spaceThenBreak || special;
  const single = !breakThenSpace && !unsafe;
  return {
    multiline: lineBreaks,
    plain: single && !spaceAtEnds && !lineBreaks && !blockIndicators,
    single,
    block: !unsafe && final !== 0x20,
  };
}

/** Whether a character at its place would be read as structure rather than text. */
function indicates(
  code: number,
  isFirst: boolean,
  afterBlank: boolean,
  beforeBlank: boolean,
): boolean {
  switch (code) {
    case 0x23: // #
      return isFirst || afterBlank;
    case 0x3a: // :
      return beforeBlank;
    case 0x2d: // -
    case 0x3f: // ?
      return isFirst && beforeBlank;
    case 0x2c: // ,
    case 0x5b: // [
    case 0x5d: // ]
    case 0x7b: // {
    case 0x7d: // }
    case 0x26: // &
    case 0x2a: // *
    case 0x21: // !
    case 0x7c: // |
    case 0x3e: // >
    case 0x27: // '
    case 0x22: // "
    case 0x25: // %
    case 0x40: // @
    case 0x60: // `
      return isFirst;
    default:
      return false;
  }
}

/** Whether the emitter writes a character as it is. A half of a surrogate pair is not. */
export function isPrintable(code: number): boolean {
  return (
    code === 0x0a ||
    (code >= 0x20 && code <= 0x7e) ||
    (code >= 0xa0 && code < 0xd800) ||
    (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff)
  );
}

const base60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** Whether a text, written plain, would be read as something else than that text. */
export function readsAsOther(text: string): boolean {
  if (typeof resolvePlain(text, 'sigs') !== 'string') return true;
  const first = text.charCodeAt(0);
  if ((first < 0x30 || first > 0x39) && first !== 0x2b && first !== 0x2d) return false;
  return parseTimestamp(text) !== undefined || (text.includes(':') && base60.test(text));
}
