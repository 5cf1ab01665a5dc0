import type { JsonObject } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { HealthRules } from '../src/health/health-rules.ts';

const rules = new HealthRules(() => 0);

function widget(status: JsonObject, generation = 1): JsonObject {
  return {
    apiVersion: 'example.org/v2',
    kind: 'Widget',
    metadata: { name: 'a', generation },
    status,
  };
}

describe('health by expressions', () => {
  const health = rules.of([
    {
      apiVersion: 'example.org/v1',
      kind: 'Widget',
      inProgress: "status.phase == 'Working'",
      failed: "status.phase in ['Broken', 'Working']",
      current: "status.phase == 'Done'",
    },
    { apiVersion: 'example.org/v1', current: 'true' },
  ]);

  it.each([
    ['Working', 'InProgress'],
    ['Broken', 'Failed'],
    ['Done', 'Current'],
    ['Else', 'InProgress'],
  ])('asks in progress, failed and current, in this order: %s is %s', (phase, status) => {
    expect(health(widget({ phase })).status).toBe(status);
  });

  it('waits for the latest generation to be observed', () => {
    expect(health(widget({ phase: 'Done', observedGeneration: 1 }, 2)).status).toBe('InProgress');
  });

  it('does not know while a field is missing', () => {
    expect(health(widget({})).status).toBe('Unknown');
  });

  it('goes by the group, and by the entry for the kind before that for the group', () => {
    expect(health({ apiVersion: 'example.org/v9', kind: 'Gadget', metadata: {} }).status).toBe(
      'Current',
    );
  });

  it('leaves other kinds to Kubernetes, where a Job must complete', () => {
    const job = (conditions: JsonObject[]): JsonObject => ({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j' },
      status: { startTime: '2026-01-01T00:00:00Z', active: 1, conditions },
    });
    expect(health(job([])).status).toBe('InProgress');
    expect(health(job([{ type: 'Complete', status: 'True' }])).status).toBe('Current');
  });

  it('refuses what is no expression, and two entries for one kind', () => {
    const entry = { apiVersion: 'example.org/v1', kind: 'Widget', current: 'true' };
    expect(() => rules.of([{ ...entry, failed: 'a ==' }])).toThrow(
      /^failed to create custom status evaluator for healthchecks\[0\]: failed to parse the expression Failed: /,
    );
    expect(() => rules.of([entry, { ...entry, apiVersion: 'example.org/v2' }])).toThrow(
      'duplicate custom health check for GroupKind Widget.example.org at healthchecks[1]',
    );
  });
});
