import { getPath, getString, isObject, type JsonObject } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';

/** What a Lease says about who leads. */
export interface LeaseRecord {
  /** Empty when it was released. */
  readonly holder: string;
  readonly durationMs: number;
  readonly transitions: number;
  /** Changes with every renewal. */
  readonly renewTime: string;
  readonly acquireTime: string;
}

/** Reads the spec of a Lease. */
export function readLease(lease: KubeObject): LeaseRecord {
  const seconds = getPath(lease, 'spec', 'leaseDurationSeconds');
  const transitions = getPath(lease, 'spec', 'leaseTransitions');
  return {
    holder: getString(lease, 'spec', 'holderIdentity') ?? '',
    durationMs: typeof seconds === 'number' ? seconds * 1000 : 0,
    transitions: typeof transitions === 'number' ? transitions : 0,
    renewTime: getString(lease, 'spec', 'renewTime') ?? '',
    acquireTime: getString(lease, 'spec', 'acquireTime') ?? '',
  };
}

/** A Lease with another record, its other fields kept. */
export function withRecord(lease: KubeObject, record: LeaseRecord): KubeObject {
  const spec = lease['spec'];
  return { ...lease, spec: { ...(isObject(spec) ? spec : {}), ...specOf(record) } };
}

/** A new Lease. */
export function newLease(namespace: string, name: string, record: LeaseRecord): KubeObject {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name, namespace },
    spec: specOf(record),
  };
}

/** A time as Leases have it: RFC 3339 with microseconds. */
export function microTime(ms: number): string {
  return new Date(ms).toISOString().replace(/Z$/, '000Z');
}

function specOf(record: LeaseRecord): JsonObject {
  return {
    holderIdentity: record.holder,
    // The API wants whole seconds, and at least one.
    leaseDurationSeconds: Math.max(1, Math.round(record.durationMs / 1000)),
    leaseTransitions: record.transitions,
    renewTime: record.renewTime,
    acquireTime: record.acquireTime,
  };
}
