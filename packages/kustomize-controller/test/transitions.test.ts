import type { KustomizationStatus } from '@fluxts/flux-api';
import { describe, expect, it } from 'vitest';
import { failed, inProgress, stalled, succeeded, withHealth } from '../src/status/transitions.ts';

const moment = { now: new Date('2026-01-01T00:00:00Z'), generation: 3 };
const later = { now: new Date('2026-01-01T00:01:00Z'), generation: 3 };
const why = { reason: 'BuildFailed', message: 'no such file' };

function shown(status: KustomizationStatus): string[] {
  return (status.conditions ?? []).map((c) => `${c.type}=${c.status} ${c.reason}: ${c.message}`);
}

describe('the status of a Kustomization', () => {
  it('says what is being done while work goes on', () => {
    const status = inProgress({}, 'Building manifests for revision r', moment);
    expect(shown(status)).toEqual([
      'Reconciling=True Progressing: Building manifests for revision r',
      'Ready=Unknown Progressing: Reconciliation in progress',
    ]);
    expect(status.observedGeneration).toBeUndefined();
  });

  it('has caught up with the spec when the work is done', () => {
    const status = succeeded(inProgress({}, 'x', moment), 'Applied revision: r', moment);
    expect(shown(status)).toEqual(['Ready=True ReconciliationSucceeded: Applied revision: r']);
    expect(status.observedGeneration).toBe(3);
  });

  it('does not change when the work had nothing to do', () => {
    const before = succeeded({}, 'Applied revision: r', moment);
    expect(succeeded(before, 'Applied revision: r', later)).toEqual(before);
  });

  it('goes on reconciling after a failure that is tried again', () => {
    const status = failed({}, why, 'Building manifests for revision r', moment);
    expect(shown(status)).toEqual([
      'Reconciling=True ProgressingWithRetry: Building manifests for revision r',
      'Ready=False BuildFailed: no such file',
    ]);
    expect(status.observedGeneration).toBeUndefined();
  });

  it('claims no work that was not begun', () => {
    expect(shown(failed({}, why, undefined, moment))).toEqual([
      'Ready=False BuildFailed: no such file',
    ]);
  });

  it('has caught up when nothing more will be tried, and forgets it when something is', () => {
    const status = stalled(inProgress({}, 'x', moment), why, moment);
    expect(shown(status)).toEqual([
      'Stalled=True BuildFailed: no such file',
      'Ready=False BuildFailed: no such file',
    ]);
    expect(status.observedGeneration).toBe(3);
    expect(shown(failed(status, why, undefined, later))).toEqual([
      'Ready=False BuildFailed: no such file',
    ]);
  });

  it('has a health only where one is asked for', () => {
    const healthy = withHealth({}, { status: 'True', reason: 'Succeeded', message: 'ok' }, moment);
    expect(shown(healthy)).toEqual(['Healthy=True Succeeded: ok']);
    expect(shown(withHealth(healthy, undefined, moment))).toEqual([]);
  });
});
