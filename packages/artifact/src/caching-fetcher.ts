import { createReadStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { diskFileSystem, type FileSystem } from '@fluxts/base';
import { type Digest, formatDigest, parseDigest } from './digest.ts';
import { openDownload } from './download.ts';
import { ArtifactError } from './error.ts';
import { type ArchiveLimits, defaultArchiveLimits, extractArchive } from './extract.ts';
import type {
  ArtifactFetcher,
  ArtifactFetcherOptions,
  ArtifactRef,
  ExtractedArtifact,
} from './fetcher.ts';

/** An extracted tree. */
interface Tree {
  readonly directory: string;
  readonly files: FileSystem;
  readonly bytes: number;
  leases: number;
  usedAt: number;
}

/** A tree being made, and who waits for it. */
interface Making {
  readonly promise: Promise<Tree>;
  readonly controller: AbortController;
  callers: number;
}

/** Makes an {@link ArtifactFetcher}. */
export async function createArtifactFetcher(
  options: ArtifactFetcherOptions,
): Promise<ArtifactFetcher> {
  const root = resolve(options.cacheDir);
  await rm(root, { recursive: true, force: true });
  await mkdir(root, { recursive: true, mode: 0o700 });
  return new CachingFetcher(root, options);
}

class CachingFetcher implements ArtifactFetcher {
  readonly #root: string;
  readonly #options: ArtifactFetcherOptions;
  readonly #limits: ArchiveLimits;
  readonly #trees = new Map<string, Tree>();
  readonly #making = new Map<string, Making>();
  #sequence = 0;
  #bytes = 0;
  #clock = 0;

  constructor(root: string, options: ArtifactFetcherOptions) {
    this.#root = root;
    this.#options = options;
    this.#limits = { ...defaultArchiveLimits, ...options.limits };
  }

  get usage(): { readonly bytes: number; readonly trees: number } {
    return { bytes: this.#bytes, trees: this.#trees.size };
  }

  async open(
    artifact: ArtifactRef,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<ExtractedArtifact> {
    const digest = parseDigest(artifact.digest);
    const key = formatDigest(digest);
    throwIfAborted(options.signal);
    const tree = this.#trees.get(key) ?? (await this.#join(key, artifact, digest, options.signal));
    return this.#lease(key, tree);
  }

  async close(): Promise<void> {
    for (const making of this.#making.values()) making.controller.abort();
    await Promise.allSettled([...this.#making.values()].map((making) => making.promise));
    this.#trees.clear();
    this.#bytes = 0;
    await rm(this.#root, { recursive: true, force: true });
  }

  #lease(key: string, tree: Tree): ExtractedArtifact {
    tree.leases++;
    tree.usedAt = ++this.#clock;
    let held = true;
    return {
      digest: key,
      directory: tree.directory,
      files: tree.files,
      release: () => {
        if (!held) return;
        held = false;
        tree.leases--;
        this.#evict();
      },
    };
  }

  /** Waits for a tree together with others; the work ends early only when all of them have gone. */
  #join(
    key: string,
    artifact: ArtifactRef,
    digest: Digest,
    signal: AbortSignal | undefined,
  ): Promise<Tree> {
    const making = this.#making.get(key) ?? this.#begin(key, artifact, digest);
    making.callers++;
    return new Promise((resolveTree, reject) => {
      const leave = (): void => {
        if (--making.callers === 0) making.controller.abort();
        reject(aborted());
      };
      signal?.addEventListener('abort', leave, { once: true });
      making.promise
        .then(resolveTree, reject)
        .finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  #begin(key: string, artifact: ArtifactRef, digest: Digest): Making {
    const controller = new AbortController();
    const promise = this.#make(artifact, digest, controller.signal)
      .then((tree) => {
        this.#trees.set(key, tree);
        this.#bytes += tree.bytes;
        return tree;
      })
      .finally(() => this.#making.delete(key));
    const making: Making = { promise, controller, callers: 0 };
    this.#making.set(key, making);
    return making;
  }

  async #make(artifact: ArtifactRef, digest: Digest, signal: AbortSignal): Promise<Tree> {
    const { delay = sleep, retries = 9 } = this.#options;
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#makeOnce(artifact, digest, signal);
      } catch (error) {
        if (signal.aborted) throw aborted();
        const again = error instanceof ArtifactError && error.code === 'DownloadFailed';
        if (!again || attempt >= retries || error.retry !== 'backoff') throw error;
        await delay(Math.min(30_000, 100 * 2 ** attempt), signal);
      }
    }
  }

  async #makeOnce(artifact: ArtifactRef, digest: Digest, signal: AbortSignal): Promise<Tree> {
    const name = `${digest.algorithm}-${digest.hex.slice(0, 40)}-${++this.#sequence}`;
    const unfinished = join(this.#root, `${name}.tmp`);
    const directory = join(this.#root, name);
    await mkdir(unfinished, { mode: 0o700 });
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.#options.timeoutMs ?? 60_000);
    const end = (): void => limit.abort();
    signal.addEventListener('abort', end, { once: true });
    try {
      const source = await this.#source(artifact, limit.signal);
      const bytes = await extractArchive({
        source,
        digest,
        directory: unfinished,
        limits: this.#limits,
        signal: limit.signal,
      });
      await rename(unfinished, directory);
      return {
        directory,
        files: diskFileSystem(directory),
        bytes,
        leases: 0,
        usedAt: ++this.#clock,
      };
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      if (limit.signal.aborted && !signal.aborted) {
        throw new ArtifactError('DownloadFailed', `'${artifact.url}' took too long`, {
          cause: error,
        });
      }
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  }

  /** The artifact's bytes: from the store of this process if it has them, over HTTP otherwise. */
  async #source(artifact: ArtifactRef, signal: AbortSignal): Promise<Readable> {
    const { store } = this.#options;
    const file = artifact.path === undefined ? undefined : store?.fileOf(artifact.path);
    if (file !== undefined && (await exists(file)))
      return createReadStream(file, { highWaterMark: 256 * 1024 });
    return openDownload(artifact.url, signal);
  }

  #evict(): void {
    const most = this.#options.maxCacheBytes ?? 2 * 1024 * 1024 * 1024;
    if (this.#bytes <= most) return;
    const unused = [...this.#trees].filter(([, tree]) => tree.leases === 0);
    for (const [key, tree] of unused.sort(([, a], [, b]) => a.usedAt - b.usedAt)) {
      if (this.#bytes <= most) break;
      this.#trees.delete(key);
      this.#bytes -= tree.bytes;
      // What cannot be removed now goes when the cache is opened the next time.
      rm(tree.directory, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal, ref: false });
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw aborted();
}

function aborted(): ArtifactError {
  return new ArtifactError('Aborted', 'the artifact is not wanted any more', { retry: 'never' });
}
