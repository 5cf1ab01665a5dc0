import {
  deleteConditions,
  getCondition,
  isReady,
  markReady,
  markReconciling,
  markStalled,
  maxConditionMessage,
  setCondition,
  summarise,
} from '@fluxts/flux-api';
import { describe, expect, it } from 'vitest';

const early = new Date('2026-01-01T00:00:00.900Z');
const late = new Date('2026-01-02T00:00:00Z');
const ready = { type: 'Ready', status: 'True', reason: 'Succeeded', message: 'ok' } as const;

describe('setting a condition', () => {
  it('moves the time of the transition with the status alone', () => {
    const first = setCondition(undefined, ready, early);
    expect(first).toEqual([{ ...ready, lastTransitionTime: '2026-01-01T00:00:00Z' }]);
    const second = setCondition(first, { ...ready, message: 'still', observedGeneration: 2 }, late);
    expect(second).toEqual([
      {
        ...ready,
        message: 'still',
        observedGeneration: 2,
        lastTransitionTime: '2026-01-01T00:00:00Z',
      },
    ]);
    const third = setCondition(second, { ...ready, status: 'False' }, late);
    expect(getCondition(third, 'Ready')?.lastTransitionTime).toBe('2026-01-02T00:00:00Z');
    expect(first).toHaveLength(1);
  });

  it('puts the telling ones first', () => {
    let conditions = setCondition([], { ...ready, type: 'Zebra' }, early);
    conditions = setCondition(conditions, { ...ready, type: 'Artifact' }, early);
    conditions = setCondition(conditions, ready, early);
    conditions = setCondition(conditions, { ...ready, type: 'Reconciling' }, early);
    conditions = setCondition(conditions, { ...ready, type: 'Stalled' }, early);
    expect(conditions.map((c) => c.type)).toEqual([
      'Stalled',
      'Reconciling',
      'Ready',
      'Artifact',
      'Zebra',
    ]);
    expect(deleteConditions(conditions, 'Stalled', 'Zebra')).toHaveLength(3);
  });

  it('cuts a message that the API would refuse', () => {
    const [condition] = setCondition([], { ...ready, message: 'x'.repeat(40_000) }, early);
    expect(condition?.message).toHaveLength(maxConditionMessage);
    expect(condition?.message.endsWith('...')).toBe(true);
  });
});

describe('Reconciling and Stalled', () => {
  const state = { reason: 'R', message: 'm' };

  it('end each other, and Ready ends both', () => {
    const working = markReconciling([], state, early);
    expect(working.map((c) => c.type)).toEqual(['Reconciling']);
    const stuck = markStalled(working, state, early);
    expect(stuck.map((c) => c.type)).toEqual(['Stalled']);
    expect(markReconciling(stuck, state, early).map((c) => c.type)).toEqual(['Reconciling']);
    expect(markReady(stuck, state, early).map((c) => c.type)).toEqual(['Ready']);
  });
});

describe('a summary', () => {
  const rules = {
    types: ['Stalled', 'FetchFailed', 'ArtifactInStorage'],
    negative: ['Stalled', 'FetchFailed'],
  };

  it('tells of trouble first, then of uncertainty, then of success', () => {
    let conditions = setCondition(
      [],
      { ...ready, type: 'ArtifactInStorage', message: 'stored' },
      early,
    );
    expect(summarise(conditions, rules)).toMatchObject({ status: 'True', message: 'stored' });
    conditions = setCondition(
      conditions,
      { ...ready, type: 'FetchFailed', status: 'Unknown' },
      early,
    );
    expect(summarise(conditions, rules)?.status).toBe('Unknown');
    conditions = setCondition(
      conditions,
      { ...ready, type: 'FetchFailed', message: 'refused' },
      early,
    );
    expect(summarise(conditions, rules)).toEqual({
      type: 'Ready',
      status: 'False',
      reason: 'Succeeded',
      message: 'refused',
    });
    expect(summarise([], rules)).toBeUndefined();
  });
});

describe('an object', () => {
  it('is ready only when its status is about its present spec', () => {
    const metadata = { name: 'a', namespace: 'b', generation: 2 };
    const conditions = setCondition([], ready, early);
    expect(isReady({ metadata, status: { observedGeneration: 2, conditions } })).toBe(true);
    expect(isReady({ metadata, status: { observedGeneration: 1, conditions } })).toBe(false);
    expect(isReady({ metadata })).toBe(false);
  });
});
