import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldSet, formatPath, type KubeError } from '../src/index.ts';

const step = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }).map((name) => `f:${name}`),
  fc.integer({ min: 0, max: 9 }).map((index) => `i:${index}`),
  fc.string({ maxLength: 4 }).map((value) => `v:${JSON.stringify(value)}`),
  fc.integer().map((port) => `k:{"port":${port === 0 ? 0 : port}}`),
);
const sets = fc
  .array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
  .map((paths) => FieldSet.of(...paths));

describe('field sets', () => {
  it('survive encoding', () => {
    fc.assert(
      fc.property(sets, (set) => {
        expect(FieldSet.decode(JSON.parse(JSON.stringify(set.encode()))).equals(set)).toBe(true);
      }),
    );
  });

  it('obey the laws of sets', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(a.union(b).equals(b.union(a))).toBe(true);
        expect(a.difference(b).union(a.intersection(b)).equals(a)).toBe(true);
        expect(a.difference(b).intersection(b).empty).toBe(true);
        expect(a.union(b).size).toBe(a.size + b.size - a.intersection(b).size);
        expect([...a.paths()].every((path) => a.has(path))).toBe(true);
      }),
    );
  });

  it('mark members that have members below them with a dot', () => {
    const set = FieldSet.of(['f:a'], ['f:a', 'f:b'], ['f:c', 'f:d']);
    expect(set.encode()).toEqual({ 'f:a': { '.': {}, 'f:b': {} }, 'f:c': { 'f:d': {} } });
  });

  it('take keys of the prototype as data', () => {
    const set = FieldSet.decode(JSON.parse('{"f:__proto__":{"f:x":{}}}'));
    expect(set.has(['f:__proto__', 'f:x'])).toBe(true);
    expect(JSON.stringify(set.encode())).toBe('{"f:__proto__":{"f:x":{}}}');
  });

  it('refuse what is no tree of steps', () => {
    for (const bad of ['{"x":{}}', '{"f:a":1}', '{"k:[":{}}', '{"i:x":{}}', '[]']) {
      expect(() => FieldSet.decode(JSON.parse(bad))).toThrowError(
        expect.objectContaining({ code: 'InvalidFields' } satisfies Partial<KubeError>),
      );
    }
    let deep: object = {};
    for (let index = 0; index < 2000; index++) deep = { 'f:a': deep };
    expect(() => FieldSet.decode(deep as never)).toThrowError('tree');
  });

  it('word paths as the API server does', () => {
    expect(
      formatPath(['f:spec', 'f:ports', 'k:{"port":80,"protocol":"TCP"}', 'f:name', 'v:"x"', 'i:3']),
    ).toBe('.spec.ports[port=80,protocol="TCP"].name[="x"][3]');
  });
});
