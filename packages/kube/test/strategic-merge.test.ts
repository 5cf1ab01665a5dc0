import type { JsonObject } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { builtinSchemas, type Schema, strategicMerge } from '../src/index.ts';

const pods = builtinSchemas.schemaOf('v1', 'Pod') as Schema;
const deployments = builtinSchemas.schemaOf('apps/v1', 'Deployment') as Schema;

function mergeSpec(original: JsonObject, patch: JsonObject, schema: Schema = pods): JsonObject {
  return strategicMerge({ spec: original }, { spec: patch }, schema)['spec'] as JsonObject;
}

describe('strategic merge patch', () => {
  it('merges maps, replaces scalars, removes by null', () => {
    expect(
      strategicMerge(
        { metadata: { labels: { a: '1', b: '2' }, name: 'x' } },
        { metadata: { labels: { a: null, c: '3', d: null }, name: 'y' } },
        pods,
      ),
    ).toEqual({ metadata: { labels: { b: '2', c: '3' }, name: 'y' } });
  });

  it('merges containers by name, what is new first, and replaces plain lists', () => {
    expect(
      mergeSpec(
        { containers: [{ name: 'a', image: '1', args: ['x'] }, { name: 'b' }] },
        { containers: [{ name: 'c' }, { name: 'a', image: '2', args: ['y'] }] },
      ),
    ).toEqual({
      containers: [{ name: 'c' }, { name: 'a', image: '2', args: ['y'] }, { name: 'b' }],
    });
  });

  it('deletes and replaces items by directive', () => {
    const original = { containers: [{ name: 'a' }, { name: 'b' }] };
    expect(mergeSpec(original, { containers: [{ name: 'a', $patch: 'delete' }] })).toEqual({
      containers: [{ name: 'b' }],
    });
    expect(mergeSpec(original, { containers: [{ $patch: 'replace' }, { name: 'c' }] })).toEqual({
      containers: [{ name: 'c' }],
    });
    expect(
      mergeSpec(
        { securityContext: { runAsUser: 1, fsGroup: 2 } },
        { securityContext: { $patch: 'replace', fsGroup: 3 } },
      ),
    ).toEqual({
      securityContext: { fsGroup: 3 },
    });
    expect(
      mergeSpec({ securityContext: { runAsUser: 1 } }, { securityContext: { $patch: 'delete' } }),
    ).toEqual({
      securityContext: {},
    });
  });

  it('puts items in the order asked for', () => {
    expect(
      mergeSpec(
        { containers: [{ name: 'a' }, { name: 'server-only' }, { name: 'b' }] },
        {
          '$setElementOrder/containers': [{ name: 'b' }, { name: 'new' }, { name: 'a' }],
          containers: [{ name: 'new', image: 'n' }],
        },
      ),
    ).toEqual({
      containers: [
        { name: 'server-only' },
        { name: 'b' },
        { name: 'new', image: 'n' },
        { name: 'a' },
      ],
    });
  });

  it('merges, deletes from and orders lists of primitives', () => {
    expect(
      strategicMerge(
        { metadata: { finalizers: ['a', 'b'] } },
        { metadata: { finalizers: ['b', 'c'] } },
        pods,
      ),
    ).toEqual({
      metadata: { finalizers: ['a', 'b', 'c'] },
    });
    expect(
      strategicMerge(
        { metadata: { finalizers: ['a', 'b', 'c'] } },
        {
          metadata: {
            '$deleteFromPrimitiveList/finalizers': ['b'],
            '$setElementOrder/finalizers': ['c', 'a'],
          },
        },
        pods,
      ),
    ).toEqual({ metadata: { finalizers: ['c', 'a'] } });
  });

  it('retains keys', () => {
    expect(
      mergeSpec(
        { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } },
        { strategy: { $retainKeys: ['type'], type: 'Recreate' } },
        deployments,
      ),
    ).toEqual({ strategy: { type: 'Recreate' } });
    expect(() =>
      mergeSpec({}, { strategy: { $retainKeys: ['a'], type: 'x' } }, deployments),
    ).toThrowError("'type'");
  });

  it('leaves nulls and directives out of what is new', () => {
    expect(
      mergeSpec(
        {},
        {
          securityContext: { runAsUser: null, fsGroup: 1 },
          containers: [
            { name: 'a', image: null },
            { name: 'b', $patch: 'delete' },
          ],
        },
      ),
    ).toEqual({ securityContext: { fsGroup: 1 }, containers: [{ name: 'a' }] });
  });

  it('refuses items without their merge key, naming no values', () => {
    expect(() =>
      mergeSpec({ containers: [{ name: 'a' }] }, { containers: [{ image: 'secret' }] }),
    ).toThrowError('map: map[image] does not contain declared merge key: name');
    expect(() => mergeSpec({}, { containers: [{ $patch: 'explode', name: 'a' }] })).toThrowError(
      'explode',
    );
  });

  it('does not touch its arguments, nor any prototype', () => {
    const original = Object.freeze({
      metadata: Object.freeze({ labels: Object.freeze({ a: '1' }) }),
    });
    const patch = JSON.parse('{"metadata":{"labels":{"__proto__":"x","b":"2"}}}') as JsonObject;
    const merged = strategicMerge(original as unknown as JsonObject, patch, pods);
    expect(JSON.stringify(merged)).toBe(
      '{"metadata":{"labels":{"a":"1","__proto__":"x","b":"2"}}}',
    );
    expect(({} as Record<string, unknown>)['b']).toBeUndefined();
  });
});
