import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EnvsubstError, isVariableName, substitute } from '@fluxts/gocompat';

const run = (text: string, variables: Record<string, string> = {}, strict = false): string =>
  substitute(text, (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined), {
    strict,
  });

describe('expressions', () => {
  test.each([
    ['${a}', 'x', 'x'],
    ['${#a}', 'héllo', '6'],
    ['${a^}', 'ab', 'Ab'],
    ['${a^^}', 'ab', 'AB'],
    ['${a,}', 'AB', 'aB'],
    ['${a,,}', 'AB', 'ab'],
    ['${a:2}', 'abcdef', 'cdef'],
    ['${a:1:2}', 'abcdef', 'bc'],
    ['${a:-2}', '', '2'],
    ['${a: -2}', 'abcdef', 'abcdef'],
    ['${a:9}', 'abc', ''],
    ['${a:1:99}', 'abc', 'bc'],
    ['${a=b}', '', 'b'],
    ['${a:=b}', 'x', 'x'],
    ['${a:+b}', 'x', 'x'],
    ['${a/b/c}', 'abab', 'acab'],
    ['${a//b/c}', 'abab', 'acac'],
    ['${a//b/}', 'abab', 'aa'],
    ['${a/#ab/c}', 'abab', 'cab'],
    ['${a/%ab/c}', 'abab', 'abc'],
    ['${a/\\//-}', 'foo/bar', 'foo-bar'],
    ['${a#*.}', 'a.b.c', 'b.c'],
    ['${a##*.}', 'a.b.c', 'c'],
    ['${a%.*}', 'a.b.c', 'a.b'],
    ['${a%%.*}', 'a.b.c', 'a'],
    ['${a#[ab]?}', 'axb', 'b'],
    ['${a#[}', 'abc', 'abc'],
  ])('%s of %j is %j', (text, value, expected) => {
    expect(run(text, { a: value })).toBe(expected);
  });

  test('defaults nest', () => {
    expect(run('x: ${a:=pre-${b:=${c}}-post}', { c: '1' })).toBe('x: pre-1-post');
  });

  test('only braces make an expression, and a doubled dollar is a dollar', () => {
    expect(run('$a $(b) $$c $${d} $$$${e} 5$', { e: 'no' })).toBe('$a $(b) $c ${d} $${e} 5$');
  });
});

describe('strict', () => {
  test('names the variable and its place', () => {
    const error = catchError(() => run('a: 1\n  b: ${missing}', {}, true));
    expect(error).toMatchObject({
      message: 'variable not set (strict mode): "missing"',
      code: 'VariableNotSet',
      variable: 'missing',
      line: 2,
      column: 6,
    });
  });

  test.each(['${#m}', '${m^^}', '${m:1}', '${m/a/b}', '${m%x}', '${a:=${m}}'])(
    '%s needs the variable',
    (text) => {
      expect(() => run(text, {}, true)).toThrow('variable not set (strict mode): "m"');
    },
  );

  test.each(['${m:-x}', '${m:=x}', '${m=x}'])('%s provides for it', (text) => {
    expect(run(text, {}, true)).toBe('x');
  });
});

test.each([
  ['${', 'unable to parse variable name'],
  ['${}', 'unable to parse variable name'],
  ['${a', 'missing closing brace'],
  ['${a-b}', 'missing closing brace'],
  ['${a:}', 'unable to parse substitution within function'],
  ['${a:=b', 'unable to parse substitution within function'],
  ['${a/b}', 'bad substitution'],
  ['${#a!}', 'bad substitution'],
])('%s is refused: %s', (text, message) => {
  expect(() => run(text)).toThrow(message);
});

test('variable names', () => {
  expect(['a', '_1', 'A_b'].every(isVariableName)).toBe(true);
  expect(['', '1a', 'a-b', 'ä', 'a\n'].some(isVariableName)).toBe(false);
});

test('globs take linear time', () => {
  const value = 'a'.repeat(100_000);
  expect(run(`\${v##${'*a'.repeat(20)}b}`, { v: value })).toBe(value);
});

test('property: text without dollars is left alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const plain = text.replaceAll('$', '');
      expect(run(plain)).toBe(plain);
    }),
  );
});

test('property: doubling the dollars protects any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('$', '{', '}', 'a', '/', ':', '\n') }),
      (text) => {
        expect(run(text.replaceAll('$', '$$$$'), { a: 'no' }, true)).toBe(text);
      },
    ),
  );
});

test('property: any text is substituted or refused', () => {
  const unit = fc.constantFrom(
    '$',
    '{',
    '}',
    'a',
    '/',
    ':',
    '#',
    '%',
    '=',
    '-',
    '\\',
    '*',
    '[',
    '1',
  );
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), (text) => {
      try {
        expect(typeof run(text, { a: 'aba' })).toBe('string');
      } catch (error) {
        expect(error).toBeInstanceOf(EnvsubstError);
      }
    }),
    { numRuns: 2000 },
  );
});

function catchError(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
