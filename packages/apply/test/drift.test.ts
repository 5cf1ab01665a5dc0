import { describe, expect, it } from 'vitest';
import { hasDrifted, shownChanges, switchesOf } from '../src/index.ts';

const live = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'a',
    labels: { a: '1' },
    resourceVersion: '1',
    managedFields: [{ manager: 'x' }],
  },
  data: { x: '1' },
  status: { n: 1 },
};

describe('drift', () => {
  it.each([
    ['nothing', {}, false],
    ['the status', { status: { n: 2 } }, false],
    [
      "the server's own fields",
      { metadata: { ...live.metadata, resourceVersion: '2', managedFields: [] } },
      false,
    ],
    ['an empty map that was left out', { binaryData: {} }, false],
    ['a null', { immutable: null }, false],
    ['a label', { metadata: { ...live.metadata, labels: {} } }, true],
    ['an annotation', { metadata: { ...live.metadata, annotations: { b: '1' } } }, true],
    ['a finalizer', { metadata: { ...live.metadata, finalizers: ['f'] } }, true],
    ['a value', { data: { x: '2' } }, true],
    ['a new field', { immutable: true }, true],
  ])('by %s', (_, change, expected) => {
    expect(hasDrifted(live, { ...live, ...change })).toBe(expected);
  });

  it('is shown without what the server writes', () => {
    const merged = {
      ...live,
      data: { x: '2' },
      status: { n: 2 },
      metadata: { ...live.metadata, resourceVersion: '9' },
    };
    expect(shownChanges(live, merged)).toEqual([
      { op: 'replace', path: '/data/x', before: '1', after: '2' },
    ]);
  });
});

describe('switches', () => {
  it('are read from labels and annotations, in any case of the value', () => {
    const object = {
      metadata: {
        labels: { 'kustomize.toolkit.fluxcd.io/prune': 'Disabled' },
        annotations: {
          'kustomize.toolkit.fluxcd.io/ssa': 'MERGE',
          'kustomize.toolkit.fluxcd.io/force': 'yes',
        },
      },
    };
    expect(switchesOf(object)).toEqual({
      leftAlone: false,
      onlyCreated: false,
      merged: true,
      forced: false,
      kept: true,
    });
    expect(switchesOf({ metadata: null }).kept).toBe(false);
  });
});
