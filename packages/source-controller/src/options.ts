import type { ArtifactFetcher, ArtifactStore } from '@fluxts/artifact';
import type { Git } from '@fluxts/git';
import type { Manager } from '@fluxts/runtime';
import type { AzureIdentity } from './credentials/azure.ts';

/** Behaviours that are off unless asked for, as in Flux 2.9. */
export interface FeatureGates {
  /** Honour `spec.serviceAccountName` for logging on to a cloud. Default false. */
  readonly objectLevelWorkloadIdentity?: boolean;
}

/** What {@link addSourceController} takes; names follow Flux's flags. */
export interface SourceControllerOptions {
  readonly manager: Manager;
  readonly git: Git;
  /** Where artifacts are put. */
  readonly store: ArtifactStore;
  /** How the artifacts of included repositories are read. */
  readonly artifacts: ArtifactFetcher;
  /** Most GitRepositories reconciled at the same time. Default 2. */
  readonly concurrent?: number;
  /** Again after this long, in milliseconds, when an included repository is not ready; it wakes the others by itself as well. Default 30 s. */
  readonly requeueDependencyMs?: number;
  /** First and longest delay after an error, in milliseconds. Default 750 ms and 15 min. */
  readonly retryDelay?: { readonly minMs: number; readonly maxMs: number };
  /** By how much intervals are spread in either direction. Default 0.05. */
  readonly intervalJitter?: number;
  /** Only GitRepositories with such labels are reconciled, in the syntax of label selectors: a shard. */
  readonly watchLabelSelector?: string;
  /** Only GitRepositories of this namespace are reconciled. */
  readonly watchNamespace?: string;
  /** The process's own workload identity at Azure, for `provider: azure`. */
  readonly azure?: AzureIdentity;
  readonly featureGates?: FeatureGates;
  /** The `User-Agent` at token endpoints. */
  readonly userAgent?: string;
  /** Proxy of the environment for token endpoints. */
  readonly proxyFor?: (url: URL) => string | undefined;
}
