import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { locate, parse, parseJson, stringify, stringifyJson, YamlError } from '@fluxts/yaml';

describe('JSON', () => {
  test('integers beyond 2^53 stay whole', () => {
    const text = '{"a":9007199254740993,"b":[1.5,-9223372036854775807],"c":"9007199254740993"}';
    const value = parseJson(text);
    expect(value).toEqual({
      a: 9_007_199_254_740_993n,
      b: [1.5, -9_223_372_036_854_775_807n],
      c: '9007199254740993',
    });
    expect(stringifyJson(value)).toBe(text);
  });

  test.each(['', '{', '[1,]', '{"a":1,}', "{'a':1}", '01', '1 2', '"\n"', 'nul', '\u0000'])(
    '%j is refused',
    (text) => {
      expect(() => parseJson(text)).toThrow(YamlError);
    },
  );

  test('agrees with JSON.parse and JSON.stringify', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(stringifyJson(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test('fails where JSON.parse fails', () => {
    const piece = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', 'a', '1', '-', '.', 'e', ' ');
    const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        expect(fails(() => parseJson(text))).toBe(fails(() => JSON.parse(text) as unknown));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('locate', () => {
  const text = [
    'kind: A',
    '---',
    'kind: B',
    'spec:',
    '  list:',
    '  - name: x',
    '    value: 1',
    '  - {name: y, value: 2}',
  ].join('\n');

  test.each<[(string | number)[], number, number]>([
    [['kind'], 3, 1],
    [['spec', 'list'], 5, 3],
    [['spec', 'list', 0, 'value'], 7, 5],
    [['spec', 'list', 1, 'value'], 8, 15],
  ])('%j', (path, line, column) => {
    expect(locate(text, 1, path)).toEqual({ line, column, steps: path.length });
  });

  test('a path that goes on gives the deepest part that is there', () => {
    expect(locate(text, 1, ['spec', 'none', 'x'])).toMatchObject({ line: 4, steps: 1 });
    expect(locate(text, 7, ['spec'])).toBeUndefined();
  });
});

test('the example of the README holds', () => {
  const value = parse('port: 0600\nnames: [b, a]\nbig: 9007199254740993\n');
  expect(value).toEqual({ port: 384, names: ['b', 'a'], big: 9_007_199_254_740_993n });
  expect(stringify(value)).toBe('big: 9007199254740993\nnames:\n- b\n- a\nport: 384\n');
});

function fails(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}
