import type { FileSystem } from '@fluxts/base';

/** A git repository named by a remote resource, base or component. */
export interface RepositorySpec {
  /** The reference as it was written. */
  readonly raw: string;
  /** What to clone: `https://github.com/org/repo.git`, `git@host:org/repo.git`, `file:///…`. */
  readonly url: string;
  /** The directory within the repository; `.` for its root. */
  readonly path: string;
  /** `?ref=` or `?version=`: a branch, tag or commit; the default branch without one. */
  readonly ref: string | undefined;
  /** `?submodules=`; true unless switched off. */
  readonly submodules: boolean;
  /** `?timeout=` in milliseconds. */
  readonly timeout: number;
}

/** Brings in what lies outside the tree. Implementations bound what they read. */
export interface RemoteFetcher {
  /** The content of a plain `https://…` file; `undefined` if the address serves no YAML file (it may be a repository then). */
  file(url: string, signal?: AbortSignal): Promise<Uint8Array | undefined>;
  /** A checkout of the repository. */
  repository(spec: RepositorySpec, signal?: AbortSignal): Promise<FileSystem>;
}

/** A chart that a `helmCharts` entry names and that is not in the tree. */
export interface ChartSpec {
  readonly name: string;
  /** The repository's address, `oci://` included. */
  readonly repo: string;
  readonly version: string | undefined;
}

/** Brings in Helm charts; the file system's root is the chart's directory. */
export type ChartFetcher = (chart: ChartSpec, signal?: AbortSignal) => Promise<FileSystem>;

/** Everything a build reads, read already. Made by `collect`, never changed afterwards. */
export interface KustomizeTree {
  /** The directory to build, relative to the file system. */
  readonly root: string;
  /** How the root of the file system is called in messages; '' for `/`. */
  readonly rootName: string;
  /** Remembers every answer it has given, so that a build sees one state of the disk. */
  readonly fs: FileSystem;
  /** Remote files and repositories by the reference as written. */
  readonly remotes: ReadonlyMap<string, RemoteContent>;
  /** Fetched charts by {@link chartKey}. */
  readonly charts: ReadonlyMap<string, FileSystem>;
  /** What the kustomizations of the tree refer to, in the order met. Paths are relative to `fs`, sorted, without duplicates. */
  readonly files: readonly string[];
}

/** What a remote reference turned out to be. */
export type RemoteContent =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'repository'; readonly fs: FileSystem; readonly spec: RepositorySpec };

/** The key of a chart in {@link KustomizeTree.charts}. */
export function chartKey(chart: ChartSpec): string {
  return `${chart.repo} ${chart.name} ${chart.version ?? ''}`;
}
