import type { Json } from '@fluxts/base';
import { parseTimestamp } from './timestamp.ts';

/**
 * Whose reading of plain scalars applies:
 * - `sigs`: `sigs.k8s.io/yaml`, which kubectl, Helm and the controllers decode manifests and values
 *   with. `yes`, `no`, `on`, `off`, `y` and `n` are booleans; a timestamp stays a string; keys that
 *   are not strings become strings.
 * - `kyaml`: kustomize's own. `yes` and the like stay strings; a timestamp becomes its RFC 3339 text;
 *   keys that are not strings become strings, too, but are told apart (`oddKeys`).
 */
export type Dialect = 'sigs' | 'kyaml';

const words: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['.nan', Number.NaN],
  ['.NaN', Number.NaN],
  ['.NAN', Number.NaN],
  ['.inf', Number.POSITIVE_INFINITY],
  ['.Inf', Number.POSITIVE_INFINITY],
  ['.INF', Number.POSITIVE_INFINITY],
  ['+.inf', Number.POSITIVE_INFINITY],
  ['+.Inf', Number.POSITIVE_INFINITY],
  ['+.INF', Number.POSITIVE_INFINITY],
  ['-.inf', Number.NEGATIVE_INFINITY],
  ['-.Inf', Number.NEGATIVE_INFINITY],
  ['-.INF', Number.NEGATIVE_INFINITY],
]);

const yaml11Words: ReadonlyMap<string, boolean> = new Map<string, boolean>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);

const firstOfWord = new Set('~nNtTfFyYoO');
const shortDecimal = /^-?(?:0|[1-9][0-9]{0,14})$/;
const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const dotFloat = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;

/**
 * The value of a plain scalar by Go's rules: `0123` is 83, `0o17` is 15, `0x1F` is 31, `1_000` is 1000,
 * `1e3` is 1000. Integers of 64 bits are exact (`bigint` beyond 2^53); larger ones are floats, as in Go.
 */
export function resolvePlain(text: string, dialect: Dialect): Json {
  const first = text.charCodeAt(0);
  // A digit, a sign or a dot: a number, or a date.
  if ((first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d) {
    if (shortDecimal.test(text)) return Number(text) || 0;
    return numberOrText(text, dialect);
  }
  if (first === 0x2e) {
    const word = words.get(text);
    if (word !== undefined) return word;
    return dotFloat.test(text) ? finiteOrText(text, text) : text;
  }
  if (text !== '' && !firstOfWord.has(text[0] as string)) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  return (dialect === 'sigs' ? yaml11Words.get(text) : undefined) ?? text;
}

function numberOrText(text: string, dialect: Dialect): Json {
  const word = words.get(text);
  if (word !== undefined) return word;
  const time = parseTimestamp(text);
  if (time !== undefined) return dialect === 'kyaml' ? time : text;
  const plain = text.includes('_') ? text.replaceAll('_', '') : text;
  const match = integer.exec(plain);
  if (match !== null) {
    const whole = parseInteger(match);
    if (whole !== undefined) return whole;
  }
  return float.test(plain) ? finiteOrText(plain, text) : text;
}

function parseInteger(match: RegExpExecArray): number | bigint | undefined {
  const [, sign, hex, binary, octal, decimal] = match;
  const magnitude = BigInt(
    hex !== undefined
      ? `0x${hex}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined
          ? `0o${octal}`
          : (decimal as string),
  );
  return fit64(sign === '-' ? -magnitude : magnitude, sign === '+');
}

/**
 * An integer as a value: a number up to 2^53, a bigint up to 64 bits, `undefined` beyond (Go makes
 * those floats).
 */
export function fit64(whole: bigint, signed = false): number | bigint | undefined {
  if (whole >= -9007199254740991n && whole <= 9007199254740991n) return Number(whole);
  const top = signed ? 9223372036854775807n : 18446744073709551615n;
  return whole >= -9223372036854775808n && whole <= top ? whole : undefined;
}

function finiteOrText(plain: string, text: string): number | string {
  const value = Number(plain);
  return Number.isFinite(value) ? value || 0 : text;
}
