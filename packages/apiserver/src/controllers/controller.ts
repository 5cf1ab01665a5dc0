import type { ResourceRegistry } from '../registry.ts';
import type { StorageAccess, StorageEvent } from '../storage-access.ts';
import type { Clock } from './clock.ts';
import type { OwnerGraph } from './owner-graph.ts';
import type { WorkQueue } from './work-queue.ts';

/** What every controller works with. */
export interface ControllerEnvironment {
  readonly storage: StorageAccess;
  readonly registry: ResourceRegistry;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Who owns whom, as of the last event that was handed out. */
  readonly owners: OwnerGraph;
  /** How long a simulated workload takes to become ready, in milliseconds. */
  readonly workloadDelayMs: number;
  /** The PEM text of the cluster's certificate authority. */
  readonly rootCertificate: string;
  /** A queue of the controller's own. Failures are reported under its name. */
  queue(name: string, work: (key: string) => Promise<void>): WorkQueue;
}

/**
 * One of the server's own controllers. It sees every write there is, in order, beginning with all that
 * is stored, and does its work from a queue; it keeps no state that it could not make anew from events.
 */
export interface Controller {
  /** Takes in a write. Only notes what there is to do. */
  observe(event: StorageEvent): void;
}

/** The key of an object in a queue: `namespace/name`, or `/name` for what is cluster-wide. */
export function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

/** Reads a key that {@link keyOf} made. */
export function splitKey(key: string): {
  readonly namespace: string | undefined;
  readonly name: string;
} {
  const slash = key.indexOf('/');
  const namespace = key.slice(0, slash);
  return { namespace: namespace === '' ? undefined : namespace, name: key.slice(slash + 1) };
}
