import type { IgnoreRule } from '@fluxts/flux-api';
import type { KubeClient } from '@fluxts/kube-client';

/** The Kustomization on whose behalf objects are applied; its labels are on each of them. */
export interface Owner {
  readonly name: string;
  readonly namespace: string;
}

/** Waits; rejects with the signal's reason when it is aborted. */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

/** What every operation takes. */
export interface ClusterOptions {
  /** Acts as whoever is to own the objects: impersonation and remote clusters are the caller's. */
  readonly client: KubeClient;
  /** Ends the operation; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** How time passes; the system's timers unless given. */
  readonly delay?: Delay | undefined;
  /** Most requests under way at the same time. Default 4. */
  readonly concurrency?: number | undefined;
}

/** What {@link applySet} takes. */
export interface ApplySetOptions extends ClusterOptions {
  readonly owner: Owner;
  /** The field manager. Default `kustomize-controller`. */
  readonly fieldManager?: string | undefined;
  /** Makes objects anew whose immutable fields changed: `spec.force`. Default false. */
  readonly force?: boolean | undefined;
  /** Parts of objects that others may own: `spec.ignore`. */
  readonly ignore?: readonly IgnoreRule[] | undefined;
  /** Kinds (`group/Kind`, or `Kind` of the core group) that are applied in a stage of their own before the rest. */
  readonly customStageKinds?: readonly string[] | undefined;
  /** Further field managers, by the beginning of their name, whose fields become ours. */
  readonly overrideManagers?: readonly string[] | undefined;
  /** How long a stage may take until the next one can begin, in milliseconds. Default 60 s. */
  readonly stageTimeoutMs?: number | undefined;
}

/** What {@link pruneEntries} takes. */
export interface PruneOptions extends ClusterOptions {
  readonly owner: Owner;
}
