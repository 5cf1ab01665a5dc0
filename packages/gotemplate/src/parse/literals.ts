import { quote } from '../fmt/quote.ts';
import { fromBytes, runeToString } from '../value/bytes.ts';
import type { NumberNode } from './nodes.ts';

const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
};

/** A character as it is written in a literal. */
interface Unquoted {
  readonly code: number;
  /** Whether the code is a byte rather than a character: `\xff`, `\377`. */
  readonly isByte: boolean;
  readonly length: number;
}

/** Reads one character of a literal; `undefined` where it is malformed. */
function unquoteCharacter(text: string, at: number, mark: string): Unquoted | undefined {
  const code = text.codePointAt(at);
  if (code === undefined) return undefined;
  const character = String.fromCodePoint(code);
  if (character === mark || character === '\n') return undefined;
  if (character !== '\\') return { code, isByte: false, length: character.length };
  const letter = text[at + 1] ?? '';
  if (letter === mark) return { code: letter.charCodeAt(0), isByte: false, length: 2 };
  const simple = simpleEscapes[letter];
  if (simple !== undefined) return { code: simple, isByte: false, length: 2 };
  const widths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
  const width = widths[letter];
  if (width !== undefined) {
    const digits = text.slice(at + 2, at + 2 + width);
    if (!/^[0-9a-fA-F]+$/.test(digits) || digits.length !== width) return undefined;
    const value = Number.parseInt(digits, 16);
    if (letter !== 'x' && (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))) {
      return undefined;
    }
    return { code: value, isByte: letter === 'x', length: 2 + width };
  }
  const octal = /^[0-7]{3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal === undefined || Number.parseInt(octal, 8) > 255) return undefined;
  return { code: Number.parseInt(octal, 8), isByte: true, length: 4 };
}

/** Go's `strconv.Unquote`; `undefined` for what is no literal. */
export function unquote(literal: string): string | undefined {
  const mark = literal[0] ?? '';
  if (literal.length < 2 || literal.at(-1) !== mark) return undefined;
  const body = literal.slice(1, -1);
  if (mark === '`') return body.replaceAll('\r', '');
  if (mark !== '"') return undefined;
  if (!body.includes('\\')) return body;
  let result = '';
  let bytes: number[] = [];
  const flush = (): void => {
    if (bytes.length > 0) result += fromBytes(Uint8Array.from(bytes));
    bytes = [];
  };
  for (let at = 0; at < body.length;) {
    const character = unquoteCharacter(body, at, mark);
    if (character === undefined) return undefined;
    at += character.length;
    if (character.isByte) {
      bytes.push(character.code);
    } else {
      flush();
      result += runeToString(character.code);
    }
  }
  flush();
  return result;
}

/** A number as the parser reads it, or what is wrong with it. */
export type ParsedNumber = Omit<NumberNode, 'kind' | 'at' | 'text'> | string;

const nothing = { int: undefined, uint: undefined, float: undefined, complex: undefined };

/** Reads a character constant: `'a'`. */
export function parseCharacter(text: string): ParsedNumber {
  const character = unquoteCharacter(text, 1, "'");
  if (character === undefined) return 'invalid syntax';
  if (text.slice(1 + character.length) !== "'") return `malformed character constant: ${text}`;
  const int = BigInt(character.code);
  return { ...nothing, int, uint: int, float: character.code };
}

/** Reads an integer, a float, or an imaginary number, by Go's rules of literals. */
export function parseNumber(text: string): ParsedNumber {
  if (text.endsWith('i')) {
    const imaginary = parseFloatLiteral(text.slice(0, -1));
    if (imaginary !== undefined) return fromComplex(0, imaginary);
  }
  const whole = parseIntLiteral(text);
  if (whole !== undefined) {
    const int = whole >= -(2n ** 63n) && whole < 2n ** 63n ? whole : undefined;
    const isUnsigned = whole >= 0n && whole < 2n ** 64n && (!/^[+-]/.test(text) || whole === 0n);
    if (int !== undefined || isUnsigned) {
      return { ...nothing, int, uint: isUnsigned ? whole : undefined, float: Number(whole) };
    }
    return `integer overflow: ${quote(text)}`;
  }
  const float = parseFloatLiteral(text);
  if (float === undefined) return `illegal number syntax: ${quote(text)}`;
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${quote(text)}`;
  return { ...nothing, float, ...wholeParts(float) };
}

/** Reads `1+2i`. */
export function parseComplex(text: string): ParsedNumber {
  const split = /^(.*[^eEpP])([+-].*)i$/.exec(text);
  const real = parseFloatLiteral(split?.[1] ?? '');
  const imaginary = parseFloatLiteral(split?.[2] ?? '');
  if (real === undefined || imaginary === undefined) return 'syntax error scanning complex number';
  return fromComplex(real, imaginary);
}

function fromComplex(real: number, imaginary: number): ParsedNumber {
  const simple = imaginary === 0 ? { float: real, ...wholeParts(real) } : {};
  return { ...nothing, ...simple, complex: { real, imaginary } };
}

function wholeParts(float: number): { int: bigint | undefined; uint: bigint | undefined } {
  const whole = Number.isInteger(float) ? BigInt(float) : undefined;
  const fits = (low: bigint, high: bigint): bigint | undefined =>
    whole !== undefined && whole >= low && whole < high ? whole : undefined;
  return { int: fits(-(2n ** 63n), 2n ** 63n), uint: fits(0n, 2n ** 64n) };
}

/** Underscores may stand between digits and after a base prefix only. */
function withoutUnderscores(text: string): string | undefined {
  if (!text.includes('_')) return text;
  const fine = /^[+-]?(0[xXoObB]_?|)[0-9a-fA-F]+(_[0-9a-fA-F]+)*$/.test(
    text.replace(/[.pP][+-]?/g, '0'),
  );
  return fine ? text.replaceAll('_', '') : undefined;
}

/** Go's `strconv.ParseInt` with base 0, without bounds. */
export function parseIntLiteral(text: string): bigint | undefined {
  const plain = withoutUnderscores(text);
  const match = /^([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9]\d*))$/.exec(
    plain ?? '',
  );
  if (match === null) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  let value: bigint;
  if (hex !== undefined) value = BigInt(`0x${hex}`);
  else if (binary !== undefined) value = BigInt(`0b${binary}`);
  else if (octal !== undefined) value = BigInt(`0o${octal}`);
  else value = BigInt(decimal ?? '0');
  return sign === '-' ? -value : value;
}

/** Go's `strconv.ParseFloat`, `_` and hexadecimal floats as in literals; `undefined` out of range. */
function parseFloatLiteral(text: string): number | undefined {
  const plain = withoutUnderscores(text);
  if (plain === undefined) return undefined;
  const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d{1,6})$/.exec(plain);
  if (hex !== null) {
    const [, sign, whole = '', fraction = '', exponent = '0'] = hex;
    if (whole + fraction === '') return undefined;
    const value =
      Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
    return sign === '-' ? -value : value;
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
