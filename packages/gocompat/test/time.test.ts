import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dateFromTime,
  formatTime,
  GoCompatError,
  inZone,
  layouts,
  parseTime,
  timeFromDate,
} from '@fluxts/gocompat';

const time = timeFromDate(new Date('2024-03-05T07:08:09.012Z'));

describe('formatting', () => {
  test.each([
    [layouts.RFC3339, '2024-03-05T07:08:09Z'],
    [layouts.RFC3339Nano, '2024-03-05T07:08:09.012Z'],
    [layouts.RFC1123Z, 'Tue, 05 Mar 2024 07:08:09 +0000'],
    [layouts.UnixDate, 'Tue Mar  5 07:08:09 UTC 2024'],
    [layouts.Kitchen, '7:08AM'],
    ['January 2, 2006', 'March 5, 2024'],
    ['06-1-2 3:4:5 pm', '24-3-5 7:8:9 am'],
    ['15.04.05.000000', '07.08.09.012000'],
    ['002 __2', '065  65'],
    ['2006_01_2006', '2024_03_2024'],
    ['Janet Monk', 'Janet Monk'],
  ])('%s', (layout, expected) => {
    expect(formatTime(time, layout)).toBe(expected);
  });

  test('in another zone, with summer time', () => {
    const winter = inZone(time, 'Europe/Berlin');
    expect(formatTime(winter, '15:04 -07:00 MST')).toBe('08:08 +01:00 CET');
    const summer = inZone(timeFromDate(new Date('2024-07-01T00:00:00Z')), 'America/New_York');
    expect(formatTime(summer, `${layouts.RFC3339} MST`)).toBe('2024-06-30T20:00:00-04:00 EDT');
    expect(() => inZone(time, 'Mars/Olympus')).toThrow('unknown time zone Mars/Olympus');
  });
});

describe('parsing', () => {
  test.each([
    [layouts.RFC3339, '2024-03-05T07:08:09+02:00', '2024-03-05T05:08:09.000Z'],
    [layouts.RFC3339, '2024-03-05T07:08:09.5Z', '2024-03-05T07:08:09.500Z'],
    [layouts.RFC1123, 'Tue, 05 Mar 2024 07:08:09 UTC', '2024-03-05T07:08:09.000Z'],
    [layouts.DateOnly, '2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['3:04pm 2 Jan 06', '12:30am 5 mar 24', '2024-03-05T00:30:00.000Z'],
    ['2006-002', '2024-366', '2024-12-31T00:00:00.000Z'],
  ])('%s of %s', (layout, text, iso) => {
    expect(dateFromTime(parseTime(layout, text)).toISOString()).toBe(iso);
  });

  test.each([
    ['2006-01-02', '2023-02-29', 'day out of range'],
    ['2006-01-02', '2023-13-01', 'month out of range'],
    ['2006-01-02', '2023-1-01', 'cannot parse "1-01" as "01"'],
    ['2006-01-02', '2023-01-01x', 'extra text: "x"'],
    ['15:04', '24:00', 'hour out of range'],
  ])('%s of %s fails: %s', (layout, text, message) => {
    expect(() => parseTime(layout, text)).toThrow(message);
  });
});

test('property: RFC 3339 reads back', () => {
  const instant = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, (date) => {
      const text = formatTime(timeFromDate(date), layouts.RFC3339Nano);
      expect(dateFromTime(parseTime(layouts.RFC3339Nano, text))).toEqual(date);
    }),
  );
});

test('property: any text and layout is read or refused', () => {
  const unit = fc.constantFrom(
    '1',
    '2',
    '0',
    '06',
    '2006',
    'Jan',
    ':',
    '-',
    ' ',
    '.9',
    'MST',
    'Z07:00',
  );
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 12 }),
      fc.string({ unit, maxLength: 12 }),
      (layout, text) => {
        try {
          expect(Number.isFinite(parseTime(layout, text).seconds)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(GoCompatError);
        }
      },
    ),
  );
});
