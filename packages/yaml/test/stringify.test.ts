import * as fc from 'fast-check';
import { isObject, type Json } from '@fluxts/base';
import { describe, expect, test } from 'vitest';
import { parse, parseAll, stringify, stringifyAll } from '@fluxts/yaml';

describe('what is printed', () => {
  test('keys are sorted as Go sorts them, lists are not indented', () => {
    const text = stringify({ b: [{ y: 1, x: [] }, [1, 2]], a10: {}, a2: null, B: true });
    expect(text).toBe('B: true\na2: null\na10: {}\nb:\n- x: []\n  "y": 1\n- - 1\n  - 2\n');
  });

  test.each([
    ['plain', 'plain'],
    ['', '""'],
    ['true', '"true"'],
    ['yes', '"yes"'],
    ['1', '"1"'],
    ['1e3', '"1e3"'],
    ['0x1f', '"0x1f"'],
    ['1_000', '"1_000"'],
    ['2020-01-02', '"2020-01-02"'],
    ['a: b', "'a: b'"],
    ['a #b', "'a #b'"],
    ['- a', "'- a'"],
    ["it's", "it's"],
    ["'", "''''"],
    [' a', "' a'"],
    ['a\tb', '"a\\tb"'],
    ['\u0007', '"\\a"'],
    ['*a', "'*a'"],
    ['{', "'{'"],
    ['a\nb', '|-\n  a\n  b'],
    ['a\nb\n', '|\n  a\n  b\n'.trimEnd()],
    ['a\n\n', '|+\n  a\n'],
  ])('%j', (value, printed) => {
    expect(stringify({ a: value })).toBe(`a: ${printed}\n`);
  });

  test.each<[Json, string]>([
    [1, '1'],
    [1.5, '1.5'],
    [1e21, '1e+21'],
    [-0.000_000_1, '-1e-07'],
    [123_456_789, '123456789'],
    [9_007_199_254_740_993n, '9007199254740993'],
  ])('number %s', (value, printed) => {
    expect(stringify({ a: value })).toBe(`a: ${printed}\n`);
  });

  test('several documents', () => {
    expect(stringifyAll([{ a: 1 }, { b: 2 }])).toBe('a: 1\n---\nb: 2\n');
  });
});

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom('a', ' ', '\n', ':', '#', '-', "'", '"', '\t', '1', '.', 'é', '\\'))
    .map((pieces) => pieces.join('')),
  fc.constantFrom('yes', 'null', '~', '0777', '1.0', '.inf', '<<', '=', '2001-01-01', '1:30'),
);

const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc
      .double({ noDefaultInfinity: true, noNaN: true })
      // Whole numbers beyond 2^53 come back as bigint.
      .filter((value) => !Number.isInteger(value) || Number.isSafeInteger(value))
      .map((value) => value + 0),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .dictionary(
        text.filter((key) => key !== '<<'),
        tie('json'),
        { maxKeys: 4 },
      )
      .map((value) => ({ ...value })),
  ),
}));

describe('properties', () => {
  test('what is printed reads as what it was, in both dialects', () => {
    fc.assert(
      fc.property(json, (value) => {
        const printed = stringify(value);
        expect(parse(printed)).toEqual(value);
        expect(parse(printed, { dialect: 'kyaml' })).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  test('the order of keys changes nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(stringify(reversed(value))).toBe(stringify(value));
      }),
    );
  });

  test('several documents stay several', () => {
    fc.assert(
      fc.property(fc.array(json, { minLength: 1, maxLength: 4 }), (values) => {
        expect(parseAll(stringifyAll(values)).map(({ value }) => value)).toEqual(values);
      }),
    );
  });
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => reversed(item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, item]) => [key, reversed(item)]));
}
