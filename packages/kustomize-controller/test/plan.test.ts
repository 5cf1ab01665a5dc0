import { describe, expect, it } from 'vitest';
import { planOf, type Situation } from '../src/reconcile/plan.ts';

const settled: Situation = {
  inputs: 'a',
  requested: false,
  lastPass: {
    inputs: 'a',
    healthy: [],
    generation: 1,
    quietIntervals: 0,
    dueAt: 1_000,
  },
  failure: undefined,
  wait: undefined,
  changed: 0,
  watched: true,
  now: 1_000,
  slackMs: 50,
};

describe('what a reconcile does', () => {
  it.each<[string, Partial<Situation>, string]>([
    ['everything at first', { lastPass: undefined }, 'pass'],
    ['everything for new inputs', { inputs: 'b' }, 'pass'],
    ['everything when nobody can tell', { inputs: undefined }, 'pass'],
    ['everything when asked', { requested: true, now: 0 }, 'pass'],
    ['next to nothing at an interval without news', {}, 'check'],
    ['next to nothing when a timer was spread', { now: 960 }, 'check'],
    ['nothing before', { now: 900 }, 'idle'],
    ['everything when changes could go unseen', { watched: false }, 'pass'],
    ['a repair when something changed', { changed: 1, now: 0 }, 'repair'],
    ['everything rather than a repair for new inputs', { changed: 1, inputs: 'b' }, 'pass'],
    [
      'a repair of what was applied before, while a newer revision cannot be built',
      { lastPass: undefined, failure: { inputs: 'a', retryAt: 2_000 }, changed: 1 },
      'repair',
    ],
    [
      'everything when a failure is to be tried again',
      { lastPass: undefined, failure: { inputs: 'a', retryAt: 900 }, changed: 1 },
      'pass',
    ],
    ['waiting while it waits', { wait: { inputs: 'a', end: undefined } }, 'wait'],
    ['a repair while it waits', { wait: { inputs: 'a', end: undefined }, changed: 1 }, 'repair'],
    ['the end of a wait', { wait: { inputs: 'a', end: { ok: true } } }, 'finish'],
    [
      'everything when a newer revision ends the wait',
      { wait: { inputs: 'x', end: undefined } },
      'pass',
    ],
  ])('is %s', (_, situation, plan) => {
    expect(planOf({ ...settled, ...situation })).toBe(plan);
  });

  it('is everything at every tenth interval', () => {
    const plans = Array.from({ length: 10 }, (_, quietIntervals) =>
      planOf({ ...settled, lastPass: { ...settled.lastPass!, quietIntervals } }),
    );
    expect(plans).toEqual([...Array.from({ length: 9 }, () => 'check'), 'pass']);
  });
});
