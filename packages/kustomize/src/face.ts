import type { FileSystem, JsonObject } from '@fluxts/base';
import type { BuildCache } from './cache.ts';
import type { BuildOptions, BuildResult, CollectOptions } from './options.ts';
import type { KustomizeTree } from './tree.ts';

/**
 * Reads the kustomization in `root` and all that it leads to, fetching what is remote. Faults of the
 * tree (missing files, malformed YAML) are left for {@link build} to report.
 * @throws KustomizeError `Remote` when something cannot be fetched; LimitError; the signal's reason
 */
export declare function collect(
  root: string,
  fs: FileSystem,
  options?: CollectOptions,
): Promise<KustomizeTree>;
/**
 * Builds a collected tree. Synchronous and pure: same tree and options, same result.
 * @throws KustomizeError, YamlError, LimitError
 */
export declare function build(tree: KustomizeTree, options?: BuildOptions): BuildResult;
/** The built objects as `kubectl kustomize` prints them. */
export declare function renderObjects(objects: readonly JsonObject[]): string;
/** Collects, builds and prints in one call. */
export declare function renderKustomization(
  root: string,
  fs: FileSystem,
  options?: BuildOptions & CollectOptions,
): Promise<string>;
/** A cache of at most `maxSteps` steps (1,000 unless given). */
export declare function createBuildCache(maxSteps?: number): BuildCache;
/**
 * YAML files at or below a directory that a build did not read: usually forgotten in a
 * `kustomization.yaml`. Sorted; paths relative to the file system. Hidden files are passed over.
 */
export declare function unreferenced(
  fs: FileSystem,
  directory: string,
  files: readonly string[],
): readonly string[];

/** What a Flux `Kustomization` object adds to the kustomization file of its path. */
export interface KustomizationOverrides {
  readonly targetNamespace?: string;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly commonMetadata?: {
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly patches?: readonly JsonObject[];
  readonly patchesStrategicMerge?: readonly JsonObject[];
  readonly patchesJson6902?: readonly JsonObject[];
  readonly images?: readonly JsonObject[];
  readonly components?: readonly string[];
  readonly ignoreMissingComponents?: boolean;
  readonly buildMetadata?: readonly string[];
}

/**
 * Lays a kustomization file over a directory as Flux does: the one that is there, or one generated from
 * all YAML files below (a directory with its own kustomization file is taken as a whole), with the
 * overrides merged in. The given file system is not changed.
 * @returns a file system to collect from, and whether the file was generated
 * @throws KustomizeError `Resource` (`failed to decode Kubernetes YAML from …`), `KustomizationFile`
 */
export declare function generateKustomization(
  fs: FileSystem,
  directory: string,
  overrides?: KustomizationOverrides,
): { readonly fs: FileSystem; readonly generated: boolean };
