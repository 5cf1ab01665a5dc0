import type { ArtifactFetcher } from '@fluxts/artifact';
import type { Manager, WorkerPool } from '@fluxts/runtime';
import type { BuildJobs } from './job/build-job.ts';

/** Behaviours that are off unless asked for, and on unless taken back, as in Flux 2.9. */
export interface FeatureGates {
  /** Check the Ready condition of a dependency as well as its `readyExpr`. Default false. */
  readonly additiveCELDependencyCheck?: boolean;
  /** Wait for the timeout even when an object has failed for good. Default false. */
  readonly disableFailFastBehavior?: boolean;
  /** A variable that is not set and has no default fails the build. Default true. */
  readonly strictPostBuildSubstitutions?: boolean;
}

/** What {@link addKustomizeController} takes; names follow Flux's flags. */
export interface KustomizeControllerOptions {
  readonly manager: Manager;
  /** Where builds run. Its worker entry serves {@link buildJobs}. */
  readonly pool: WorkerPool<BuildJobs>;
  /** How artifacts get to this process. */
  readonly artifacts: ArtifactFetcher;
  /** Most Kustomizations reconciled at the same time. Default 4. */
  readonly concurrent?: number;
  /** Most dry runs at the same time within one Kustomization. Default 4. */
  readonly concurrentSsa?: number;
  /** Again after this long, in milliseconds, when a dependency is not ready; it wakes its dependents by itself as well. Default 30 s. */
  readonly requeueDependencyMs?: number;
  /** First and longest delay after an unexpected error, in milliseconds. Default 750 ms and 15 min. */
  readonly retryDelay?: { readonly minMs: number; readonly maxMs: number };
  /** By how much intervals are spread in either direction. Default 0.05. */
  readonly intervalJitter?: number;
  /**
   * Sources and dependencies must lie in the namespace of the Kustomization, and the artifact in a source's
   * status must be that source's own. Default false.
   */
  readonly noCrossNamespaceRefs?: boolean;
  /**
   * The `host:port` that artifacts are served at, if it is known; with `noCrossNamespaceRefs` they are fetched
   * from nowhere else.
   */
  readonly artifactAddress?: string;
  /** Bases in other repositories are refused. Default false. */
  readonly noRemoteBases?: boolean;
  /** Impersonated where a Kustomization names no ServiceAccount. */
  readonly defaultServiceAccount?: string;
  /** Accept kubeconfigs that do not verify the server. Default false; exec plugins are never run. */
  readonly insecureKubeconfigTls?: boolean;
  /** Only Kustomizations with such labels are reconciled, in the syntax of label selectors: a shard. */
  readonly watchLabelSelector?: string;
  /** Only this namespace is looked at: its Kustomizations, sources, ConfigMaps and Secrets. */
  readonly watchNamespace?: string;
  /** Further field managers whose changes are undone. */
  readonly overrideManagers?: readonly string[];
  /** Kinds (`group/Kind`, or `Kind` of the core group) that are applied in a stage of their own before the rest. */
  readonly customApplyStageKinds?: readonly string[];
  /** Put back what others change at once, not at the next interval. Default true. */
  readonly selfHealing?: boolean;
  /** Bytes, compressed, of built objects that are remembered. Default 64 MiB. */
  readonly buildCacheBytes?: number;
  readonly featureGates?: FeatureGates;
}

/** The options with every default filled in. */
export type Settings = Required<
  Omit<
    KustomizeControllerOptions,
    | 'manager'
    | 'pool'
    | 'artifacts'
    | 'artifactAddress'
    | 'defaultServiceAccount'
    | 'watchLabelSelector'
    | 'watchNamespace'
    | 'featureGates'
  >
> & {
  readonly artifactAddress: string | undefined;
  readonly defaultServiceAccount: string | undefined;
  readonly featureGates: Required<FeatureGates>;
};

/** Fills in the defaults. */
export function settingsOf(options: KustomizeControllerOptions): Settings {
  return {
    concurrent: options.concurrent ?? 4,
    concurrentSsa: options.concurrentSsa ?? 4,
    requeueDependencyMs: options.requeueDependencyMs ?? 30_000,
    retryDelay: options.retryDelay ?? { minMs: 750, maxMs: 15 * 60_000 },
    intervalJitter: options.intervalJitter ?? 0.05,
    noCrossNamespaceRefs: options.noCrossNamespaceRefs ?? false,
    noRemoteBases: options.noRemoteBases ?? false,
    artifactAddress: options.artifactAddress,
    // As in Kubernetes, an empty name is none.
    defaultServiceAccount: options.defaultServiceAccount || undefined,
    insecureKubeconfigTls: options.insecureKubeconfigTls ?? false,
    overrideManagers: options.overrideManagers ?? [],
    customApplyStageKinds: options.customApplyStageKinds ?? [],
    selfHealing: options.selfHealing ?? true,
    buildCacheBytes: options.buildCacheBytes ?? 64 * 1024 * 1024,
    featureGates: {
      additiveCELDependencyCheck: options.featureGates?.additiveCELDependencyCheck ?? false,
      disableFailFastBehavior: options.featureGates?.disableFailFastBehavior ?? false,
      strictPostBuildSubstitutions: options.featureGates?.strictPostBuildSubstitutions ?? true,
    },
  };
}
