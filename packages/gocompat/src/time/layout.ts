/** Go's layouts for the usual forms. */
export const layouts: {
  readonly RFC3339: string;
  readonly RFC3339Nano: string;
  readonly RFC1123: string;
  readonly RFC1123Z: string;
  readonly RFC822: string;
  readonly RFC850: string;
  readonly ANSIC: string;
  readonly UnixDate: string;
  readonly Kitchen: string;
  readonly DateTime: string;
  readonly DateOnly: string;
  readonly TimeOnly: string;
} = Object.freeze({
  RFC3339: '2006-01-02T15:04:05Z07:00',
  RFC3339Nano: '2006-01-02T15:04:05.999999999Z07:00',
  RFC1123: 'Mon, 02 Jan 2006 15:04:05 MST',
  RFC1123Z: 'Mon, 02 Jan 2006 15:04:05 -0700',
  RFC822: '02 Jan 06 15:04 MST',
  RFC850: 'Monday, 02-Jan-06 15:04:05 MST',
  ANSIC: 'Mon Jan _2 15:04:05 2006',
  UnixDate: 'Mon Jan _2 15:04:05 MST 2006',
  Kitchen: '3:04PM',
  DateTime: '2006-01-02 15:04:05',
  DateOnly: '2006-01-02',
  TimeOnly: '15:04:05',
});

/** A piece of a layout: something of the reference time (Mon Jan 2 15:04:05 MST 2006), or text. */
export interface LayoutPart {
  readonly text: string;
  readonly literal: boolean;
}

const element =
  /January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST|002|0[1-6]|15|1|2006|2|__2|_2(?!006)|3|4|5|PM|pm|-07:00:00|-070000|-07:00|-0700|-07|Z07:00:00|Z070000|Z07:00|Z0700|Z07|[.,](?:0+|9+)(?![0-9])/g;

/** Splits a layout as Go does. */
export function splitLayout(layout: string): LayoutPart[] {
  const parts: LayoutPart[] = [];
  let from = 0;
  for (const match of layout.matchAll(element)) {
    if (match.index > from) parts.push({ text: layout.slice(from, match.index), literal: true });
    parts.push({ text: match[0], literal: false });
    from = match.index + match[0].length;
  }
  if (from < layout.length) parts.push({ text: layout.slice(from), literal: true });
  return parts;
}

/** English names, as Go has them whatever the locale. */
export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** From Sunday. */
export const dayNames: readonly string[] = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
];
