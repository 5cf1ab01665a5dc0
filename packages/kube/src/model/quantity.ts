import { KubeError } from '../error.ts';

/** How a quantity was written, which is how it is written again. */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

const nano = 1_000_000_000n;
/** Kubernetes caps quantities at the largest 64-bit integer. */
const most = (2n ** 63n - 1n) * nano;

const binary: readonly string[] = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimal: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const decimalSuffix: ReadonlyMap<number, string> = new Map(
  Object.entries(decimal).map(([suffix, exponent]) => [exponent, suffix]),
);

const pattern: RegExp =
  /^(?<sign>[+-]?)(?:(?<whole>\d+)(?:\.(?<fraction>\d*))?|\.(?<bare>\d+))(?<suffix>[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d{1,9}|)$/;

/**
 * An amount such as `100m`, `1.5Gi` or `1e3`, exact to a billionth (what is finer is rounded up, away
 * from zero), as Kubernetes' `resource.Quantity`.
 */
export class Quantity {
  readonly format: QuantityFormat;
  readonly #nanos: bigint;

  private constructor(nanos: bigint, format: QuantityFormat) {
    this.#nanos = nanos > most ? most : nanos < -most ? -most : nanos;
    this.format = format;
  }

  /**
   * Reads a quantity.
   * @throws KubeError `InvalidQuantity`
   */
  static parse(text: string): Quantity {
    const parts = text.length > 200 ? undefined : pattern.exec(text)?.groups;
    if (parts === undefined) {
      throw new KubeError(
        'InvalidQuantity',
        `quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
        { retry: 'on-change' },
      );
    }
    const fraction = parts['fraction'] ?? parts['bare'] ?? '';
    const digits = BigInt((parts['whole'] ?? '') + fraction || '0');
    const suffix = parts['suffix'] ?? '';
    const power = binary.indexOf(suffix);
    const isBinary = power > 0;
    const isExponent = /^[eE][+-]?\d/.test(suffix);
    const exponent = isExponent ? Number(suffix.slice(1)) : (decimal[suffix] ?? 0);
    const scaled = scale(
      digits * (isBinary ? 1024n ** BigInt(power) : 1n),
      exponent + 9 - fraction.length,
    );
    return new Quantity(
      parts['sign'] === '-' ? -scaled : scaled,
      isBinary ? 'BinarySI' : isExponent ? 'DecimalExponent' : 'DecimalSI',
    );
  }

  /** A whole number. */
  static ofInteger(value: bigint, format: QuantityFormat = 'DecimalSI'): Quantity {
    return new Quantity(value * nano, format);
  }

  /** -1, 0 or 1. */
  get sign(): -1 | 0 | 1 {
    return this.#nanos === 0n ? 0 : this.#nanos < 0n ? -1 : 1;
  }

  get isInteger(): boolean {
    return this.#nanos % nano === 0n;
  }

  /** The value in units, rounded up, away from zero. */
  get value(): bigint {
    return divideUp(this.#nanos, nano);
  }

  /** The value in thousandths, rounded up, away from zero. */
  get milliValue(): bigint {
    return divideUp(this.#nanos, 1_000_000n);
  }

  get asNumber(): number {
    return Number(this.#nanos / nano) + Number(this.#nanos % nano) / Number(nano);
  }

  /** Negative, 0 or positive as this is less than, equal to or greater than the other. */
  compare(other: Quantity): number {
    return this.#nanos < other.#nanos ? -1 : this.#nanos > other.#nanos ? 1 : 0;
  }

  add(other: Quantity): Quantity {
    return new Quantity(
      this.#nanos + other.#nanos,
      this.#nanos === 0n ? other.format : this.format,
    );
  }

  subtract(other: Quantity): Quantity {
    return new Quantity(
      this.#nanos - other.#nanos,
      this.#nanos === 0n ? other.format : this.format,
    );
  }

  /** The canonical form: no fraction, the largest suffix that keeps the value exact. */
  toString(): string {
    if (this.#nanos === 0n) return '0';
    const size = this.#nanos < 0n ? -this.#nanos : this.#nanos;
    const sign = this.#nanos < 0n ? '-' : '';
    // Below 1024 a binary quantity is written like a decimal one, so that nothing is rounded.
    if (this.format === 'BinarySI' && size >= 1024n * nano) {
      let bytes = divideUp(size, nano);
      let power = 0;
      while (power < binary.length - 1 && bytes % 1024n === 0n) {
        bytes /= 1024n;
        power++;
      }
      return `${sign}${bytes}${binary[power] ?? ''}`;
    }
    let digits = size;
    let exponent = -9;
    while (exponent < 18 && digits % 1000n === 0n) {
      digits /= 1000n;
      exponent += 3;
    }
    if (this.format === 'DecimalExponent') {
      return `${sign}${digits}${exponent === 0 ? '' : `e${exponent}`}`;
    }
    return `${sign}${digits}${decimalSuffix.get(exponent) ?? ''}`;
  }
}

/** `digits * 10^exponent`, rounded up, without making a number larger than it need be. */
function scale(digits: bigint, exponent: number): bigint {
  if (digits === 0n) return 0n;
  if (exponent >= 0) return exponent > 60 ? most : digits * 10n ** BigInt(exponent);
  return exponent < -400 ? 1n : divideUp(digits, 10n ** BigInt(-exponent));
}

function divideUp(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  if (value % divisor === 0n) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}
