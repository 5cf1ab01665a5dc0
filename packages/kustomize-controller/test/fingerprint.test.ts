import { type JsonObject, jsonClone } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../src/drift/fingerprint.ts';
import { otherManagers } from '../src/drift/other-managers.ts';

const ours = {
  manager: 'kustomize-controller',
  operation: 'Apply',
  time: '2026-01-01T00:00:00Z',
  fieldsV1: { 'f:spec': {} },
};
const rollout = {
  manager: 'kube-controller-manager',
  operation: 'Update',
  subresource: 'status',
  time: '2026-01-01T00:00:05Z',
};
const edit = { manager: 'kubectl-edit', operation: 'Update', time: '2026-01-01T00:00:09Z' };
const object: JsonObject = {
  metadata: {
    name: 'a',
    uid: 'u',
    generation: 1,
    resourceVersion: '5',
    labels: { app: 'a' },
    managedFields: [ours],
  },
};

function changed(change: JsonObject): JsonObject {
  const copy = jsonClone(object);
  Object.assign(copy['metadata'] as JsonObject, change);
  return copy;
}

describe('the fingerprint of an object', () => {
  it('does not tell of status', () => {
    expect(fingerprint(changed({ resourceVersion: '6', managedFields: [ours, rollout] }))).toBe(
      fingerprint(object),
    );
  });

  it.each<[string, JsonObject]>([
    ['a new generation', { generation: 2 }],
    ['a label', { labels: { app: 'b' } }],
    ['an annotation', { annotations: { a: 'b' } }],
    ['another field manager', { managedFields: [ours, edit] }],
    ['another object of the same name', { uid: 'v' }],
  ])('tells of %s', (_, change) => {
    expect(fingerprint(changed(change))).not.toBe(fingerprint(object));
  });
});

describe('the other field managers', () => {
  it('are those that wrote, the latest first, but not to status', () => {
    const scaled = {
      ...edit,
      manager: 'scaler',
      subresource: 'scale',
      time: '2026-01-02T00:00:00Z',
    };
    const managed = changed({ managedFields: [ours, rollout, edit, scaled] });
    const own = ['kustomize-controller'];
    expect(otherManagers(managed, own)).toEqual(['scaler', 'kubectl-edit']);
    expect(otherManagers(managed, own, '2026-01-01T12:00:00Z')).toEqual(['scaler']);
    expect(otherManagers({}, own)).toEqual([]);
  });
});
