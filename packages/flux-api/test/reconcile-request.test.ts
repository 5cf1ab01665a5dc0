import {
  isReconcileTrigger,
  pendingRequest,
  pendingSpecialRequest,
  reconcileKeys,
  type Requested,
} from '@fluxts/flux-api';
import { describe, expect, it } from 'vitest';

function object(annotations: Record<string, string>, status: Requested['status'] = {}): Requested {
  return { metadata: { name: 'a', namespace: 'b', generation: 1, annotations }, status };
}

describe('a request by annotation', () => {
  it('is any value that was not handled yet', () => {
    const asked = { [reconcileKeys.requestedAt]: 'token' };
    expect(pendingRequest(object(asked))).toBe('token');
    expect(pendingRequest(object(asked, { lastHandledReconcileAt: 'token' }))).toBeUndefined();
    expect(pendingRequest(object(asked, { lastHandledReconcileAt: 'older' }))).toBe('token');
    expect(pendingRequest(object({}))).toBeUndefined();
  });

  it('forces only together with a plain request, and once', () => {
    const pending = (force: string, status = {}): string | undefined =>
      pendingSpecialRequest(
        object({ [reconcileKeys.requestedAt]: 't', [reconcileKeys.forceAt]: force }, status),
        'forceAt',
        'lastHandledForceAt',
      );
    expect(pending('t')).toBe('t');
    expect(pending('older')).toBeUndefined();
    expect(pending('t', { lastHandledReconcileAt: 't' })).toBeUndefined();
    expect(pending('t', { lastHandledForceAt: 't' })).toBeUndefined();
  });

  it('wakes the controller as a change of the spec does, and a status write does not', () => {
    const before = object({});
    expect(isReconcileTrigger(before, object({}, { observedGeneration: 1 }))).toBe(false);
    expect(isReconcileTrigger(before, object({ [reconcileKeys.requestedAt]: 't' }))).toBe(true);
    expect(isReconcileTrigger(before, { metadata: { ...before.metadata, generation: 2 } })).toBe(
      true,
    );
    expect(
      isReconcileTrigger(before, { metadata: { ...before.metadata, deletionTimestamp: 'now' } }),
    ).toBe(true);
  });
});
