const form =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d{2}:\d{2}))|(?: (\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?))?$/;

/**
 * Reads the forms that Go's YAML takes for a timestamp (a subset of YAML 1.1's) and gives the text that
 * Go's JSON writes for it: RFC 3339 with as much of the second's fraction as there is. `undefined` for
 * everything else, days that do not exist included.
 */
export function parseTimestamp(text: string): string | undefined {
  // The cheap question first: nearly everything with a digit in front is no date.
  if (text.length < 8 || text.charCodeAt(4) !== 0x2d) return undefined;
  const match = form.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const day = Number(match[3]);
  const hour = Number(match[4] ?? match[9] ?? 0);
  const minute = Number(match[5] ?? match[10] ?? 0);
  const second = Number(match[6] ?? match[11] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const fraction = (match[7] ?? match[12] ?? '').slice(0, 9).replace(/0+$/, '');
  const zone = match[8] ?? 'Z';
  if (zone !== 'Z' && (Number(zone.slice(1, 3)) > 24 || Number(zone.slice(4, 6)) > 59)) {
    return undefined;
  }
  const date = `${match[1]}-${pad(month)}-${pad(day)}`;
  const time = `${pad(hour)}:${pad(minute)}:${pad(second)}${fraction === '' ? '' : `.${fraction}`}`;
  return `${date}T${time}${/^[-+]00:00$/.test(zone) ? 'Z' : zone}`;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
