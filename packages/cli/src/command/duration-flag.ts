import type { Flag, FlagDetails } from './flag.ts';

/** A length of time, kept as typed beside its milliseconds, since manifests are written with the text. */
export interface DurationValue {
  readonly text: string;
  readonly milliseconds: number;
}

/** A flag that takes a length of time as Go writes it: `30s`, `1h30m`, `1.5m`. */
export function duration(
  value: string,
  usage: string,
  details: FlagDetails = {},
): Flag<DurationValue> {
  return {
    ...details,
    type: 'duration',
    usage,
    default: read(value),
    ...(/^0s?$/.test(value) ? {} : { shownDefault: value }),
    parse: read,
  };
}

const units: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

function read(text: string): DurationValue {
  const invalid = (): Error => new Error(`time: invalid duration "${text}"`);
  if (text.length > 64) throw invalid();
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const body = text.slice(sign.length);
  if (body === '0') return { text: '0s', milliseconds: 0 };
  let milliseconds = 0;
  let rest = body;
  while (rest !== '') {
    const part = /^([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|ms|s|m|h)/.exec(rest);
    if (part === null) throw invalid();
    milliseconds += Number(part[1]) * (units[part[2] as string] as number);
    rest = rest.slice(part[0].length);
  }
  if (body === '') throw invalid();
  milliseconds *= sign === '-' ? -1 : 1;
  return { text: formatDuration(milliseconds), milliseconds };
}

/** Writes milliseconds as Go writes a duration: `1m0s`, `1h0m0s`, `500ms`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  const sign = milliseconds < 0 ? '-' : '';
  const total = Math.abs(milliseconds);
  if (total < 1000) return `${sign}${trimNumber(total)}ms`;
  const hours = Math.floor(total / 3_600_000);
  const minutes = Math.floor((total % 3_600_000) / 60_000);
  const seconds = trimNumber((total % 60_000) / 1000);
  const head = hours > 0 ? `${hours}h${minutes}m` : minutes > 0 ? `${minutes}m` : '';
  return `${sign}${head}${seconds}s`;
}

function trimNumber(value: number): string {
  return String(Number(value.toFixed(9)));
}
