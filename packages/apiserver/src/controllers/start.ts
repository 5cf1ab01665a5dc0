import type { ResourceRegistry } from '../registry.ts';
import type { StorageAccess } from '../storage-access.ts';
import type { Clock } from './clock.ts';

/** What the server's own controllers work with. */
export interface ControllerOptions {
  readonly storage: StorageAccess;
  /** CustomResourceDefinitions put what they serve in here. */
  readonly registry: ResourceRegistry;
  /** Ends all controllers. */
  readonly signal: AbortSignal;
  /** Makes workloads ready (or fail where they ask for it). */
  readonly simulateWorkloads: boolean;
  /** How long a simulated workload takes to become ready. */
  readonly workloadDelayMs: number;
  /** The PEM text that `kube-root-ca.crt` holds in every namespace. */
  readonly rootCertificate: string;
  /** Default: the time of day. */
  readonly clock?: Clock;
  /** Told of every pass that failed; it is tried again with backoff. */
  readonly onError?: (controller: string, error: unknown) => void;
}

/**
 * Starts garbage collection, namespaces, service accounts, role aggregation, custom resource
 * definitions and the simulated workloads. Creates what a new cluster has (namespaces, standard
 * roles, a node) where it is missing. Resolves once that is there and every watch is open; rejects
 * only when that first step fails.
 * @returns resolves when all controllers have ended, after the signal
 */
export declare function startControllers(
  options: ControllerOptions,
): Promise<{ readonly ended: Promise<void> }>;
