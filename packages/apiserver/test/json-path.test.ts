import type { Json } from '@fluxts/base';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonPathError } from '../src/tables/json-path-parser.ts';
import { parseJsonPath } from '../src/tables/json-path.ts';

const object: Json = {
  metadata: { name: 'x', labels: { 'a.b/c': 'label' } },
  spec: { list: [{ n: 1 }, { n: 2 }, { n: 3 }], names: ['a', 'b'] },
  status: {
    conditions: [
      { type: 'Ready', status: 'True', message: 'Fetched' },
      { type: 'Stalled', status: 'False' },
    ],
  },
};

describe('a path finds', () => {
  test.each<[path: string, found: Json[]]>([
    ['.metadata.name', ['x']],
    ['{.metadata.name}', ['x']],
    ['$.metadata.name', ['x']],
    [".metadata.labels['a.b/c']", ['label']],
    ['.metadata.labels.a\\.b/c', ['label']],
    ['.status.conditions[?(@.type=="Ready")].status', ['True']],
    [".status.conditions[?(@.type=='Ready')].message", ['Fetched']],
    ['.status.conditions[?(@.status != "True")].type', ['Stalled']],
    ['.spec.list[?(@.n > 1)].n', [2, 3]],
    ['.spec.list[0].n', [1]],
    ['.spec.list[-1:].n', [3]],
    ['.spec.list[0:2].n', [1, 2]],
    ['.spec.list[0,2].n', [1, 3]],
    ['.spec.list[*].n', [1, 2, 3]],
    ['..n', [1, 2, 3]],
    ['.spec.missing.deeper', []],
    ['.constructor', []],
  ])('%s', (path, found) => {
    expect(parseJsonPath(path).find(object)).toEqual(found);
  });
});

test.each(['.spec[', '.spec[x]', ".spec['a", '.a b', '.list[?(@.x = 1)]', '.a..'])(
  '%s is refused',
  (path) => {
    expect(() => parseJsonPath(path)).toThrow(JsonPathError);
  },
);

test('any text is a path or refused, and any path can be evaluated', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'.[]()?@*\'":,=!<>ab01$ \\'.split('')), maxLength: 24 }),
      (text) => {
        try {
          parseJsonPath(text).find(object);
        } catch (error) {
          expect(error).toBeInstanceOf(JsonPathError);
        }
      },
    ),
    { numRuns: 500 },
  );
});
