/** A number in decimal: `0.DIGITS × 10^point`. Zero has no digits. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/**
 * Writes a float as Go's `strconv.FormatFloat`.
 * @param format `e`, `E`, `f`, `g`, `G`, `b`, `x` or `X`
 * @param precision digits after the point for `e`, `f` and `x`, significant ones for `g`; -1 for as many
 *   as it takes to read the same float again
 */
export function formatFloat(value: number, format: string, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const size = Math.abs(value);
  const shortest = precision < 0;
  switch (format) {
    case 'b':
      return sign + binaryForm(size);
    case 'x':
      return sign + hexForm(size, precision);
    case 'X':
      return sign + hexForm(size, precision).toUpperCase();
    case 'e':
    case 'E': {
      const decimal = shortest ? shortestDecimal(size) : round(exactDecimal(size), precision + 1);
      const places = shortest ? Math.max(decimal.digits.length - 1, 0) : precision;
      return sign + exponentForm(decimal, places, format);
    }
    case 'f': {
      if (shortest) {
        const decimal = shortestDecimal(size);
        return sign + pointForm(decimal, Math.max(decimal.digits.length - decimal.point, 0));
      }
      const exact = exactDecimal(size);
      return sign + pointForm(round(exact, exact.point + precision), precision);
    }
    default: {
      const wanted = precision === 0 ? 1 : precision;
      const decimal = shortest ? shortestDecimal(size) : round(exactDecimal(size), wanted);
      const count = decimal.digits.length;
      const threshold = shortest ? 6 : wanted > count && count >= decimal.point ? count : wanted;
      const exponent = decimal.point - 1;
      if (count > 0 && (exponent < -4 || exponent >= threshold)) {
        return sign + exponentForm(decimal, count - 1, format === 'G' ? 'E' : 'e');
      }
      return sign + pointForm(decimal, Math.max(count - decimal.point, 0));
    }
  }
}

/** The fewest digits that read back as the same float, which is what JavaScript prints. */
function shortestDecimal(size: number): Decimal {
  if (size === 0) return { digits: '', point: 0 };
  const [mantissa = '', exponent = '0'] = size.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/** Mantissa and exponent: `size = mantissa × 2^exponent`. */
function parts(size: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, size);
  const bits = view.getBigUint64(0);
  const fraction = bits & 0xfffffffffffffn;
  const biased = Number(bits >> 52n);
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}

/** Every digit of the float. */
function exactDecimal(size: number): Decimal {
  if (size === 0) return { digits: '', point: 0 };
  const { mantissa, exponent } = parts(size);
  const scaled = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const text = scaled.toString();
  return { digits: text.replace(/0+$/, ''), point: text.length + Math.min(exponent, 0) };
}

/** Rounds to so many digits, half to even. */
function round(decimal: Decimal, count: number): Decimal {
  const { digits, point } = decimal;
  if (count >= digits.length) return decimal;
  if (count < 0) return { digits: '', point: 0 };
  const kept = digits.slice(0, count);
  const rest = digits.slice(count);
  const even = count === 0 || Number(kept.at(-1)) % 2 === 0;
  const up = (rest[0] ?? '0') > '5' || (rest.startsWith('5') && (rest.length > 1 || !even));
  if (!up) {
    const trimmed = kept.replace(/0+$/, '');
    return { digits: trimmed, point: trimmed === '' ? 0 : point };
  }
  const raised = (BigInt(kept === '' ? '0' : kept) + 1n).toString().padStart(count, '0');
  return {
    digits: raised.replace(/0+$/, ''),
    point: raised.length > count ? point + 1 : point,
  };
}

function exponentForm(decimal: Decimal, places: number, letter: string): string {
  const digits = decimal.digits.padEnd(places + 1, '0');
  const exponent = decimal.digits === '' ? 0 : decimal.point - 1;
  const fraction = places > 0 ? `.${digits.slice(1, places + 1)}` : '';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits[0] ?? '0'}${fraction}${letter}${exponent < 0 ? '-' : '+'}${power}`;
}

function pointForm(decimal: Decimal, places: number): string {
  const { digits, point } = decimal;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (places <= 0) return whole;
  const leading = point < 0 ? '0'.repeat(Math.min(-point, places)) : '';
  const fraction = (leading + digits.slice(Math.max(point, 0))).slice(0, places);
  return `${whole}.${fraction.padEnd(places, '0')}`;
}

function binaryForm(size: number): string {
  const { mantissa, exponent } = parts(size);
  return `${mantissa}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

function hexForm(size: number, precision: number): string {
  if (size === 0) return `0x0${precision > 0 ? `.${'0'.repeat(precision)}` : ''}p+00`;
  let { mantissa, exponent } = parts(size);
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n;
    exponent--;
  }
  // One digit before the point, thirteen after it.
  let places = 13;
  if (precision >= 0 && precision < 13) {
    const dropped = BigInt(4 * (13 - precision));
    const half = 1n << (dropped - 1n);
    const rest = mantissa & ((1n << dropped) - 1n);
    mantissa >>= dropped;
    if (rest > half || (rest === half && (mantissa & 1n) === 1n)) mantissa++;
    places = precision;
    if (mantissa >= 1n << BigInt(4 * places + 1)) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  const power = exponent + 52;
  let fraction = (mantissa & ((1n << BigInt(4 * places)) - 1n)).toString(16).padStart(places, '0');
  if (places === 0) fraction = '';
  fraction = precision < 0 ? fraction.replace(/0+$/, '') : fraction.padEnd(precision, '0');
  const tail = `p${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  return `0x1${fraction === '' ? '' : `.${fraction}`}${tail}`;
}
