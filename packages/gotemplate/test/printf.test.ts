import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GoValue, int64, sprintf } from '../src/index.ts';

describe('printf', () => {
  it.each<[string, GoValue[], string]>([
    ['%5d|%-5d|%05d|%+d|% d', [1n, 2n, 3n, 4n, 5n], '    1|2    |00003|+4| 5'],
    [
      '%x %X %#x %o %#o %O %b %c %q %U',
      [255n, 255n, 255n, 8n, 8n, 8n, 5n, 97n, 97n, 97n],
      "ff FF 0xff 10 010 0o10 101 a 'a' U+0061",
    ],
    [
      '%v %g %e %f %.2f %8.3f',
      [1e6, 1e21, 1.5, 1.5, 2.345, 1.5],
      '1e+06 1e+21 1.500000e+00 1.500000 2.35    1.500',
    ],
    [
      '%s %q %x %10s|%-10s|%.2s',
      ['a', 'b"', 'hi', 'r', 'l', 'cut'],
      'a "b\\"" 6869          r|l         |cu',
    ],
    [
      '%v %+v %#v %T',
      [['a', 1], { b: 1 }, ['a', 1], { a: 1 }],
      '[a 1] map[b:1] []interface {}{"a", 1} map[string]interface {}',
    ],
    ['%d %s %t %', ['x', 1n, 'y'], '%!d(string=x) %!s(int=1) %!t(string=y) %!(NOVERB)'],
    ['%[2]s %[1]s', ['a', 'b'], 'b a'],
    ['%*d|%.*f', [4n, 7n, 1n, 2.25], '   7|2.2'],
    ['%s', [], '%!s(MISSING)'],
    ['x', [1n], 'x%!(EXTRA int=1)'],
    ['%v %s', [null, undefined], '<nil> %!s(<nil>)'],
    ['%.0f %.0f %.1f', [0.5, 2.5, 0.25], '0 2 0.2'],
    ['%T %v', [int64(7), int64(7)], 'int64 7'],
  ])('%j', (format, args, wanted) => {
    expect(sprintf(format, args)).toBe(wanted);
  });

  it('prints floats that read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(sprintf('%v', [value]))).toBe(value);
        expect(Number(sprintf('%.17e', [value]))).toBe(value);
      }),
    );
  });

  it('takes any format and any arguments', () => {
    const argument = fc.oneof(
      fc.string(),
      fc.double(),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 3 }),
    );
    const verb = fc.stringMatching(/^%[-+# 0]{0,3}\d{0,2}(\.\d{0,2})?[a-zA-Z%*[]$/);
    fc.assert(
      fc.property(
        fc.array(verb, { maxLength: 4 }),
        fc.array(argument, { maxLength: 4 }),
        (v, a) => {
          expect(typeof sprintf(v.join('|'), a)).toBe('string');
        },
      ),
    );
  });
});
