import { GoCompatError } from '../error.ts';
import type { GoTime } from './instant.ts';
import { dayNames, type LayoutPart, monthNames, splitLayout } from './layout.ts';

interface Fields {
  year: number;
  month: number;
  day: number;
  yearDay: number;
  hour: number;
  minute: number;
  second: number;
  nanos: number;
  afternoon: boolean | undefined;
  offset: number;
  zone: string;
}

/**
 * Reads an instant by a layout, as Go's `time.Parse` does: what the layout leaves out is zero (the year
 * 0, January, the first), and UTC where it has no zone. A fraction of the second is taken even where the
 * layout has none.
 * @throws GoCompatError `InvalidTime` (`parsing time "…" as "…": cannot parse …`)
 */
export function parseTime(layout: string, text: string): GoTime {
  const parser = new TimeParser(layout, text);
  return parser.parse();
}

class TimeParser {
  readonly #layout: string;
  readonly #text: string;
  #rest: string;
  readonly #fields: Fields = {
    year: 0,
    month: -1,
    day: -1,
    yearDay: -1,
    hour: 0,
    minute: 0,
    second: 0,
    nanos: 0,
    afternoon: undefined,
    offset: 0,
    zone: 'UTC',
  };

  constructor(layout: string, text: string) {
    this.#layout = layout;
    this.#text = text;
    this.#rest = text;
  }

  parse(): GoTime {
    const parts = splitLayout(this.#layout);
    for (const [at, part] of parts.entries()) {
      if (part.literal) this.#literal(part.text);
      else this.#element(part.text, parts[at + 1]);
    }
    if (this.#rest !== '') this.#fail(`: extra text: ${JSON.stringify(this.#rest)}`);
    return this.#finish();
  }

  #literal(literal: string): void {
    // Spaces stand for any number of spaces.
    const words = literal.split(/ +/);
    for (const [at, word] of words.entries()) {
      if (at > 0) this.#rest = this.#rest.replace(/^ +/, '');
      if (!this.#rest.startsWith(word)) this.#mismatch(literal);
      this.#rest = this.#rest.slice(word.length);
    }
  }

  #element(element: string, next: LayoutPart | undefined): void {
    const fields = this.#fields;
    switch (element) {
      case '2006':
        fields.year = this.#number(element, /^\d{4}/);
        return;
      case '06': {
        const year = this.#number(element, /^\d{2}/);
        fields.year = year >= 69 ? 1900 + year : 2000 + year;
        return;
      }
      case 'January':
        fields.month = this.#name(element, monthNames) + 1;
        return;
      case 'Jan':
        fields.month =
          this.#name(
            element,
            monthNames.map((name) => name.slice(0, 3)),
          ) + 1;
        return;
      case '1':
      case '01':
        fields.month = this.#ranged(element, 1, 12, 'month');
        return;
      case 'Monday':
        this.#name(element, dayNames);
        return;
      case 'Mon':
        this.#name(
          element,
          dayNames.map((name) => name.slice(0, 3)),
        );
        return;
      case '2':
      case '_2':
      case '02':
        if (element === '_2' && this.#rest.startsWith(' ')) this.#rest = this.#rest.slice(1);
        fields.day = this.#number(element, element === '02' ? /^\d{2}/ : /^\d{1,2}/);
        return;
      case '__2':
      case '002':
        this.#rest = element === '__2' ? this.#rest.replace(/^ {1,2}/, '') : this.#rest;
        fields.yearDay = this.#number(element, element === '002' ? /^\d{3}/ : /^\d{1,3}/);
        return;
      case '15':
        fields.hour = this.#ranged(element, 0, 23, 'hour');
        return;
      case '3':
      case '03':
        fields.hour = this.#ranged(element, 0, 12, 'hour');
        return;
      case '4':
      case '04':
        fields.minute = this.#ranged(element, 0, 59, 'minute');
        return;
      case '5':
      case '05':
        fields.second = this.#ranged(element, 0, 59, 'second');
        if (next === undefined || next.literal || !/^[.,]/.test(next.text))
          this.#fraction(/^[.,]\d+/);
        return;
      case 'PM':
      case 'pm':
        fields.afternoon =
          this.#name(element, element === 'PM' ? ['AM', 'PM'] : ['am', 'pm']) === 1;
        return;
      case 'MST':
        this.#zoneName();
        return;
      default:
        if (/^[.,]/.test(element)) {
          if (element[1] === '9') this.#fraction(/^[.,]\d+/);
          else this.#exactFraction(element);
        } else {
          this.#offset(element);
        }
    }
  }

  #number(element: string, form: RegExp): number {
    const match = form.exec(this.#rest);
    if (match === null) return this.#mismatch(element);
    this.#rest = this.#rest.slice(match[0].length);
    return Number(match[0]);
  }

  #ranged(element: string, low: number, high: number, what: string): number {
    const value = this.#number(
      element,
      element.length === 2 && element !== '15' ? /^\d{2}/ : /^\d{1,2}/,
    );
    if (value < low || value > high) this.#fail(`: ${what} out of range`);
    return value;
  }

  #name(element: string, names: readonly string[]): number {
    const lower = this.#rest.toLowerCase();
    const index = names.findIndex((name) => lower.startsWith(name.toLowerCase()));
    if (index < 0) return this.#mismatch(element);
    this.#rest = this.#rest.slice((names[index] as string).length);
    return index;
  }

  #fraction(form: RegExp): void {
    const match = form.exec(this.#rest);
    if (match === null) return;
    this.#rest = this.#rest.slice(match[0].length);
    this.#fields.nanos = Number(match[0].slice(1, 10).padEnd(9, '0'));
  }

  #exactFraction(element: string): void {
    const match = /^[.,](\d+)/.exec(this.#rest.slice(0, element.length));
    if (match === null || match[0].length !== element.length) this.#mismatch(element);
    this.#fraction(new RegExp(`^[.,]\\d{${element.length - 1}}`));
  }

  #offset(element: string): void {
    if (element.startsWith('Z') && this.#rest.startsWith('Z')) {
      this.#rest = this.#rest.slice(1);
      this.#fields.zone = 'UTC';
      return;
    }
    const colon = element.includes(':') ? ':' : '';
    const count = (element.replace(/[^0-9]/g, '').length / 2) | 0;
    const form = new RegExp(
      `^([-+])${Array.from({ length: count }, () => '(\\d{2})').join(colon)}`,
    );
    const match = form.exec(this.#rest);
    if (match === null) return this.#mismatch(element);
    this.#rest = this.#rest.slice(match[0].length);
    const [, sign, hours, minutes = '0', seconds = '0'] = match;
    if (Number(hours) > 24 || Number(minutes) > 59 || Number(seconds) > 59) {
      this.#fail(': time zone offset out of range');
    }
    const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    this.#fields.offset = sign === '-' ? -size : size;
    this.#fields.zone = size === 0 ? 'UTC' : '';
  }

  #zoneName(): void {
    const match = /^(?:UTC|GMT[-+]\d{1,2}|[A-Z]{3,5}|[-+]\d{2})/.exec(this.#rest);
    if (match === null) return this.#mismatch('MST');
    this.#rest = this.#rest.slice(match[0].length);
    this.#fields.zone = match[0];
    const hours = /[-+]\d+$/.exec(match[0]);
    if (hours !== null) this.#fields.offset = Number(hours[0]) * 3600;
  }

  #finish(): GoTime {
    const fields = this.#fields;
    if (fields.afternoon === true && fields.hour < 12) fields.hour += 12;
    else if (fields.afternoon === false && fields.hour === 12) fields.hour = 0;
    const date = new Date(0);
    if (fields.yearDay >= 0) {
      const days = isLeap(fields.year) ? 366 : 365;
      if (fields.yearDay < 1 || fields.yearDay > days) this.#fail(': day-of-year out of range');
      date.setUTCFullYear(fields.year, 0, fields.yearDay);
    } else {
      const month = fields.month < 0 ? 1 : fields.month;
      const day = fields.day < 0 ? 1 : fields.day;
      date.setUTCFullYear(fields.year, month - 1, day);
      if (day < 1 || date.getUTCMonth() !== month - 1) this.#fail(': day out of range');
    }
    date.setUTCHours(fields.hour, fields.minute, fields.second);
    return {
      seconds: date.getTime() / 1000 - fields.offset,
      nanos: fields.nanos,
      offset: fields.offset,
      zone: fields.zone,
    };
  }

  #mismatch(element: string): never {
    const [rest, wanted] = [this.#rest, element].map((part) => JSON.stringify(part.slice(0, 100)));
    throw new GoCompatError(
      'InvalidTime',
      `${this.#what()} as ${JSON.stringify(this.#layout)}: cannot parse ${rest} as ${wanted}`,
    );
  }

  #fail(reason: string): never {
    throw new GoCompatError('InvalidTime', `${this.#what()}${reason}`);
  }

  #what(): string {
    return `parsing time ${JSON.stringify(this.#text.slice(0, 100))}`;
  }
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
