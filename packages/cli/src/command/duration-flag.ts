import { formatDuration, parseDuration } from '@fluxts/gocompat';
import type { Flag, FlagDetails } from './flag.ts';

/** A length of time: the text that manifests are written with, as Go writes it, and its milliseconds. */
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
    ...(value === '0s' ? {} : { shownDefault: value }),
    parse: read,
  };
}

function read(text: string): DurationValue {
  const nanoseconds = parseDuration(text);
  return { text: formatDuration(nanoseconds), milliseconds: Number(nanoseconds) / 1e6 };
}
