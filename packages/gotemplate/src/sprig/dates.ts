import { errorMessage } from '@fluxts/base';
import {
  formatDuration,
  formatTime,
  type GoTime,
  inZone,
  parseDuration,
  parseTime,
} from '@fluxts/gocompat';
import { functionError } from '../error.ts';
import { fixed, type FunctionMap, type GoFunction } from '../functions/function.ts';
import { GoInt, type GoValue, int64, integerOf } from '../value/value.ts';
import { TimeObject } from './time-object.ts';

const second = 1_000_000_000n;

function fromUnix(seconds: number): GoTime {
  return { seconds, nanos: 0, offset: 0, zone: 'UTC' };
}

/** The instant that a value is: a time, or seconds since 1970; now for anything else. */
function instant(value: GoValue, now: () => GoTime): GoTime {
  if (value instanceof TimeObject) return value.time;
  const isSeconds =
    typeof value === 'bigint' || (value instanceof GoInt && /^int(32|64)$/.test(value.kind));
  return isSeconds ? fromUnix(Number(integerOf(value) ?? 0n)) : now();
}

function shift(time: GoTime, nanoseconds: bigint): GoTime {
  const total = BigInt(time.seconds) * second + BigInt(time.nanos) + nanoseconds;
  const nanos = ((total % second) + second) % second;
  return { ...time, seconds: Number((total - nanos) / second), nanos: Number(nanos) };
}

function zoned(time: GoTime, zone: string): GoTime {
  try {
    return inZone(time, zone);
  } catch {
    return inZone(time, 'UTC');
  }
}

function between(a: GoTime, b: GoTime): bigint {
  return BigInt(a.seconds - b.seconds) * second + BigInt(a.nanos - b.nanos);
}

function durationOf(text: string): bigint {
  try {
    return parseDuration(text);
  } catch (error) {
    throw functionError(errorMessage(error), error);
  }
}

function textOrZero(text: string): bigint {
  try {
    return parseDuration(text);
  } catch {
    return 0n;
  }
}

/** How long ago, to the second: Go's `Duration.Round`. */
function rounded(nanoseconds: bigint): string {
  const half = nanoseconds < 0n ? -second / 2n : second / 2n;
  return formatDuration(((nanoseconds + half) / second) * second);
}

const units: readonly (readonly [string, bigint])[] = [
  ['y', 365n * 24n * 3600n],
  ['mo', 30n * 24n * 3600n],
  ['d', 24n * 3600n],
  ['h', 3600n],
  ['m', 60n],
  ['s', 1n],
];

/** A duration in its largest unit. */
function coarse(nanoseconds: bigint): string {
  const seconds = (nanoseconds < 0n ? -nanoseconds : nanoseconds) / second;
  const [unit, size] = units.find(([, length]) => seconds > length) ?? ['s', 1n];
  return seconds === 0n ? '0s' : `${seconds / size}${unit}`;
}

function modify(must: boolean): GoFunction {
  return fixed(['string', 'time'], (_run, text, time) => {
    const base = time instanceof TimeObject ? time.time : fromUnix(0);
    try {
      return new TimeObject(shift(base, durationOf(text)));
    } catch (error) {
      if (must) throw error;
      return time;
    }
  });
}

function toDate(must: boolean): GoFunction {
  return fixed(['string', 'string'], (_run, layout, text) => {
    try {
      return new TimeObject(parseTime(layout, text));
    } catch (error) {
      if (must) throw functionError(errorMessage(error), error);
      return new TimeObject(fromUnix(-62_135_596_800));
    }
  });
}

/** Sprig's group of dates. @param now the clock */
export function dateFunctions(now: () => GoTime): FunctionMap {
  const show = (layout: string, value: GoValue, zone: string): string =>
    formatTime(zoned(instant(value, now), zone), layout);
  const inNamedZone = fixed(['string', 'any', 'string'], (_run, layout, value, zone) =>
    show(layout, value, zone),
  );
  return {
    now: fixed([], () => new TimeObject(now())),
    date: fixed(['string', 'any'], (_run, layout, value) => show(layout, value, 'Local')),
    dateInZone: inNamedZone,
    date_in_zone: inNamedZone,
    htmlDate: fixed(['any'], (_run, value) => show('2006-01-02', value, 'Local')),
    htmlDateInZone: fixed(['any', 'string'], (_run, value, zone) =>
      show('2006-01-02', value, zone),
    ),
    dateModify: modify(false),
    date_modify: modify(false),
    mustDateModify: modify(true),
    must_date_modify: modify(true),
    toDate: toDate(false),
    mustToDate: toDate(true),
    unixEpoch: fixed(['time'], (_run, time) =>
      time instanceof TimeObject ? String(time.time.seconds) : '0',
    ),
    ago: fixed(['any'], (_run, value) => rounded(between(now(), instant(value, now)))),
    duration: fixed(['any'], (_run, value) => {
      if (typeof value === 'string') {
        return formatDuration(/^[+-]?\d+$/.test(value) ? BigInt(value) * second : 0n);
      }
      const seconds = value instanceof GoInt && value.kind === 'int64' ? value.value : 0n;
      return formatDuration(int64(seconds * second).value);
    }),
    durationRound: fixed(['any'], (_run, value) => {
      if (typeof value === 'string') return coarse(textOrZero(value));
      if (value instanceof TimeObject) return coarse(between(now(), value.time));
      return coarse(value instanceof GoInt && value.kind === 'int64' ? value.value : 0n);
    }),
  };
}
