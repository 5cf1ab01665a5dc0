import { formatFloat } from '../value/float.ts';
import type { GoComplex } from '../value/value.ts';
import { type Flags, pad } from './flags.ts';

/** Writes a float by a verb, or `undefined` if the verb is none for floats. */
export function formatFloatVerb(value: number, verb: string, flags: Flags): string | undefined {
  switch (verb) {
    case 'v':
      return float(value, 'g', flags, -1);
    case 'e':
    case 'E':
    case 'f':
      return float(value, verb, flags, 6);
    case 'F':
      return float(value, 'f', flags, 6);
    case 'g':
    case 'G':
    case 'b':
    case 'x':
    case 'X':
      return float(value, verb, flags, -1);
    default:
      return undefined;
  }
}

/** Writes a complex number as its two parts in brackets. */
export function formatComplexVerb(
  value: GoComplex,
  verb: string,
  flags: Flags,
): string | undefined {
  const real = formatFloatVerb(value.real, verb, flags);
  const imaginary = formatFloatVerb(value.imaginary, verb, { ...flags, plus: true });
  if (real === undefined || imaginary === undefined) return undefined;
  return `(${real}${imaginary}i)`;
}

function float(value: number, format: string, flags: Flags, usual: number): string {
  const precision = flags.precision ?? usual;
  let text = formatFloat(value, format, precision);
  if (!/^[+-]/.test(text)) text = `+${text}`;
  if (flags.space && text.startsWith('+') && !flags.plus) text = ` ${text.slice(1)}`;
  if (text[1] === 'I' || text[1] === 'N') {
    if (text[1] === 'N' && !flags.space && !flags.plus) text = text.slice(1);
    else if (text.startsWith('+') && !flags.plus) text = text.slice(1);
    return pad(text, { ...flags, zero: false });
  }
  if (flags.sharp && format !== 'b') text = keepPoint(text, format, precision);
  if (!flags.plus && text.startsWith('+')) return pad(text.slice(1), flags);
  if (flags.zero && !flags.minus && flags.width !== undefined && flags.width > text.length) {
    return (text[0] ?? '') + text.slice(1).padStart(flags.width - 1, '0');
  }
  return pad(text, flags);
}

/** `#`: always a decimal point, and with `g` the zeros at the end. */
function keepPoint(text: string, format: string, precision: number): string {
  const sign = text[0] ?? '';
  const isHex = format === 'x' || format === 'X';
  const match = (isHex ? /^(.*?)([pP].*)?$/ : /^(.*?)([eE].*)?$/).exec(text.slice(1));
  let number = match?.[1] ?? '';
  let wanted = 0;
  if ('gGxX'.includes(format)) {
    wanted = precision === -1 ? 6 : precision;
    wanted -= number.replace('.', '').replace(/^0+/, '').length;
    if (number === '0') wanted--;
  }
  if (!number.includes('.')) number += '.';
  return sign + number + '0'.repeat(Math.max(wanted, 0)) + (match?.[2] ?? '');
}
