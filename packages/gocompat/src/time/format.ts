import { civil, type CivilTime, type GoTime } from './instant.ts';
import { dayNames, monthNames, splitLayout } from './layout.ts';

/** Writes an instant by a layout in terms of Go's reference time, `Mon Jan 2 15:04:05 MST 2006`. */
export function formatTime(time: GoTime, layout: string): string {
  const parts = civil(time);
  return splitLayout(layout)
    .map(({ text, literal }) => (literal ? text : formatElement(text, parts, time)))
    .join('');
}

function formatElement(element: string, parts: CivilTime, time: GoTime): string {
  switch (element) {
    case 'January':
      return monthNames[parts.month - 1] as string;
    case 'Jan':
      return (monthNames[parts.month - 1] as string).slice(0, 3);
    case '1':
      return String(parts.month);
    case '01':
      return pad(parts.month);
    case 'Monday':
      return dayNames[parts.weekday] as string;
    case 'Mon':
      return (dayNames[parts.weekday] as string).slice(0, 3);
    case '2':
      return String(parts.day);
    case '_2':
      return String(parts.day).padStart(2);
    case '02':
      return pad(parts.day);
    case '__2':
      return String(parts.yearDay).padStart(3);
    case '002':
      return pad(parts.yearDay, 3);
    case '15':
      return pad(parts.hour);
    case '3':
      return String(parts.hour % 12 || 12);
    case '03':
      return pad(parts.hour % 12 || 12);
    case '4':
      return String(parts.minute);
    case '04':
      return pad(parts.minute);
    case '5':
      return String(parts.second);
    case '05':
      return pad(parts.second);
    case '2006':
      return parts.year < 0 ? `-${pad(-parts.year, 4)}` : pad(parts.year, 4);
    case '06':
      return pad(Math.abs(parts.year) % 100);
    case 'PM':
      return parts.hour >= 12 ? 'PM' : 'AM';
    case 'pm':
      return parts.hour >= 12 ? 'pm' : 'am';
    case 'MST':
      return time.zone === '' ? shortOffset(time.offset) : time.zone;
    default:
      return /^[.,]/.test(element) ? fraction(element, time.nanos) : zone(element, time.offset);
  }
}

function fraction(element: string, nanos: number): string {
  const digits = pad(nanos, 9)
    .slice(0, element.length - 1)
    .padEnd(element.length - 1, '0');
  if (element[1] === '0') return element[0] + digits;
  const trimmed = digits.replace(/0+$/, '');
  return trimmed === '' ? '' : element[0] + trimmed;
}

/** An offset by an element such as `-07:00` or `Z0700`; those with Z write `Z` for UTC. */
function zone(element: string, offset: number): string {
  if (element.startsWith('Z') && offset === 0) return 'Z';
  const colon = element.includes(':') ? ':' : '';
  const size = Math.abs(offset);
  const numbers = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const count = (element.replace(/[^0-9]/g, '').length / 2) | 0;
  return (
    (offset < 0 ? '-' : '+') +
    numbers
      .slice(0, count)
      .map((part) => pad(part))
      .join(colon)
  );
}

/** What Go writes for a zone without a name: `+03`, `-0330`. */
function shortOffset(offset: number): string {
  return zone(offset % 3600 === 0 ? '-07' : '-0700', offset);
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, '0');
}
