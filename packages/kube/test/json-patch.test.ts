import type { Json } from '@fluxts/base';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyJsonPatch, createMergePatch, jsonMergePatch, type KubeError } from '../src/index.ts';

describe('JSON patch', () => {
  it('applies every operation', () => {
    const document = { a: { b: [1, 2] }, c: 'x' };
    expect(
      applyJsonPatch(document, [
        { op: 'test', path: '/c', value: 'x' },
        { op: 'add', path: '/a/b/-', value: 3 },
        { op: 'add', path: '/a/b/0', value: 0 },
        { op: 'remove', path: '/a/b/1' },
        { op: 'replace', path: '/c', value: { 'd/e': 1 } },
        { op: 'move', from: '/c/d~1e', path: '/f~0g' },
        { op: 'copy', from: '/a/b', path: '/h' },
        { op: 'remove', path: '/h/-1' },
      ]),
    ).toEqual({ a: { b: [0, 2, 3] }, c: {}, 'f~g': 1, h: [0, 2] });
    expect(document).toEqual({ a: { b: [1, 2] }, c: 'x' });
  });

  it.each<[string, Json, string, string]>([
    [
      'JsonPatchPath',
      { op: 'remove', path: '/x' },
      "error in remove for path: '/x': Unable to remove nonexistent key: x: missing value",
      '',
    ],
    [
      'JsonPatchPath',
      { op: 'add', path: '/x/y', value: 1 },
      'add operation does not apply: doc is missing path: "/x/y": missing value',
      '',
    ],
    [
      'JsonPatchPath',
      { op: 'replace', path: '/x', value: 1 },
      'replace operation does not apply: doc is missing key: /x: missing value',
      '',
    ],
    [
      'JsonPatchPath',
      { op: 'replace', path: '/x/y', value: 1 },
      'replace operation does not apply: doc is missing path: /x/y: missing value',
      '',
    ],
    [
      'JsonPatchPath',
      { op: 'add', path: '/a/9', value: 1 },
      "error in add for path: '/a/9': Unable to access invalid index: 9: invalid index referenced",
      '',
    ],
    [
      'JsonPatchTest',
      { op: 'test', path: '/a', value: 1 },
      'testing value /a failed: test failed',
      '',
    ],
    ['InvalidPatch', { op: 'explode', path: '/a' }, 'Unexpected kind: explode', ''],
    [
      'InvalidPatch',
      { op: 'add', path: 'a', value: 1 },
      "'a' is no JSON pointer: it must begin with '/'",
      '',
    ],
  ])('words its errors as the Go library does: %s %j', (code, operation, message) => {
    expect(() => applyJsonPatch({ a: [1] }, [operation])).toThrowError(
      expect.objectContaining({ code, message } as Partial<KubeError>),
    );
  });

  it('stops a copy bomb', () => {
    const bomb: Json = [{ op: 'add', path: '/a', value: [1, 2, 3, 4, 5, 6, 7, 8] }];
    for (let index = 0; index < 60; index++) bomb.push({ op: 'copy', from: '/a', path: `/a/-` });
    expect(() => applyJsonPatch({}, bomb)).toThrowError('copy too much');
  });

  it('writes no prototype', () => {
    const result = applyJsonPatch({}, [{ op: 'add', path: '/__proto__', value: { polluted: 1 } }]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":1}}');
  });
});

describe('JSON merge patch', () => {
  it('applies what RFC 7386 shows', () => {
    expect(jsonMergePatch({ a: 'b' }, { a: null, c: { d: null, e: 1 } })).toEqual({ c: { e: 1 } });
    expect(jsonMergePatch({ a: [{ b: 'c' }] }, { a: [1] })).toEqual({ a: [1] });
    expect(jsonMergePatch(['a'], { a: 'b' })).toEqual({ a: 'b' });
    expect(jsonMergePatch({ a: 'foo' }, 'bar')).toBe('bar');
  });

  it('is made so that it turns one object into the other', () => {
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.string(),
        fc.array(fc.integer(), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(fc.string({ maxLength: 3 }), tie('node'), { maxKeys: 4 }),
    })).object as fc.Arbitrary<{ [key: string]: Json }>;
    fc.assert(
      fc.property(value, value, (from, to) => {
        expect(jsonMergePatch(from, createMergePatch(from, to))).toEqual(to);
      }),
    );
  });
});
