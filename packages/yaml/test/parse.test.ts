import * as fc from 'fast-check';
import { defaultLimits, type Json } from '@fluxts/base';
import { describe, expect, test } from 'vitest';
import { parse, parseAll, stringify, YamlError } from '@fluxts/yaml';

function failure(work: () => unknown): YamlError {
  try {
    work();
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('plain scalars', () => {
  test.each<[string, Json, Json]>([
    // text, as sigs.k8s.io/yaml reads it, as kustomize reads it
    ['1', 1, 1],
    ['0123', 83, 83],
    ['0o17', 15, 15],
    ['0x1F', 31, 31],
    ['0b101', 5, 5],
    ['1_000', 1000, 1000],
    ['1e3', 1000, 1000],
    ['-1.50', -1.5, -1.5],
    ['9007199254740993', 9_007_199_254_740_993n, 9_007_199_254_740_993n],
    ['yes', true, 'yes'],
    ['off', false, 'off'],
    ['true', true, true],
    ['y', true, 'y'],
    ['~', null, null],
    ['null', null, null],
    ['2020-01-02', '2020-01-02', '2020-01-02T00:00:00Z'],
    ['1.2.3', '1.2.3', '1.2.3'],
    ['100m', '100m', '100m'],
    ['"1"', '1', '1'],
    ['!!str 1', '1', '1'],
  ])('%s', (text, sigs, kyaml) => {
    expect(parse(`a: ${text}`)).toEqual({ a: sigs });
    expect(parse(`a: ${text}`, { dialect: 'kyaml' })).toEqual({ a: kyaml });
  });

  test('what JSON cannot say is refused', () => {
    expect(failure(() => parse('a: .inf')).code).toBe('UnsupportedValue');
    expect(failure(() => parse('a: .nan')).code).toBe('UnsupportedValue');
  });
});

describe('structure', () => {
  test('block scalars keep, clip and strip', () => {
    const text = 'a: |\n  x\n   y\nb: |-\n  x\nc: |+\n  x\n\nd: >\n  x\n  y\n\n  z\n';
    expect(parse(text)).toEqual({ a: 'x\n y\n', b: 'x', c: 'x\n\n', d: 'x y\nz\n' });
  });

  test('merge keys: what is written wins, then the earlier source', () => {
    const text = 'x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 0\n';
    expect(parse(text)).toMatchObject({ z: { a: 0, b: 1, c: 2 } });
  });

  test('an anchor stands for a copy', () => {
    const value = parse('a: &a {b: [1]}\nc: *a\n') as { a: Json; c: Json };
    expect(value.c).toEqual(value.a);
    expect(value.c).not.toBe(value.a);
  });

  test('documents know where they begin', () => {
    const documents = parseAll('# top\na: 1\n---\n---\n\nb: 2\n...\n---\nc: 3\n');
    expect(documents.map(({ value, index, line }) => [value, index, line])).toEqual([
      [{ a: 1 }, 0, 2],
      [null, 1, 4],
      [{ b: 2 }, 2, 6],
      [{ c: 3 }, 3, 9],
    ]);
  });

  test('keys that name parts of the prototype are ordinary keys', () => {
    const value = parse('__proto__: {polluted: 1}\nconstructor: 2\n') as Record<string, Json>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('texts can be kept as they are written', () => {
    const text = 'metadata:\n  annotations: {a: 1.10, b: true, c: "x"}\nspec: {a: 1.10}\n';
    expect(parse(text, { textIn: [['metadata', 'annotations']] })).toEqual({
      metadata: { annotations: { a: '1.10', b: 'true', c: 'x' } },
      spec: { a: 1.1 },
    });
  });
});

describe('errors', () => {
  test.each([
    ['a: b: c\n', 'yaml: mapping values are not allowed in this context', 1],
    ['a:\n  - b\n c: d\n', 'yaml: line 2: did not find expected key', undefined],
    ['a: [1, 2\n', "yaml: line 1: did not find expected ',' or ']'", undefined],
    ['\ta: 1\n', 'yaml: found character that cannot start any token', 1],
    ['a: *b\n', "yaml: unknown anchor 'b' referenced", 1],
    ['a: 1\na: 2\n', 'yaml: line 2: mapping key "a" already defined', 2],
    ['a: "x\n', 'yaml: line 2: found unexpected end of stream', undefined],
  ])('%j', (text, reason, line) => {
    const error = failure(() => parse(text, { file: 'f.yaml' }));
    expect(error.reason).toBe(reason);
    expect(error.place?.file).toBe('f.yaml');
    if (line !== undefined) expect(error.place?.line).toBe(line);
    expect(error.retry).toBe('on-change');
  });

  test('bytes that are not UTF-8', () => {
    expect(failure(() => parse(new Uint8Array([0x61, 0xff]))).code).toBe('Syntax');
  });
});

describe('hostile texts', () => {
  test('aliases of aliases', () => {
    let text = 'a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n';
    for (let level = 1; level < 10; level++) {
      const before = `*a${level - 1}`;
      text += `a${level}: &a${level} [${Array.from({ length: 10 }, () => before).join(',')}]\n`;
    }
    expect(failure(() => parse(text)).code).toBe('ExcessiveAliasing');
  });

  test('an anchor within itself', () => {
    expect(failure(() => parse('a: &a [*a]\n')).code).toBe('RecursiveAnchor');
  });

  test('deep nesting and size', () => {
    expect(failure(() => parse('['.repeat(100_000))).code).toBe('TooDeep');
    expect(failure(() => parse('- '.repeat(100_000))).code).toBe('TooDeep');
    const limits = { ...defaultLimits, bytes: 10 };
    expect(failure(() => parse('a: 123456789', { limits })).code).toBe('TooLarge');
  });

  test('any text is a value or a YamlError', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '- ',
      '\n',
      '  ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '|',
      '>',
      '#',
      '---',
      '...',
      '!!str ',
      '<<',
      '? ',
      '%',
      '\t',
      '\u0085',
      '\u{1F600}',
      '0x',
      '1e',
      '\\',
    );
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (source) => {
        try {
          for (const { value } of parseAll(source)) stringify(value);
        } catch (error) {
          if (!(error instanceof YamlError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
