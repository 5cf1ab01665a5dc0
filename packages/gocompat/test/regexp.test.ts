import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { GoCompatError, GoRegExp, quoteMeta } from '@fluxts/gocompat';

test('matches in part and as a whole', () => {
  const expression = new GoRegExp('a|ab');
  expect(expression.test('xaby')).toBe(true);
  expect(expression.testWhole('ab')).toBe(true);
  expect(expression.testWhole('abc')).toBe(false);
});

test('groups', () => {
  const expression = new GoRegExp('(?P<key>\\w+)=(\\d+)?');
  expect(expression.groupNames).toEqual(['', 'key', '']);
  expect(expression.exec('- a=')).toEqual({ index: 2, groups: ['a=', 'a', undefined] });
  expect(expression.exec('-')).toBeUndefined();
  expect(expression.matchAll('a=1 b=2', 1)).toHaveLength(1);
});

test('replaces as Go does', () => {
  const expression = new GoRegExp('a(?P<x>b*)');
  expect(expression.replaceAll('-ab-abb-', '[$1]')).toBe('-[b]-[bb]-');
  expect(expression.replaceAll('ab', '${x}y $xy $$ $9')).toBe('by  $ ');
  expect(expression.replaceAllLiteral('ab', '$1')).toBe('$1');
  expect(new GoRegExp(' *').split('a  b c')).toEqual(['a', 'b', 'c']);
  expect(new GoRegExp('z').split('a')).toEqual(['a']);
  expect(new GoRegExp(',').split('a,b,c', 2)).toEqual(['a', 'b,c']);
});

test.each(['(', 'a**', '[z-a]', '(?=x)', '\\8', 'x'.repeat(10_001)])('refuses %s', (source) => {
  expect(() => new GoRegExp(source)).toThrow(GoCompatError);
});

test('matching takes linear time', () => {
  expect(new GoRegExp('(a+)+$').test(`${'a'.repeat(50_000)}!`)).toBe(false);
});

test('property: quoted text matches itself', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(new GoRegExp(quoteMeta(text)).testWhole(text)).toBe(true);
    }),
  );
});
