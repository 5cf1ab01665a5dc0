import { isIP } from 'node:net';

/**
 * The string formats that the API server checks. Each is linear in its input; a format that is not
 * named here is accepted whatever the value, as Kubernetes does.
 */
const checks: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['bsonobjectid', matches(/^[0-9a-fA-F]{24}$/)],
  ['byte', isBase64],
  ['cidr', isCidr],
  ['creditcard', matches(/^(?:\d[ -]?){12,18}\d$/)],
  ['date', isDate],
  ['date-time', isDateTime],
  ['datetime', isDateTime],
  ['duration', isDuration],
  ['email', matches(/^[^\s@<>]{1,64}@[^\s@<>]{1,255}$/)],
  ['hexcolor', matches(/^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/)],
  ['hostname', isHostname],
  ['ipv4', (value: string): boolean => isIP(value) === 4],
  ['ipv6', (value: string): boolean => isIP(value) === 6],
  ['isbn', (value: string): boolean => isIsbn10(value) || isIsbn13(value)],
  ['isbn10', isIsbn10],
  ['isbn13', isIsbn13],
  ['k8s-long-name', isLongName],
  ['k8s-short-name', matches(/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/)],
  ['mac', matches(/^[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2}){4})$/)],
  ['rgbcolor', matches(/^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/)],
  ['ssn', matches(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/)],
  ['uri', isUri],
  ['uuid', matches(/^[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$/)],
  [
    'uuid3',
    matches(/^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?3[0-9a-fA-F]{3}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$/),
  ],
  [
    'uuid4',
    matches(
      /^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?4[0-9a-fA-F]{3}-?[89abAB][0-9a-fA-F]{3}-?[0-9a-fA-F]{12}$/,
    ),
  ],
  [
    'uuid5',
    matches(
      /^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?5[0-9a-fA-F]{3}-?[89abAB][0-9a-fA-F]{3}-?[0-9a-fA-F]{12}$/,
    ),
  ],
]);

/** Says whether a string is of a named format; true for formats that nobody checks. */
export function hasFormat(format: string, value: string): boolean {
  return checks.get(format)?.(value) ?? true;
}

function matches(expression: RegExp): (value: string) => boolean {
  return (value) => expression.test(value);
}

function isBase64(value: string): boolean {
  const text = value.replace(/[\r\n]/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

function isCidr(value: string): boolean {
  const slash = value.indexOf('/');
  if (slash < 0) return false;
  const family = isIP(value.slice(0, slash));
  const prefix = value.slice(slash + 1);
  return family !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128);
}

function isDate(value: string): boolean {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (found === null) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function isDateTime(value: string): boolean {
  const found =
    /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:[Zz]|[+-]\d{2}:?\d{2})$/.exec(
      value,
    );
  if (found === null) return false;
  const [, date, hour, minute, second] = found;
  return isDate(date ?? '') && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61;
}

/** Go durations, and the words that the OpenAPI library adds to them (`3 days`). */
function isDuration(value: string): boolean {
  if (/^[+-]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(value)) return true;
  return /^(?:\d+\s*(?:ns|nanos?|us|µs|micros?|microseconds?|ms|millis?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\s*)+$/.test(
    value,
  );
}

function isHostname(value: string): boolean {
  if (value.length > 255) return false;
  return value
    .replace(/\.$/, '')
    .split('.')
    .every((label) => /^[a-zA-Z0-9_](?:[-a-zA-Z0-9_]{0,61}[a-zA-Z0-9_])?$/.test(label));
}

function isLongName(value: string): boolean {
  if (value.length > 253) return false;
  return value.split('.').every((label) => /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(label));
}

function isUri(value: string): boolean {
  // Go's ParseRequestURI: an absolute URI or an absolute path.
  if (value.startsWith('/')) return !/\s/.test(value);
  return /^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s]*$/.test(value);
}

function isIsbn10(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  if (!/^\d{9}[\dX]$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < 10; at++) sum += (digits[at] === 'X' ? 10 : Number(digits[at])) * (10 - at);
  return sum % 11 === 0;
}

function isIsbn13(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  if (!/^\d{13}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < 13; at++) sum += Number(digits[at]) * (at % 2 === 0 ? 1 : 3);
  return sum % 10 === 0;
}
