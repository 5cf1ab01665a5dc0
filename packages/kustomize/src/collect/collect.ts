import {
  Budget,
  defaultLimits,
  type FileSystem,
  FluxtsError,
  LimitError,
  normalizePath,
} from '@fluxts/base';
import { decodeText } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import { kustomizationFileNames, readKustomization } from '../kustomization/kustomization.ts';
import { isRemoteFile, parseRepositorySpec } from '../load/repository-spec.ts';
import type { CollectOptions } from '../options.ts';
import { chartKey, type KustomizeTree, type RemoteContent, type RepositorySpec } from '../tree.ts';
import { filesOfPlugins, pluginEntries, referencesOf } from './references.ts';
import { RememberingFileSystem } from './remembering-file-system.ts';

/**
 * Reads the kustomization in `root` and all that it leads to, fetching what is remote. Faults of the
 * tree (missing files, malformed YAML) are left for the build to report.
 * @param root a directory of the file system, or the address of a repository
 * @throws KustomizeError `Remote` when something cannot be fetched; LimitError; the signal's reason
 */
export async function collect(
  root: string,
  fs: FileSystem,
  options: CollectOptions = {},
): Promise<KustomizeTree> {
  const collector = new Collector(fs, options);
  await collector.run(root);
  return collector.tree(root);
}

class Collector {
  readonly #fs: RememberingFileSystem;
  readonly #options: CollectOptions;
  readonly #budget: Budget;
  readonly #remotes = new Map<string, RemoteContent>();
  readonly #charts = new Map<string, FileSystem>();
  readonly #visited = new Map<FileSystem, Set<string>>();

  constructor(fs: FileSystem, options: CollectOptions) {
    this.#fs = new RememberingFileSystem(fs);
    this.#options = options;
    this.#budget = new Budget(options.limits ?? defaultLimits);
  }

  tree(root: string): KustomizeTree {
    return {
      root,
      rootName: this.#options.rootName ?? '',
      fs: this.#fs,
      remotes: this.#remotes,
      charts: this.#charts,
      files: this.#fs.readFiles,
    };
  }

  async run(root: string): Promise<void> {
    const spec = parseRepositorySpec(root);
    if (spec === undefined) await this.#directory(this.#fs, pathOrUndefined(root));
    else await this.#repository(root, spec);
  }

  async #directory(fs: FileSystem, path: string | undefined): Promise<void> {
    this.#options.signal?.throwIfAborted();
    if (path === undefined || !this.#firstVisit(fs, path)) return;
    this.#budget.step();
    const fields = readFields(fs, path);
    if (fields === undefined) return;
    const { resources, files, charts } = referencesOf(fields);
    for (const resource of resources) await this.#resource(fs, path, resource);
    const inline = pluginEntries(fields).filter((entry) => entry.includes('\n'));
    const named = [...files, ...inline.flatMap(filesOfPlugins)];
    for (const file of named) await this.#file(fs, path, file);
    for (const { directory, spec } of charts) {
      if (spec === undefined || kindOf(fs, within(path, directory)) === 'directory') continue;
      if (this.#options.charts === undefined || this.#charts.has(chartKey(spec))) continue;
      const chart = await this.#fetching(`chart '${spec.name}' of '${spec.repo}'`, () =>
        this.#options.charts?.(spec, this.#options.signal),
      );
      if (chart !== undefined) this.#charts.set(chartKey(spec), new RememberingFileSystem(chart));
    }
  }

