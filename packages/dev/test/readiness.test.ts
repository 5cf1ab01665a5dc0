import type { FluxObject } from '@fluxts/flux-api';
import { describe, expect, it } from 'vitest';
import { judge } from '../src/index.ts';

const commit = '9baa401630894b78ecc5fa5ebdf72c978583dea8';
const url = 'http://127.0.0.1/gitops';

function object(kind: string, spec: object, status: object, ready = 'True'): FluxObject {
  const conditions = [
    {
      type: 'Ready',
      status: ready,
      reason: 'x',
      message: ready === 'True' ? 'ok' : 'no such branch',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
  ];
  return {
    apiVersion: 'x/v1',
    kind,
    metadata: { name: 'a', namespace: 'n', generation: 2 },
    spec: { ...spec },
    status: { observedGeneration: 2, conditions, ...status },
  } as FluxObject;
}

const source = (revision: string, ready?: string) =>
  object('GitRepository', { url }, { artifact: { revision } }, ready);
const kustomization = (lastAppliedRevision: string, spec: object = {}, ready?: string) =>
  object(
    'Kustomization',
    { sourceRef: { kind: 'GitRepository', name: 'a' }, ...spec },
    { lastAppliedRevision },
    ready,
  );

const current = `main@sha1:${commit}`;
const newest = new Map([[url, commit]]);

describe('a system is ready', () => {
  it('when all objects are, with the newest commit fetched and applied', () => {
    expect(judge([source(current), kustomization(current)], newest)).toEqual({
      ready: true,
      problems: [],
      stuck: false,
      failures: [],
    });
    expect(judge([], newest).ready).toBe(true);
  });

  it('not while the source has an older commit, although it says that it is ready', () => {
    const old = `main@sha1:${'0'.repeat(40)}`;
    expect(judge([source(old), kustomization(old)], newest).problems).toEqual([
      'GitRepository n/a has not fetched commit 9baa4016 yet',
    ]);
  });

  it('not while something older is applied', () => {
    expect(judge([source(current), kustomization('main@sha1:0')], newest).problems).toEqual([
      `Kustomization n/a has not applied ${current} yet`,
    ]);
  });

  it('not while the status is that of an older spec', () => {
    const late = source(current);
    const changed = { ...late, metadata: { ...late.metadata, generation: 3 } };
    expect(judge([changed], newest).ready).toBe(false);
  });

  it('and says with the object’s own words why it is not', () => {
    expect(judge([source('', 'False')], newest).problems).toEqual([
      'GitRepository n/a is not ready: no such branch',
    ]);
    expect(judge([object('GitRepository', { url }, { conditions: [] })], newest).problems).toEqual([
      'GitRepository n/a is not ready: waiting to be reconciled',
    ]);
  });

  it('whatever suspended objects say', () => {
    expect(judge([kustomization('', { suspend: true }, 'False')], newest).ready).toBe(true);
  });
});

describe('a failure', () => {
  it('is what is neither worked on nor waiting for another', () => {
    const failed = source('', 'False');
    expect(judge([failed], newest).failures).toHaveLength(1);
    const condition = (type: string, status: 'True' | 'False', reason: string) => ({
      type,
      status,
      reason,
      message: 'x',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    });
    const after = (...conditions: ReturnType<typeof condition>[]) =>
      judge([{ ...failed, status: { ...failed.status, conditions } }], newest).failures;
    const notReady = condition('Ready', 'False', 'BuildFailed');
    expect(after(notReady, condition('Reconciling', 'True', 'ProgressingWithRetry'))).toHaveLength(
      1,
    );
    expect(after(notReady, condition('Reconciling', 'True', 'Progressing'))).toEqual([]);
    expect(after(condition('Ready', 'False', 'DependencyNotReady'))).toEqual([]);
  });
});

describe('a system is stuck', () => {
  it('when an object is stalled', () => {
    const stalled = object('GitRepository', { url }, {}, 'False');
    const conditions = [
      ...(stalled.status?.conditions ?? []),
      {
        type: 'Stalled',
        status: 'True' as const,
        reason: 'URLInvalid',
        message: 'no',
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ];
    expect(judge([{ ...stalled, status: { ...stalled.status, conditions } }], newest).stuck).toBe(
      true,
    );
  });
});
