import { GoCompatError } from '../error.ts';

/** An instant with the zone it is shown in: Go's `time.Time` as a value. */
export interface GoTime {
  /** Seconds since 1970 began in UTC; whole, may be negative. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanos: number;
  /** Seconds east of UTC. */
  readonly offset: number;
  /** The zone's abbreviation; '' when only the offset is known. */
  readonly zone: string;
}

/** The parts of an instant as a calendar and a clock show it in its zone. */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 for Sunday. */
  readonly weekday: number;
  /** 1 for the first of January. */
  readonly yearDay: number;
}

/** The instant of a `Date`, in UTC. */
export function timeFromDate(date: Date): GoTime {
  const milliseconds = date.getTime();
  const seconds = Math.floor(milliseconds / 1000);
  return { seconds, nanos: (milliseconds - seconds * 1000) * 1_000_000, offset: 0, zone: 'UTC' };
}

/** The `Date` of an instant; what is finer than a millisecond is dropped. */
export function dateFromTime(time: GoTime): Date {
  return new Date(time.seconds * 1000 + Math.floor(time.nanos / 1_000_000));
}

/**
 * The same instant in another zone.
 * @param name an IANA name (`Europe/Berlin`) or `UTC`; `Local` is the process's own
 * @throws GoCompatError `InvalidTime` (`unknown time zone …`)
 */
export function inZone(time: GoTime, name: string): GoTime {
  if (name === '' || name === 'UTC') return { ...time, offset: 0, zone: 'UTC' };
  const date = dateFromTime(time);
  const timeZone = name === 'Local' ? undefined : name;
  const offsetText = zoneText(date, name, timeZone, 'longOffset', 'en-US');
  const match = /^GMT(?:([-+])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(offsetText);
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = match ?? [];
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return { ...time, offset: sign === '-' ? -size : size, zone: abbreviation(date, name, timeZone) };
}

function abbreviation(date: Date, name: string, timeZone: string | undefined): string {
  // No one locale knows the abbreviations of all zones.
  for (const locale of ['en-US', 'en-GB', 'en-AU', 'en-IN']) {
    const text = zoneText(date, name, timeZone, 'short', locale);
    if (/^[A-Z]{2,5}$/.test(text)) return text;
  }
  return '';
}

function zoneText(
  date: Date,
  name: string,
  timeZone: string | undefined,
  form: 'longOffset' | 'short',
  locale: string,
): string {
  try {
    const format = new Intl.DateTimeFormat(locale, {
      timeZoneName: form,
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    return format.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  } catch (error) {
    throw new GoCompatError('InvalidTime', `unknown time zone ${name.slice(0, 100)}`, error);
  }
}

/** What calendar and clock show. */
export function civil(time: GoTime): CivilTime {
  const shown = new Date((time.seconds + time.offset) * 1000);
  const year = shown.getUTCFullYear();
  const start = Date.UTC(2000, 0, 1);
  const newYear = new Date(start);
  newYear.setUTCFullYear(year);
  return {
    year,
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    weekday: shown.getUTCDay(),
    yearDay: Math.floor((shown.getTime() - newYear.getTime()) / 86_400_000) + 1,
  };
}
