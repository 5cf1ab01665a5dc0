import type { KubeObject } from '@fluxts/kube-client';
import type { ControllerName } from './controllers/names.ts';
import type { KustomizeSettings, SourceSettings } from './controllers/options.ts';

/** Modules that run in threads of their own. The application names them, as it knows how it is bundled. */
export interface ThreadEntries {
  /** Calls `serveApiServer`. */
  readonly apiServer: URL;
  /** Calls `serveBuildJobs`. */
  readonly worker: URL;
}

/** The sample: a repository, and the objects that synchronise it. */
export interface SampleOptions {
  /** Holds `gitops/`, copied into the data folder as the first commit unless it is there, and `tenant1.yaml`. */
  readonly directory: string;
}

/** What makes a {@link DevSystem}. */
export interface DevOptions {
  /** Holds all state: cluster, artifacts, caches, the sample repository, the kubeconfig. Made if missing. */
  readonly dataDir: string;
  readonly threads: ThreadEntries;
  /** Port of the API server; 0 takes a free one, which the folder remembers. Default 0. */
  readonly port?: number;
  /** Default all that there are. */
  readonly controllers?: readonly ControllerName[];
  /** What can be set about the controllers; their own defaults otherwise. */
  readonly source?: SourceSettings;
  readonly kustomize?: KustomizeSettings;
  /**
   * Applied before the controllers start, in this order: the namespaces, definitions and Deployments of an
   * installation. Default the namespace and the definitions alone.
   */
  readonly manifests?: readonly KubeObject[];
  /** Absent: the system comes up without a repository and without objects. */
  readonly sample?: SampleOptions;
  /** Told what is being done. */
  readonly onProgress?: (progress: DevProgress) => void;
  /** Ends the start. A system that is up is ended by {@link DevSystem.stop}. */
  readonly signal?: AbortSignal;
}

/** One thing that the start does, or has done. */
export interface DevProgress {
  readonly kind: 'doing' | 'done';
  readonly text: string;
}

/** Where the sample repository lies. */
export interface SampleRepository {
  /** As the GitRepository names it. */
  readonly url: string;
  /** A working folder with a `.git`: edit and commit here. */
  readonly directory: string;
}

/** The outcome of {@link DevSystem.whenReady}. */
export interface ReadyReport {
  readonly ready: boolean;
  /** One line for each object that is not ready, with the reason. */
  readonly problems: readonly string[];
}

/** A listing as `kubectl get` prints it, with the command that does. */
export interface Listing {
  readonly command: string;
  readonly text: string;
}

/** A running system: API server, controllers, git server. */
export interface DevSystem {
  readonly kubeconfigPath: string;
  /** The folder of the logs: a file each part, a JSON line each entry. */
  readonly logFolder: string;
  /** The API server's URL. */
  readonly server: string;
  readonly sample: SampleRepository | undefined;
  /**
   * Waits until every Flux object is Ready for what its spec says now and for the newest commit of the
   * sample; until one is stuck (Stalled), or keeps failing in the same way for 20 s; or until the time is
   * over.
   */
  whenReady(options: {
    readonly timeoutMs: number;
    readonly signal?: AbortSignal;
  }): Promise<ReadyReport>;
  /** What `kubectl get` prints for GitRepositories and Kustomizations. */
  listings(signal?: AbortSignal): Promise<readonly Listing[]>;
  /** Resolves after {@link DevSystem.stop}; rejects when a part of the system breaks. */
  readonly finished: Promise<void>;
  /** Ends controllers, git server and API server, in that order. Safe to call twice. */
  stop(): Promise<void>;
}
