import { expect, test } from 'vitest';
import { getOwn, getPath, jsonClone, jsonEqual, setOwn, type JsonObject } from '@fluxts/base';

test('a hostile key is data and never reaches the prototype', () => {
  const object: JsonObject = {};
  setOwn(object, '__proto__', { polluted: true });
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  expect(getOwn(object, '__proto__')).toEqual({ polluted: true });
  expect(getOwn(object, 'constructor')).toBeUndefined();
  expect(getOwn(jsonClone(object), '__proto__')).toEqual({ polluted: true });
  expect(getPath({ a: [{ b: 1 }] }, 'a', 0, 'b')).toBe(1);
  expect(getPath({ a: 1 }, 'a', 'toString')).toBeUndefined();
});

test('equality is by content, and a bigint equals the number of the same value', () => {
  expect(jsonEqual({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1n })).toBe(true);
  expect(jsonEqual([1, 2], [2, 1])).toBe(false);
  expect(jsonEqual({ a: null }, {})).toBe(false);
  expect(jsonEqual('1', 1n)).toBe(false);
});
