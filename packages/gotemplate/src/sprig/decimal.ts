import { functionError } from '../error.ts';
import { formatFloat } from '../value/float.ts';

/** `units × 10^-scale` */
interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

/** How many digits after the point a quotient has, as in the library that sprig uses. */
const quotientScale = 16;

/** The number that a float shows; exact from then on, as with sprig's decimal numbers. */
function exact(value: number): Exact {
  const [mantissa = '0', exponent = '0'] = formatFloat(value, 'e', -1).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const scale = fraction.length - Number(exponent);
  const units = BigInt(whole + fraction);
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale };
}

function align(a: Exact, b: Exact): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale);
  return [
    a.units * 10n ** BigInt(scale - a.scale),
    b.units * 10n ** BigInt(scale - b.scale),
    scale,
  ];
}

function quotient(a: Exact, b: Exact): Exact {
  const [x, y] = align(a, b);
  const shifted = x * 10n ** BigInt(quotientScale);
  const size = (value: bigint): bigint => (value < 0n ? -value : value);
  const twice = size(shifted % y) * 2n;
  const away = twice >= size(y) ? (x < 0n === y < 0n ? 1n : -1n) : 0n;
  return { units: shifted / y + away, scale: quotientScale };
}

function calculate(operator: '+' | '-' | '*' | '/', a: Exact, b: Exact): Exact {
  if (operator === '*') return { units: a.units * b.units, scale: a.scale + b.scale };
  if (operator === '/') return quotient(a, b);
  const [x, y, scale] = align(a, b);
  return { units: operator === '+' ? x + y : x - y, scale };
}

/**
 * Combines floats from left to right by decimal arithmetic, so that `1.1 × 1.1` is 1.21.
 * What is not finite is calculated as a float.
 * @throws GoTemplateError `Function` for a division by zero
 */
export function decimalOf(operator: '+' | '-' | '*' | '/', values: readonly number[]): number {
  const [first = 0, ...others] = values;
  if (operator === '/' && others.includes(0)) throw functionError('decimal division by 0');
  if (!values.every((value) => Number.isFinite(value))) {
    return others.reduce((a, b) => {
      if (operator === '+') return a + b;
      if (operator === '-') return a - b;
      return operator === '*' ? a * b : a / b;
    }, first);
  }
  const result = others.map(exact).reduce((a, b) => calculate(operator, a, b), exact(first));
  const sign = result.units < 0n ? '-' : '';
  const digits = (result.units < 0n ? -result.units : result.units).toString();
  return Number(`${sign}${digits}e-${result.scale}`);
}
