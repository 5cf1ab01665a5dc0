import { runeToString } from '../value/bytes.ts';
import { type Flags, pad } from './flags.ts';
import { isPrintable, quote } from './quote.ts';

/** Writes an integer by a verb, or `undefined` if the verb is none for integers. */
export function formatInteger(
  value: bigint,
  verb: string,
  flags: Flags,
  unsigned: boolean,
): string | undefined {
  switch (verb) {
    case 'v':
      if (flags.sharpV && unsigned) return digits(value, 16, 'v', { ...flags, sharp: true });
      return digits(value, 10, verb, flags);
    case 'd':
      return digits(value, 10, verb, flags);
    case 'b':
      return digits(value, 2, verb, flags);
    case 'o':
    case 'O':
      return digits(value, 8, verb, flags);
    case 'x':
    case 'X':
      return digits(value, 16, verb, flags);
    case 'c':
      return pad(runeOf(value), flags);
    case 'q':
      return pad(quote(runeOf(value), { quote: "'", ascii: flags.plus }), flags);
    case 'U':
      return pad(unicode(value, flags), { ...flags, zero: false });
    default:
      return undefined;
  }
}

function runeOf(value: bigint): string {
  return value < 0n || value > 0x10ffffn ? '\ufffd' : runeToString(Number(value));
}

function unicode(value: bigint, flags: Flags): string {
  const code = BigInt.asUintN(64, value).toString(16).toUpperCase();
  const text = `U+${code.padStart(Math.max(4, flags.precision ?? 0), '0')}`;
  if (!flags.sharp || value < 0n || value > 0x10ffffn) return text;
  const character = runeOf(value);
  return isPrintable(character) ? `${text} '${character}'` : text;
}

function digits(value: bigint, base: number, verb: string, flags: Flags): string {
  const negative = value < 0n;
  let text = (negative ? -value : value).toString(base);
  if (verb === 'X') text = text.toUpperCase();
  let fill = flags.precision ?? 0;
  if (flags.precision === 0 && value === 0n) {
    return pad('', { ...flags, zero: false });
  }
  if (flags.precision === undefined && flags.zero && !flags.minus && flags.width !== undefined) {
    fill = flags.width - (negative || flags.plus || flags.space ? 1 : 0);
  }
  text = text.padStart(fill, '0');
  if (flags.sharp) {
    if (base === 2) text = `0b${text}`;
    if (base === 8 && !text.startsWith('0')) text = `0${text}`;
    if (base === 16) text = (verb === 'X' ? '0X' : '0x') + text;
  }
  if (verb === 'O') text = `0o${text}`;
  const sign = negative ? '-' : flags.plus ? '+' : flags.space ? ' ' : '';
  return pad(sign + text, { ...flags, zero: false });
}
