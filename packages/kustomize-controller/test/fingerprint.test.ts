import { type JsonObject, jsonClone } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { disputedWith } from '../src/drift/disputed.ts';
import { changedWriters, fingerprint, writersOf } from '../src/drift/fingerprint.ts';

const ours = {
  manager: 'kustomize-controller',
  operation: 'Apply',
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
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
const annotator = {
  manager: 'annotator',
  operation: 'Update',
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  time: '2026-01-01T00:00:01Z',
  fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:noted': {} } } },
};
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

describe('who wrote since', () => {
  it('are the others whose fields are other ones now, but not those of status', () => {
    const before = writersOf(changed({ managedFields: [ours, annotator] }));
    const now = changed({ managedFields: [{ ...ours, time: 'later' }, annotator, rollout, edit] });
    expect(changedWriters(before, writersOf(now))).toEqual(['kubectl-edit']);
    const again = { ...annotator, time: '2026-01-03T00:00:00Z' };
    expect(changedWriters(before, writersOf(changed({ managedFields: [ours, again] })))).toEqual([
      'annotator',
    ]);
    expect(changedWriters(before, writersOf({}))).toEqual([]);
  });
});

describe('whom a repair had a dispute with', () => {
  const fields = (...names: string[]): JsonObject => ({
    'f:data': Object.fromEntries(names.map((name) => [`f:${name}`, {}])),
  });
  const rival = { ...annotator, manager: 'rival', fieldsV1: fields('wanted', 'theirs') };

  it('are those that lost fields by it, and nobody else', () => {
    const before = changed({
      managedFields: [
        ours,
        annotator,
        rival,
        { ...edit, apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: fields('added') },
      ],
    });
    const after = changed({
      managedFields: [ours, annotator, { ...rival, fieldsV1: fields('theirs') }],
    });
    expect(disputedWith(before, after)).toEqual(['kubectl-edit', 'rival']);
    expect(disputedWith(after, after)).toEqual([]);
    expect(disputedWith({}, after)).toEqual([]);
  });
});
