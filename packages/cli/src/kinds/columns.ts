import { getPath, getString, oneLine } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { conditionOf } from './condition.ts';
import type { Column } from './kind.ts';

/** SUSPENDED: `True` or `False`. */
export const suspendedColumn: Column = {
  header: 'SUSPENDED',
  value: (object) => (isSuspended(object) ? 'True' : 'False'),
};

/** READY and MESSAGE of the Ready condition, which every kind has. */
export const readyColumns: readonly Column[] = [
  { header: 'READY', value: (object) => readiness(object).status },
  { header: 'MESSAGE', value: (object) => shortenHashes(readiness(object).message) },
];

/** Says whether an object's spec suspends it. */
export function isSuspended(object: KubeObject): boolean {
  return getPath(object, 'spec', 'suspend') === true;
}

/** Status and message of the Ready condition; what flux says while there is none. */
export function readiness(object: KubeObject): {
  readonly status: string;
  readonly message: string;
} {
  const ready = conditionOf(object, 'Ready');
  if (ready === undefined) return { status: 'False', message: 'waiting to be reconciled' };
  return {
    status: getString(ready, 'status') ?? 'Unknown',
    message: oneLine(getString(ready, 'message') ?? ''),
  };
}

/** Cuts digests and commit ids (40 to 128 hex digits) to their first eight, as tables show them. */
export function shortenHashes(text: string): string {
  return text.replace(/\b[0-9a-f]{40,128}\b/g, (hash) => hash.slice(0, 8));
}
