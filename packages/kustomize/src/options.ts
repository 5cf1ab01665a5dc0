import type { FileSystem, JsonObject, Limits } from '@fluxts/base';
import type { BuildCache } from './cache.ts';
import type { ChartFetcher, RemoteFetcher } from './tree.ts';

/** Which files a kustomization may name: those below its own root, or any in the file system. */
export type LoadRestrictor = 'LoadRestrictionsRootOnly' | 'LoadRestrictionsNone';

/** How `collect` goes about its work. */
export interface CollectOptions {
  /** Fetches remote resources and bases; without one they are errors. */
  readonly fetcher?: RemoteFetcher;
  /** Fetches the charts of `helmCharts`; without one only charts below `chartHome` work. */
  readonly charts?: ChartFetcher;
  readonly limits?: Limits;
  readonly signal?: AbortSignal;
  /** How the root of the file system is called in messages, such as its absolute path; '' unless given. */
  readonly rootName?: string;
}

/** What the Helm engine is asked to render for one `helmCharts` entry. */
export interface HelmRequest {
  readonly chart: FileSystem;
  /** '' where the kustomization gives none. */
  readonly releaseName: string;
  /** A template for the name, where there is one. */
  readonly nameTemplate: string | undefined;
  readonly namespace: string;
  /** The values, merged as `valuesMerge` says. */
  readonly values: JsonObject;
  readonly includeCRDs: boolean;
  readonly skipHooks: boolean;
  readonly skipTests: boolean;
  readonly apiVersions: readonly string[];
  readonly kubeVersion: string | undefined;
}

/** Renders a chart to YAML, as `helm template` does. Synchronous and pure, as every engine. */
export type HelmEngine = (request: HelmRequest) => string;

/** How `build` goes about its work. */
export interface BuildOptions {
  /**
   * The order of the output where the root kustomization has no `sortOptions`: `legacy` sorts as
   * `kubectl kustomize` does, `fifo` (the default) keeps the order of the files as Flux does.
   */
  readonly order?: 'legacy' | 'fifo';
  /** `LoadRestrictionsRootOnly` unless given. */
  readonly loadRestrictor?: LoadRestrictor;
  /** Adds `app.kubernetes.io/managed-by: kustomize-<version>` to every object, as `KUSTOMIZE_ENABLE_MANAGEDBY_LABEL` asks for. */
  readonly managedByLabel?: boolean;
  /** Renders `helmCharts`; without one they are errors. */
  readonly helm?: HelmEngine;
  readonly limits?: Limits;
  /** Reuses steps of earlier builds whose inputs are the same. */
  readonly cache?: BuildCache;
}

/** Where an object came from. Lies beside the object, never in it. */
export interface Origin {
  /** Relative to the file system the tree was collected from, or to the remote repository. */
  readonly file: string;
  /** Which document of the file, from 0. */
  readonly index: number;
  /** The line where the document begins. */
  readonly line: number;
  /** The remote repository, for what came from one. */
  readonly repository?: string;
}

/** One object of a build. */
export interface BuiltObject {
  readonly object: JsonObject;
  /** `undefined` for generated objects. */
  readonly origin: Origin | undefined;
}

/** What a build gives. Frozen: it may be shared by a cache. */
export interface BuildResult {
  readonly objects: readonly BuiltObject[];
  /** All files that were read, relative to the file system, sorted; those of remote repositories are not among them. */
  readonly files: readonly string[];
  /** Deprecated fields and other things that the real kustomize warns about. */
  readonly warnings: readonly string[];
}
