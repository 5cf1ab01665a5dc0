import { matchingPrefixes } from '../glob/prefixes.ts';

/** Operators that provide for a variable that is not set. */
export const defaultOperators: ReadonlySet<string> = new Set([
  '-',
  '+',
  '=',
  '?',
  ':-',
  ':+',
  ':=',
  ':?',
]);

/**
 * What an operator makes of a variable's value. As in Flux's fork of drone/envsubst, all operators with
 * `-`, `=`, `+` and `?` mean "this, if empty", and those after `/` take plain text, not patterns.
 */
export function applyOperator(operator: string, value: string, args: readonly string[]): string {
  const [first, second = ''] = args;
  switch (operator) {
    case ',':
      return mapFirst(value, (character) => character.toLowerCase());
    case ',,':
      return value.toLowerCase();
    case '^':
      return mapFirst(value, (character) => character.toUpperCase());
    case '^^':
      return value.toUpperCase();
    case '#':
      return first === undefined
        ? String(Buffer.byteLength(value))
        : trim(value, first, 'shortest');
    case '##':
      return trim(value, first ?? '', 'longest');
    case '%':
      return trimEnd(value, first ?? '', 'shortest');
    case '%%':
      return trimEnd(value, first ?? '', 'longest');
    case ':':
      return substring(value, args);
    case '/':
      return first === undefined ? value : replaceFirst(value, first, second);
    case '//':
      return first === undefined ? value : replaceAll(value, first, second);
    case '/#':
      if (first === undefined || args.length !== 2 || !value.startsWith(first)) return value;
      return second + value.slice(first.length);
    case '/%':
      if (first === undefined || args.length !== 2 || !value.endsWith(first)) return value;
      return value.slice(0, value.length - first.length) + second;
    default:
      return value === '' ? args.join('') : value;
  }
}

function mapFirst(value: string, map: (character: string) => string): string {
  const first = String.fromCodePoint(value.codePointAt(0) ?? 0);
  return value === '' ? value : map(first) + value.slice(first.length);
}

function replaceFirst(value: string, part: string, by: string): string {
  const at = value.indexOf(part);
  return at < 0 ? value : value.slice(0, at) + by + value.slice(at + part.length);
}

function replaceAll(value: string, part: string, by: string): string {
  return value.split(part).join(by);
}

/** Positions count bytes, as in Go. */
function substring(value: string, args: readonly string[]): string {
  const position = wholeNumber(args[0]);
  if (position === undefined) return value;
  const bytes = Buffer.from(value);
  const start = position < 0 ? Math.max(0, bytes.length + position) : position;
  if (args.length === 1) return bytes.subarray(start).toString();
  const length = wholeNumber(args[1]);
  if (length === undefined) return value;
  return bytes.subarray(start, Math.max(start, start + length)).toString();
}

function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[-+]?[0-9]{1,15}$/.test(text) ? Number(text) : undefined;
}

function trim(value: string, pattern: string, which: 'shortest' | 'longest'): string {
  return trimCharacters(Array.from(value), Array.from(pattern), which).join('');
}

/** The end is the beginning of the reversed text; the pattern is reversed character by character, too. */
function trimEnd(value: string, pattern: string, which: 'shortest' | 'longest'): string {
  const reversed = Array.from(value).reverse();
  return trimCharacters(reversed, Array.from(pattern).reverse(), which).reverse().join('');
}

function trimCharacters(
  characters: string[],
  pattern: string[],
  which: 'shortest' | 'longest',
): string[] {
  const lengths = matchingPrefixes(pattern, characters) ?? [];
  const length = which === 'shortest' ? lengths[0] : lengths.at(-1);
  return length === undefined ? characters : characters.slice(length);
}
