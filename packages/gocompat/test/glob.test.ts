import { compileGlob } from '@fluxts/gocompat';
import { expect, test } from 'vitest';

test.each([
  ['app.yaml', 'app.yaml', true],
  ['*.yaml', 'app.yaml', true],
  ['*.yaml', 'app.yml', false],
  ['a*b*c', 'a1b2bc', true],
  ['a*b*c', 'a1b2b', false],
  ['?', '😀', true],
  ['[a-c]x', 'bx', true],
  ['[^a-c]x', 'bx', false],
  ['[a-\u{1f600}]', '\u{ff5e}', true],
  [String.raw`\*`, '*', true],
  [String.raw`\*`, 'x', false],
  ['**', '', true],
])('%s and %s', (pattern, name, matches) => {
  expect(compileGlob(pattern)(name)).toBe(matches);
});

test.each(['[', '[a', '[]a]', '[a-]', '[-a]', '\\'])(
  '%s is malformed and matches nothing',
  (pattern) => {
    expect(compileGlob(pattern)(pattern)).toBe(false);
  },
);

test('many stars take no more than pattern times name', () => {
  expect(compileGlob(`${'*a'.repeat(500)}b`)('a'.repeat(5000))).toBe(false);
});
