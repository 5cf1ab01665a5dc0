import { type JsonObject, jsonClone } from '@fluxts/base';
import { openApiSchema, rootSchema } from '@fluxts/kube';
import { describe, expect, test } from 'vitest';
import { applyDefaults } from '../src/schema/defaults.ts';
import { pruneUnknown } from '../src/schema/prune.ts';

const shape = rootSchema({
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        known: { type: 'string' },
        list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        free: {
          type: 'object',
          'x-kubernetes-preserve-unknown-fields': true,
          properties: { shaped: { type: 'object', properties: { a: { type: 'string' } } } },
        },
        embedded: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          properties: { spec: { type: 'object' } },
        },
        either: { 'x-kubernetes-int-or-string': true },
      },
    },
  },
});

describe('pruning', () => {
  const prune = (object: JsonObject): { left: JsonObject; unknown: readonly string[] } => {
    const left = jsonClone(object);
    return { unknown: pruneUnknown(left, shape), left };
  };

  test('takes away what the schema does not know, and says where', () => {
    const { left, unknown } = prune({
      apiVersion: 'example.com/v1',
      kind: 'X',
      metadata: { name: 'x', nonsense: 1 },
      spec: {
        known: 'k',
        foo: 1,
        list: [{ a: '1', b: 2 }],
        labels: { any: 'thing' },
        either: '50%',
      },
    });
    expect(unknown).toEqual(['metadata.nonsense', 'spec.foo', 'spec.list[0].b']);
    expect(left['spec']).toEqual({
      known: 'k',
      list: [{ a: '1' }],
      labels: { any: 'thing' },
      either: '50%',
    });
    expect(left['metadata']).toEqual({ name: 'x' });
  });

  test('leaves free parts alone, but not what is shaped below them', () => {
    const { left, unknown } = prune({ spec: { free: { x: { y: 1 }, shaped: { a: '1', b: 2 } } } });
    expect(unknown).toEqual(['spec.free.shaped.b']);
    expect(left).toEqual({ spec: { free: { x: { y: 1 }, shaped: { a: '1' } } } });
  });

  test('keeps what every object has in embedded objects', () => {
    const embedded = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' }, other: 1 };
    const { left, unknown } = prune({ spec: { embedded } });
    expect(unknown).toEqual(['spec.embedded.other']);
    expect(left).toEqual({
      spec: { embedded: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'x' } } },
    });
  });

  test('treats hostile keys as keys', () => {
    const hostile = JSON.parse(
      '{"spec": {"__proto__": {"polluted": true}, "constructor": 1}}',
    ) as JsonObject;
    expect(pruneUnknown(hostile, shape)).toEqual(['spec.__proto__', 'spec.constructor']);
    expect(({} as JsonObject)['polluted']).toBeUndefined();
  });
});

describe('defaulting', () => {
  const schema = openApiSchema({
    type: 'object',
    properties: {
      a: { type: 'string', default: 'A' },
      nested: { type: 'object', default: {}, properties: { b: { type: 'integer', default: 5 } } },
      deep: { type: 'object', properties: { c: { type: 'boolean', default: true } } },
      list: {
        type: 'array',
        items: { type: 'object', properties: { d: { type: 'string', default: 'D' } } },
      },
      nullable: { type: 'string', nullable: true, default: 'N' },
      plain: { type: 'string' },
      map: {
        type: 'object',
        additionalProperties: {
          type: 'object',
          properties: { e: { type: 'string', default: 'E' } },
        },
      },
    },
  });
  const defaulted = (object: JsonObject): JsonObject => {
    const draft = jsonClone(object);
    applyDefaults(draft, schema);
    return draft;
  };

  test('fills in what is missing, also in defaults themselves, but makes no parents', () => {
    expect(defaulted({})).toEqual({ a: 'A', nested: { b: 5 }, nullable: 'N' });
    expect(defaulted({ deep: {}, list: [{}], map: { x: {} } })).toMatchObject({
      deep: { c: true },
      list: [{ d: 'D' }],
      map: { x: { e: 'E' } },
    });
  });

  test('replaces or drops nulls, unless null is a value', () => {
    expect(defaulted({ a: null, plain: null, nullable: null })).toEqual({
      a: 'A',
      nested: { b: 5 },
      nullable: null,
    });
  });
});
