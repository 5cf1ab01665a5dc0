import type { JsonObject } from '@fluxts/base';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ApplyConflictError,
  builtinSchemas,
  type KubeError,
  openApiSchema,
  rootSchema,
  type Schema,
  serverSideApply,
  trackUpdate,
} from '../src/index.ts';

const deployments = builtinSchemas.schemaOf('apps/v1', 'Deployment') as Schema;
const configMaps = builtinSchemas.schemaOf('v1', 'ConfigMap') as Schema;
const t = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;

function configMap(data: JsonObject, metadata: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'x', ...metadata },
    data,
  };
}

function deployment(containers: JsonObject[], spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app', namespace: 'x' },
    spec: { ...spec, template: { spec: { containers } } },
  };
}

function apply(
  live: JsonObject | undefined,
  applied: JsonObject,
  manager: string,
  options: { schema?: Schema; force?: boolean; time?: string } = {},
): ReturnType<typeof serverSideApply> {
  return serverSideApply({
    live,
    applied,
    schema: options.schema ?? configMaps,
    manager,
    force: options.force ?? false,
    time: options.time ?? t(0),
  });
}

function managed(object: JsonObject): JsonObject[] {
  return (object['metadata'] as JsonObject)['managedFields'] as JsonObject[];
}

describe('server-side apply', () => {
  it('creates with the fields of the configuration owned by the applier', () => {
    const { object, changed } = apply(
      undefined,
      deployment([{ name: 'c', image: 'i', ports: [{ containerPort: 80 }] }], { replicas: 2 }),
      'flux',
      { schema: deployments },
    );
    expect(changed).toBe(true);
    expect(managed(object)).toEqual([
      {
        apiVersion: 'apps/v1',
        fieldsType: 'FieldsV1',
        fieldsV1: {
          'f:spec': {
            'f:replicas': {},
            'f:template': {
              'f:spec': {
                'f:containers': {
                  'k:{"name":"c"}': {
                    '.': {},
                    'f:image': {},
                    'f:name': {},
                    'f:ports': {
                      'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} },
                    },
                  },
                },
              },
            },
          },
        },
        manager: 'flux',
        operation: 'Apply',
        time: t(0),
      },
    ]);
  });

  it('changes nothing, times included, when applied again', () => {
    const first = apply(undefined, configMap({ a: '1' }), 'flux').object;
    const again = apply(first, configMap({ a: '1' }), 'flux', { time: t(9) });
    expect(again.changed).toBe(false);
    expect(again.object).toBe(first);
  });

  it('removes what it no longer applies', () => {
    const first = apply(undefined, configMap({ a: '1', b: '2' }), 'flux').object;
    const second = apply(first, configMap({ a: '1' }), 'flux', { time: t(1) });
    expect(second.object['data']).toEqual({ a: '1' });
    expect(managed(second.object)).toMatchObject([
      { time: t(1), fieldsV1: { 'f:data': { 'f:a': {} } } },
    ]);
  });

  it('removes the last entry together with its map', () => {
    const first = apply(undefined, configMap({ a: '1' }), 'flux').object;
    const { data: _, ...bare } = configMap({});
    expect(apply(first, bare, 'flux').object).not.toHaveProperty('data');
  });

  it('keeps what another applier wants, and what somebody else added', () => {
    const first = apply(undefined, configMap({ a: '1', b: '2' }), 'flux').object;
    const shared = apply(first, configMap({ b: '2' }), 'other').object;
    const edited = trackUpdate({
      live: shared,
      updated: { ...shared, data: { a: '1', b: '2', c: '3' } },
      schema: configMaps,
      manager: 'kubectl-edit',
      time: t(1),
    }).object;
    const { object } = apply(edited, configMap({}), 'flux', { time: t(2) });
    expect(object['data']).toEqual({ b: '2', c: '3' });
    expect(managed(object).map((entry) => [entry['manager'], entry['operation']])).toEqual([
      ['other', 'Apply'],
      ['flux', 'Apply'],
      ['kubectl-edit', 'Update'],
    ]);
  });

  it('keeps what an updater added to a map that is no longer applied', () => {
    const first = apply(undefined, configMap({ a: '1' }), 'flux').object;
    const updated = { ...first, data: { a: '1', c: '3' } };
    const edited = trackUpdate({
      live: first,
      updated,
      schema: configMaps,
      manager: 'controller',
      time: t(1),
    }).object;
    const { data: _, ...bare } = configMap({});
    const { object } = apply(edited, bare, 'flux', { time: t(2) });
    expect(object['data']).toEqual({ c: '3' });
    expect(managed(object)).toMatchObject([
      { manager: 'controller', fieldsV1: { 'f:data': { 'f:c': {} } } },
    ]);
  });

  it('leaves what somebody took over, when its former applier drops it', () => {
    const first = apply(undefined, configMap({ a: '1' }), 'flux').object;
    const edited = trackUpdate({
      live: first,
      updated: { ...first, data: { a: '2' } },
      schema: configMaps,
      manager: 'controller',
      time: t(1),
    }).object;
    const { data: _, ...bare } = configMap({});
    expect(apply(edited, bare, 'flux', { time: t(2) }).object['data']).toEqual({ a: '2' });
  });

  it('makes of an object what its only applier says, whatever was before', () => {
    const schema = rootSchema(undefined);
    const node = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.integer(),
        fc.string(),
        fc.array(fc.integer(), { maxLength: 3 }),
        tie('map'),
      ),
      map: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 3 }),
    })).map as fc.Arbitrary<JsonObject>;
    const object = (spec: JsonObject): JsonObject => ({
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      metadata: { name: 'w' },
      spec,
    });
    fc.assert(
      fc.property(node, node, node, (one, two, three) => {
        let live: JsonObject | undefined;
        for (const spec of [one, two, three]) {
          live = apply(live, object(spec), 'flux', { schema }).object;
          expect(live['spec']).toEqual(spec);
          expect(apply(live, object(spec), 'flux', { schema, time: t(9) }).changed).toBe(false);
        }
      }),
    );
  });

  it('refuses to change what others own, in the words of the server', () => {
    const first = apply(undefined, configMap({ a: '1' }), 'one').object;
    expect(() => apply(first, configMap({ a: '2' }), 'two')).toThrowError(
      'Apply failed with 1 conflict: conflict with "one": .data.a',
    );
    const edited = trackUpdate({
      live: first,
      updated: { ...first, data: { a: '1', b: '1', c: '1' } },
      schema: configMaps,
      manager: 'kubectl-edit',
      time: t(1),
    }).object;
    try {
      apply(edited, configMap({ a: '2', b: '2', c: '2' }), 'two');
      expect.unreachable();
    } catch (error) {
      expect((error as KubeError).code).toBe('ApplyConflict');
      expect((error as Error).message).toBe(
        'Apply failed with 3 conflicts: conflicts with "kubectl-edit" using v1:\n- .data.b\n- .data.c\nconflicts with "one":\n- .data.a',
      );
      expect((error as ApplyConflictError).conflicts[0]).toMatchObject({
        field: '.data.a',
        message: 'conflict with "one"',
      });
    }
  });

  it('takes fields over by force', () => {
    const first = apply(undefined, configMap({ a: '1', b: '1' }), 'one').object;
    const { object } = apply(first, configMap({ a: '2' }), 'two', { force: true, time: t(1) });
    expect(object['data']).toEqual({ a: '2', b: '1' });
    expect(managed(object)).toMatchObject([
      { manager: 'one', time: t(0), fieldsV1: { 'f:data': { 'f:b': {} } } },
      { manager: 'two', time: t(1), fieldsV1: { 'f:data': { 'f:a': {} } } },
    ]);
  });

  it('shares a field when both want the same value', () => {
    const first = apply(undefined, configMap({ a: '1' }), 'one').object;
    const { object, changed } = apply(first, configMap({ a: '1' }), 'two', { time: t(1) });
    expect(changed).toBe(true);
    expect(managed(object).map((entry) => entry['manager'])).toEqual(['one', 'two']);
  });

  it('gives what was there before the first apply to a manager of its own', () => {
    const { object } = apply(configMap({ a: '1', b: '1' }), configMap({ a: '2' }), 'flux', {
      force: true,
    });
    expect(managed(object)).toMatchObject([
      { manager: 'flux', operation: 'Apply' },
      {
        manager: 'before-first-apply',
        operation: 'Update',
        fieldsV1: { 'f:data': { '.': {}, 'f:b': {} } },
      },
    ]);
  });

  it('merges containers by name and ports by number and protocol', () => {
    const first = apply(
      undefined,
      deployment([
        { name: 'a', image: '1', ports: [{ containerPort: 53, protocol: 'UDP' }] },
        { name: 'b', image: '1' },
      ]),
      'flux',
      { schema: deployments },
    ).object;
    const injected = apply(
      first,
      deployment([
        { name: 'proxy', image: 'p' },
        { name: 'a', ports: [{ containerPort: 53, protocol: 'TCP' }] },
      ]),
      'mesh',
      { schema: deployments },
    ).object;
    expect(injected).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'proxy', image: 'p' },
              { name: 'a', image: '1', ports: [{ protocol: 'UDP' }, { protocol: 'TCP' }] },
              { name: 'b', image: '1' },
            ],
          },
        },
      },
    });
    const without = apply(injected, deployment([{ name: 'a', image: '2' }]), 'flux', {
      schema: deployments,
    });
    expect(without.object).toMatchObject({
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'proxy', image: 'p' },
              { name: 'a', image: '2', ports: [{ protocol: 'TCP' }] },
            ],
          },
        },
      },
    });
  });

  it('leaves a container without a name to validation', () => {
    const { object } = apply(undefined, deployment([{ image: 'i' }]), 'flux', {
      schema: deployments,
    });
    expect(JSON.stringify(managed(object))).toContain(JSON.stringify('k:{"name":""}'));
  });

  it('refuses what the schema does not know', () => {
    expect(() =>
      apply(undefined, deployment([{ name: 'a' }, { name: 'a' }], { replicaz: 1 }), 'flux', {
        schema: deployments,
      }),
    ).toThrowError(
      'failed to create typed patch object (x/app; apps/v1, Kind=Deployment): errors:\n  .spec.replicaz: field not declared in schema\n  .spec.template.spec.containers: duplicate entries for key [name="a"]',
    );
    expect(() =>
      apply(undefined, configMap({}, { managedFields: [{ manager: 'x' }] }), 'flux'),
    ).toThrowError('metadata.managedFields must be nil');
  });

  it('merges custom resources by their list types', () => {
    const schema = rootSchema({
      type: 'object',
      properties: {
        spec: {
          type: 'object',
          properties: {
            atoms: { type: 'array', items: { type: 'string' } },
            set: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
            keyed: {
              type: 'array',
              'x-kubernetes-list-type': 'map',
              'x-kubernetes-list-map-keys': ['id'],
              items: {
                type: 'object',
                properties: { id: { type: 'integer' }, v: { type: 'string' } },
              },
            },
            free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      },
    });
    const object = (spec: JsonObject): JsonObject => ({
      apiVersion: 'g/v1',
      kind: 'K',
      metadata: { name: 'a' },
      spec,
    });
    const first = apply(
      undefined,
      object({ atoms: ['a'], set: ['a'], keyed: [{ id: 1, v: 'x' }], free: { a: { b: [1] } } }),
      'one',
      { schema },
    ).object;
    expect(managed(first)[0]).toMatchObject({
      fieldsV1: {
        'f:spec': {
          'f:atoms': {},
          'f:set': { 'v:"a"': {} },
          'f:keyed': { 'k:{"id":1}': { '.': {}, 'f:id': {}, 'f:v': {} } },
          'f:free': { 'f:a': { '.': {}, 'f:b': {} } },
        },
      },
    });
    const second = apply(
      first,
      object({ set: ['b'], keyed: [{ id: 2, v: 'y' }], free: { a: { c: 1 } } }),
      'two',
      { schema },
    );
    expect(second.object['spec']).toEqual({
      atoms: ['a'],
      set: ['a', 'b'],
      keyed: [
        { id: 1, v: 'x' },
        { id: 2, v: 'y' },
      ],
      free: { a: { b: [1], c: 1 } },
    });
    expect(openApiSchema({}).type).toBe('any');
  });
});
