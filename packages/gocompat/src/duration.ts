import { GoCompatError } from './error.ts';

/** Nanoseconds of the units that Go's durations are written in. */
const units: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['µs', 1_000n],
  ['μs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);
const part = /([0-9]*)(?:(\.)([0-9]*))?([^0-9.]*)/y;
const maxDuration = 9223372036854775807n;

/**
 * Reads a duration as Go's `time.ParseDuration` does: `1h30m`, `1.5s`, `-10ms`, `0`.
 * @returns nanoseconds
 * @throws GoCompatError `InvalidDuration`
 */
export function parseDuration(text: string): bigint {
  const negative = text.startsWith('-');
  const body = negative || text.startsWith('+') ? text.slice(1) : text;
  if (body === '0') return 0n;
  if (body === '' || text.length > 200) throw invalid(text);
  let total = 0n;
  part.lastIndex = 0;
  while (part.lastIndex < body.length) {
    const [, whole = '', dot, fraction = '', unit = ''] = part.exec(body) as RegExpExecArray;
    if (whole === '' && fraction === '') throw invalid(text);
    if (unit === '') throw invalid(text, dot === undefined ? 'missing unit in ' : '');
    const size = units.get(unit);
    if (size === undefined) {
      throw invalid(text, `unknown unit ${JSON.stringify(unit.slice(0, 20))} in `);
    }
    total += BigInt(whole === '' ? '0' : whole) * size;
    if (fraction !== '') total += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
    if (total > maxDuration + (negative ? 1n : 0n)) throw invalid(text);
  }
  return negative ? -total : total;
}

/** Reads a duration in milliseconds, rounded down to the nanosecond. See {@link parseDuration}. */
export function parseDurationMs(text: string): number {
  return Number(parseDuration(text)) / 1e6;
}

/** Writes nanoseconds as Go's `Duration.String` does: `1h0m0s`, `1.5s`, `150ms`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size < 1_000n) return `${sign}${size}ns`;
  if (size < 1_000_000n) return `${sign}${decimal(size, 1_000n)}µs`;
  if (size < 1_000_000_000n) return `${sign}${decimal(size, 1_000_000n)}ms`;
  const minute = 60_000_000_000n;
  const seconds = `${decimal(size % minute, 1_000_000_000n)}s`;
  const minutes = size / minute;
  if (minutes === 0n) return sign + seconds;
  if (minutes < 60n) return `${sign}${minutes}m${seconds}`;
  return `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

/** Writes milliseconds as Go's `Duration.String` does. See {@link formatDuration}. */
export function formatDurationMs(milliseconds: number): string {
  return formatDuration(BigInt(Math.round(milliseconds * 1e6)));
}

function decimal(value: bigint, unit: bigint): string {
  const rest = value % unit;
  if (rest === 0n) return String(value / unit);
  const digits = String(rest)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '');
  return `${value / unit}.${digits}`;
}

function invalid(text: string, what = ''): GoCompatError {
  return new GoCompatError(
    'InvalidDuration',
    `time: ${what === '' ? 'invalid ' : what}duration ${JSON.stringify(text.slice(0, 100))}`,
  );
}
