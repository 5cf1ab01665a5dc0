import type { ArtifactStore } from '@fluxts/artifact';
import type { KubeClient } from '@fluxts/kube-client';
import type { KustomizeControllerOptions } from '@fluxts/kustomize-controller';
import type { Logger } from '@fluxts/runtime';
import type { SourceControllerOptions } from '@fluxts/source-controller';
import type { ControllerName } from './names.ts';

/** What {@link startControllers} takes. */
export interface ControllersOptions {
  readonly client: KubeClient;
  readonly controllers: readonly ControllerName[];
  /** The namespace that the controllers run in: their leases lie there. */
  readonly namespace: string;
  /** Where each controller logs. */
  readonly log: (controller: ControllerName) => Logger;
  /** The module that calls `serveBuildJobs`. */
  readonly workerEntry: URL;
  /** Where artifacts are kept; this process alone writes to it. */
  readonly store: ArtifactStore;
  /** Serve the store's artifacts here, `host:port`, while leading; absent when somebody else does. */
  readonly artifactAddress?: string;
  /** A folder for fetched objects and unpacked trees. */
  readonly cacheDir: string;
  /** Lead by Lease, so that one of several replicas works. Default false. */
  readonly leaderElection?: LeaderElection;
  /** Where `/metrics` and `/healthz`, `/readyz` are served, `host:port`; nowhere when absent. */
  readonly metricsAddress?: string;
  readonly healthAddress?: string;
  /** How long a shutdown waits for reconciles under way. Default 30 s. */
  readonly gracefulShutdownMs?: number;
  /** The proxy of the environment for a URL. */
  readonly proxyFor?: (url: URL) => string | undefined;
  readonly source?: SourceSettings;
  readonly kustomize?: KustomizeSettings;
}

/** How a leader is chosen; times in milliseconds. */
export interface LeaderElection {
  /** Who we are: unique per process. */
  readonly identity: string;
  readonly leaseDurationMs?: number;
  readonly renewDeadlineMs?: number;
  readonly retryPeriodMs?: number;
  readonly releaseOnCancel?: boolean;
}

/** What can be set about the source-controller. */
export type SourceSettings = Omit<
  SourceControllerOptions,
  'manager' | 'git' | 'store' | 'artifacts'
>;

/** What can be set about the kustomize-controller. */
export type KustomizeSettings = Omit<KustomizeControllerOptions, 'manager' | 'pool' | 'artifacts'>;
