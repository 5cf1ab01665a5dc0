import type { ControllerName } from './controllers.ts';

/** Modules that run in threads of their own. The application names them, as it knows how it is bundled. */
export interface ThreadEntries {
  /** Calls `serveApiServer`. */
  readonly apiServer: URL;
  /** Calls `serveBuildJobs`: what the controllers' worker pool runs. */
  readonly worker: URL;
}

/** The sample repository, and what is applied so that it is synchronised. */
export interface SampleOptions {
  /** The folder that is copied into the data folder as the first commit, unless it is there already. */
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
  /** None: the system comes up without a repository and without objects. */
  readonly sample?: SampleOptions;
  /** Told what is being done, in plain sentences. */
  readonly onProgress?: (progress: DevProgress) => void;
  /** Gets the controllers' log lines, JSON each. Default: written to `log/controllers.log` in the data folder. */
  readonly onLogLine?: (line: string) => void;
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

/** A running system: API server, controllers, git server. */
export interface DevSystem {
  readonly kubeconfigPath: string;
  /** The API server's URL. */
  readonly server: string;
  readonly sample: SampleRepository | undefined;
  /**
   * Waits until every GitRepository and Kustomization is Ready for what its spec says now; until one has
   * failed for good (Stalled), or the time is over. Never rejects but when the system breaks.
   */
  whenReady(options: {
    readonly timeoutMs: number;
    readonly signal?: AbortSignal;
  }): Promise<ReadyReport>;
  /** What `kubectl get` prints for a kind in all namespaces, headers included. */
  table(kind: 'GitRepository' | 'Kustomization'): Promise<string>;
  /** Rejects when a part of the system breaks; resolves after {@link DevSystem.stop}. */
  readonly finished: Promise<void>;
  /** Ends controllers, git server and API server, in that order. Safe to call twice. */
  stop(): Promise<void>;
}