  #firstVisit(fs: FileSystem, path: string): boolean {
    const visited = this.#visited.get(fs) ?? new Set();
    this.#visited.set(fs, visited);
    const before = visited.size;
    return visited.add(path).size > before;
  }

  async #resource(fs: FileSystem, base: string, resource: string): Promise<void> {
    if (isRemoteFile(resource)) {
      await this.#remote(resource);
      return;
    }
    const path = within(base, resource);
    const kind = kindOf(fs, path);
    if (kind === 'directory') {
      await this.#directory(fs, path);
    } else if (kind === 'file') {
      await this.#file(fs, base, resource);
      // The file may be the configuration of a plugin, which may name files in turn.
      const bytes = readOrUndefined(fs, path);
      if (bytes === undefined || !isBuiltinConfig(bytes)) return;
      for (const file of filesOfPlugins(bytes)) await this.#file(fs, base, file);
    } else {
      const spec = parseRepositorySpec(resource);
      if (spec !== undefined) await this.#repository(resource, spec);
    }
  }

  async #file(fs: FileSystem, base: string, file: string): Promise<void> {
    if (isRemoteFile(file)) {
      await this.#remote(file);
      return;
    }
    const bytes = readOrUndefined(fs, within(base, file));
    if (bytes !== undefined) this.#budget.bytes(bytes.length);
  }

  async #remote(url: string): Promise<void> {
    const { fetcher, signal } = this.#options;
    if (fetcher === undefined || this.#remotes.has(url)) return;
    const bytes = await this.#fetching(`'${url}'`, () => fetcher.file(url, signal));
    if (bytes !== undefined) {
      this.#budget.bytes(bytes.length);
      this.#remotes.set(url, { kind: 'file', bytes });
      return;
    }
    const spec = parseRepositorySpec(url);
    if (spec !== undefined) await this.#repository(url, spec);
  }

  async #repository(raw: string, spec: RepositorySpec): Promise<void> {
    const { fetcher, signal } = this.#options;
    if (fetcher === undefined || this.#remotes.has(raw)) return;
    const fetched = await this.#fetching(`repository '${raw}'`, () =>
      fetcher.repository(spec, signal),
    );
    const fs = new RememberingFileSystem(fetched);
    this.#remotes.set(raw, { kind: 'repository', fs, spec });
    await this.#directory(fs, pathOrUndefined(spec.path));
  }

  async #fetching<T>(what: string, work: () => Promise<T> | T): Promise<T> {
    this.#budget.step();
    try {
      return await work();
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      if (error instanceof LimitError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new KustomizeError('Remote', `cannot fetch ${what}: ${message}`, {
        cause: error,
        retry: error instanceof FluxtsError ? error.retry : 'backoff',
      });
    }
  }
}

function isBuiltinConfig(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('builtin');
}

/** The fields of a directory's kustomization; undefined for one that cannot be read. */
function readFields(
  fs: FileSystem,
  directory: string,
): ReturnType<typeof readKustomization>['fields'] | undefined {
  for (const name of kustomizationFileNames) {
    const path = within(directory, name);
    const bytes = path === undefined ? undefined : readOrUndefined(fs, path);
    if (bytes === undefined || path === undefined) continue;
    try {
      return readKustomization(decodeText(bytes, path), path, directory).fields;
    } catch (error) {
      if (error instanceof FluxtsError && !(error instanceof LimitError)) return undefined;
      throw error;
    }
  }
  return undefined;
}

function readOrUndefined(fs: FileSystem, path: string | undefined): Uint8Array | undefined {
  try {
    return path === undefined || fs.kind(path) !== 'file' ? undefined : fs.read(path);
  } catch (error) {
    if (error instanceof FluxtsError && !(error instanceof LimitError)) return undefined;
    throw error;
  }
}

function kindOf(fs: FileSystem, path: string | undefined): 'file' | 'directory' | undefined {
  try {
    return path === undefined ? undefined : fs.kind(path);
  } catch (error) {
    if (error instanceof FluxtsError) return undefined;
    throw error;
  }
}

function within(base: string, path: string): string | undefined {
  return pathOrUndefined(path.startsWith('/') ? path : `${base}/${path}`);
}

function pathOrUndefined(path: string): string | undefined {
  try {
    return normalizePath(path);
  } catch (error) {
    if (error instanceof FluxtsError) return undefined;
    throw error;
  }
}
