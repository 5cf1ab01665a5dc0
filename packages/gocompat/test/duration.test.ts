import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatDuration,
  formatDurationMs,
  GoCompatError,
  parseDuration,
  parseDurationMs,
} from '@fluxts/gocompat';

test.each([
  ['1h', '1h0m0s'],
  ['90m', '1h30m0s'],
  ['1h30m', '1h30m0s'],
  ['1.5s', '1.5s'],
  ['-1.5h', '-1h30m0s'],
  ['100ms', '100ms'],
  ['1us', '1µs'],
  ['1µs', '1µs'],
  ['1500ns', '1.5µs'],
  ['0', '0s'],
  ['.5m', '30s'],
  ['1.m', '1m0s'],
  ['+5s', '5s'],
  ['2562047h47m16.854775807s', '2562047h47m16.854775807s'],
])('%s is written %s', (text, canonical) => {
  expect(formatDuration(parseDuration(text))).toBe(canonical);
});

test.each([
  ['', 'invalid duration ""'],
  ['1', 'missing unit in duration "1"'],
  ['1x', 'unknown unit "x" in duration "1x"'],
  ['s', 'invalid duration "s"'],
  ['1h-2m', 'unknown unit "h-" in duration'],
  ['9999999999h', 'invalid duration'],
  ['1 h', 'unknown unit " h" in duration'],
])('%j is refused', (text, message) => {
  expect(() => parseDuration(text)).toThrow(message);
});

test('milliseconds', () => {
  expect(parseDurationMs('1m30s')).toBe(90_000);
  expect(formatDurationMs(1500)).toBe('1.5s');
});

test('property: what is written reads back', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (nanoseconds) => {
      expect(parseDuration(formatDuration(nanoseconds))).toBe(nanoseconds);
    }),
  );
});

test('property: any text is read or refused', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('1', '.', 'h', 'm', 's', '-', 'µ', ' ') }),
      (text) => {
        try {
          expect(typeof parseDuration(text)).toBe('bigint');
        } catch (error) {
          expect(error).toBeInstanceOf(GoCompatError);
        }
      },
    ),
  );
});
