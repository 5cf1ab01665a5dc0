import { isAscii, toBytes } from '../value/bytes.ts';
import { type Flags, pad } from './flags.ts';
import { canBackquote, quote } from './quote.ts';

/** Writes a string by a verb, or `undefined` if the verb is none for strings. */
export function formatString(value: string, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case 'v':
      return flags.sharpV ? quoted(value, flags) : pad(cut(value, flags), flags);
    case 's':
      return pad(cut(value, flags), flags);
    case 'x':
    case 'X':
      return hexBytes(toBytes(value), verb, flags);
    case 'q':
      return quoted(value, flags);
    default:
      return undefined;
  }
}

function cut(value: string, flags: Flags): string {
  if (flags.precision === undefined) return value;
  if (isAscii(value)) return value.slice(0, flags.precision);
  let result = '';
  let left = flags.precision;
  for (const character of value) {
    if (left-- <= 0) break;
    result += character;
  }
  return result;
}

function quoted(value: string, flags: Flags): string {
  const text = cut(value, flags);
  if (flags.sharp && canBackquote(text)) return pad(`\`${text}\``, flags);
  return pad(quote(text, { ascii: flags.plus }), flags);
}

/** Writes bytes in hexadecimal: `%x` of a string or of bytes. */
export function hexBytes(bytes: Uint8Array, verb: string, flags: Flags): string {
  const shown = flags.precision === undefined ? bytes : bytes.subarray(0, flags.precision);
  const prefix = flags.sharp ? (verb === 'X' ? '0X' : '0x') : '';
  const pairs = Array.from(shown, (byte) => {
    const pair = byte.toString(16).padStart(2, '0');
    return verb === 'X' ? pair.toUpperCase() : pair;
  });
  if (pairs.length === 0) return pad('', { ...flags, zero: false });
  const text = flags.space ? pairs.map((pair) => prefix + pair).join(' ') : prefix + pairs.join('');
  return pad(text, { ...flags, zero: false });
}
