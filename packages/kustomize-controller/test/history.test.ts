import { describe, expect, it } from 'vitest';
import { addToHistory, type Reconciliation } from '../src/status/history.ts';

function reconciliation(digest: string, status: string, second: number): Reconciliation {
  return {
    digest,
    status,
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)),
    tookMs: 1500,
    revision: 'main@sha1:abc',
    originRevision: undefined,
  };
}

describe('the history', () => {
  it('counts up what was there before and moves it to the front', () => {
    let history = addToHistory(undefined, reconciliation('a', 'ReconciliationSucceeded', 1));
    history = addToHistory(history, reconciliation('b', 'ReconciliationSucceeded', 2));
    history = addToHistory(history, reconciliation('a', 'ReconciliationSucceeded', 3));
    history = addToHistory(history, reconciliation('a', 'HealthCheckFailed', 4));
    expect(history.map((one) => [one.digest, one.lastReconciledStatus])).toEqual([
      ['a', 'HealthCheckFailed'],
      ['a', 'ReconciliationSucceeded'],
      ['b', 'ReconciliationSucceeded'],
    ]);
    expect(history[1]).toEqual({
      digest: 'a',
      firstReconciled: '2026-01-01T00:00:01Z',
      lastReconciled: '2026-01-01T00:00:03Z',
      lastReconciledDuration: '1.5s',
      lastReconciledStatus: 'ReconciliationSucceeded',
      totalReconciliations: 2,
      metadata: { revision: 'main@sha1:abc' },
    });
  });

  it('keeps five', () => {
    let history = addToHistory(undefined, reconciliation('0', 'ReconciliationSucceeded', 0));
    for (let n = 1; n < 9; n++) {
      history = addToHistory(history, reconciliation(`${n}`, 'ReconciliationSucceeded', n));
    }
    expect(history.map((one) => one.digest)).toEqual(['8', '7', '6', '5', '4']);
  });
});
