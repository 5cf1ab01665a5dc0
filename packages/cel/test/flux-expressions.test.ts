import type { JsonObject } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { Cel, compileHealthCheck, compileReadyExpression } from '../src/index.ts';

const cel = new Cel();

function certificate(ready: string | undefined, observed = 1): JsonObject {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'c', generation: 1 },
    status: {
      observedGeneration: observed,
      ...(ready === undefined ? {} : { conditions: [{ type: 'Ready', status: ready }] }),
    },
  };
}

describe('health check expressions', () => {
  const check = compileHealthCheck(cel, {
    inProgress:
      "has(status.conditions) && status.conditions.exists(e, e.type == 'Ready' && e.status == 'Unknown')",
    failed: "status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'False')",
    current: "status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')",
  });

  it.each([
    ['True', 1, 'Current'],
    ['False', 1, 'Failed'],
    ['Unknown', 1, 'InProgress'],
    ['Other', 1, 'InProgress'],
    ['True', 2, 'InProgress'],
    [undefined, 1, 'Unknown'],
  ])('judge an object: Ready=%s, observed %s', (ready, observed, status) => {
    expect(check.statusOf(certificate(ready, observed)).status).toBe(status);
  });

  it('say why they cannot tell', () => {
    expect(check.statusOf(certificate(undefined)).message).toContain('no such key: conditions');
  });

  it('are refused when they make no sense', () => {
    expect(() => compileHealthCheck(cel, { current: 'status.' })).toThrowError(
      /^failed to parse the expression Current: failed to parse the CEL expression 'status\.': /,
    );
    expect(() => compileHealthCheck(cel, { current: '' })).toThrowError(
      'expression Current not specified',
    );
    const number = compileHealthCheck(cel, { current: 'metadata.generation' });
    expect(number.statusOf(certificate('True')).status).toBe('Unknown');
  });
});

describe('ready expressions', () => {
  const object = (name: string, revision: string): JsonObject => ({
    metadata: { name, labels: { 'app.kubernetes.io/version': revision } },
    status: { lastAppliedRevision: revision },
  });

  it('compare the object with its dependency', () => {
    const ready = compileReadyExpression(
      cel,
      "self.metadata.labels['app.kubernetes.io/version'] == dep.metadata.labels['app.kubernetes.io/version']",
    );
    expect(ready.isReady(object('a', '1'), object('b', '1'))).toBe(true);
    expect(ready.isReady(object('a', '1'), object('b', '2'))).toBe(false);
    expect(() => ready.isReady({}, {})).toThrowError('no such key: metadata');
  });

  it('know self and dep alone', () => {
    expect(() => compileReadyExpression(cel, 'other.x == 1')).toThrowError(
      'Unknown variable: other',
    );
    expect(() => compileReadyExpression(cel, '1 + 1')).toThrowError('expected bool, got int');
  });
});
