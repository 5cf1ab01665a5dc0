import type { JsonObject } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import {
  builtinSchemas,
  FieldSet,
  type Schema,
  serverSideApply,
  trackUpdate,
} from '../src/index.ts';

const schema = builtinSchemas.schemaOf('apps/v1', 'Deployment') as Schema;
const time = (second: number): string => `2026-01-01T00:00:${String(second).padStart(2, '0')}Z`;

function deployment(replicas: number, extra: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'app', namespace: 'x', uid: 'u' },
    spec: { replicas, ...extra },
  };
}

function update(
  live: JsonObject | undefined,
  updated: JsonObject,
  manager: string,
  second: number,
  subresource?: string,
): JsonObject {
  return trackUpdate({ live, updated, schema, manager, subresource, time: time(second) }).object;
}

function managed(object: JsonObject): JsonObject[] {
  return ((object['metadata'] as JsonObject)['managedFields'] ?? []) as JsonObject[];
}

describe('tracking of updates', () => {
  it('gives a created object to its creator, without what the system writes', () => {
    const object = update(undefined, deployment(1), 'kubectl-create', 0);
    expect(managed(object)).toEqual([
      {
        apiVersion: 'apps/v1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { '.': {}, 'f:replicas': {} } },
        manager: 'kubectl-create',
        operation: 'Update',
        time: time(0),
      },
    ]);
  });

  it('moves a changed field from its applier to the writer, per subresource', () => {
    const applied = serverSideApply({
      live: undefined,
      applied: deployment(1),
      schema,
      manager: 'flux',
      force: false,
      time: time(0),
    }).object;
    const scaled = update(applied, { ...applied, spec: { replicas: 3 } }, 'kubectl', 1, 'scale');
    expect(managed(scaled)).toMatchObject([
      {
        manager: 'kubectl',
        operation: 'Update',
        subresource: 'scale',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      },
    ]);
    const status = update(
      scaled,
      { ...scaled, status: { replicas: 3 } },
      'controller',
      2,
      'status',
    );
    expect(managed(status).map((entry) => entry['subresource'])).toEqual(['scale', 'status']);
  });

  it('says that nothing changed when nothing changed', () => {
    const live = update(undefined, deployment(1), 'a', 0);
    const result = trackUpdate({ live, updated: { ...live }, schema, manager: 'b', time: time(1) });
    expect(result).toEqual({ object: live, changed: false });
  });

  it('does not begin to track an object that nobody tracks', () => {
    expect(managed(update(deployment(1), deployment(2), 'a', 0))).toEqual([]);
  });

  it('takes managedFields from the client: kept, folded or reset', () => {
    const live = update(undefined, deployment(1), 'a', 0);
    const { managedFields: _, ...metadata } = live['metadata'] as JsonObject;
    const without = { ...live, metadata };
    expect(managed(update(live, without, 'b', 1))).toEqual(managed(live));
    const reset = { ...live, metadata: { ...metadata, managedFields: [{}] } };
    expect(managed(update(live, reset, 'b', 1))).toEqual([]);
    const folded = managed(live).map((entry) => ({
      ...entry,
      manager: 'flux',
      operation: 'Apply',
    }));
    const renamed = { ...live, metadata: { ...metadata, managedFields: folded } };
    expect(managed(update(live, renamed, 'b', 1))).toEqual(folded);
    const nonsense = {
      ...live,
      metadata: { ...metadata, managedFields: [{ operation: 'Guess' }] },
    };
    expect(managed(update(live, nonsense, 'b', 1))).toEqual(managed(live));
  });

  it('remembers ten writers and merges the oldest', () => {
    let object = update(undefined, deployment(0), 'w0', 0);
    for (let index = 1; index <= 14; index++) {
      const spec = {
        ...(object['spec'] as JsonObject),
        template: { metadata: { labels: labels(index) } },
      };
      object = update(object, { ...object, spec }, `w${index}`, index);
    }
    const names = managed(object).map((entry) => entry['manager']);
    expect(names).toHaveLength(10);
    expect(names[0]).toBe('ancient-changes');
    expect(names.at(-1)).toBe('w14');
  });

  it('leaves an object whose items lack their keys to validation', () => {
    const live = update(undefined, deployment(1), 'a', 0);
    const containers = [null];
    const updated = { ...live, spec: { replicas: 1, template: { spec: { containers } } } };
    expect(update(live, updated, 'b', 1)).toEqual(updated);
  });

  it('does not own what the endpoint does not write', () => {
    const ignored = FieldSet.of(['f:status']);
    const { object } = trackUpdate({
      live: undefined,
      updated: { ...deployment(1), status: { replicas: 1 } },
      schema,
      manager: 'a',
      ignored,
      time: time(0),
    });
    expect(managed(object)[0]?.['fieldsV1']).toEqual({ 'f:spec': { '.': {}, 'f:replicas': {} } });
  });
});

function labels(count: number): JsonObject {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, 'x']));
}
