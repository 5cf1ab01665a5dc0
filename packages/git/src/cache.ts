import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from './git.ts';

/** A bare repository in the cache, held so that it stays. */
export interface CacheLease {
  readonly directory: string;
  /** Holds the same repository once more. */
  share(): CacheLease;
  /** Lets go. Safe to call twice. */
  release(): void;
}

interface Generation {
  readonly directory: string;
  leases: number;
  retired: boolean;
}

interface Entry {
  current: Generation | undefined;
  /** The end of the queue of those who change this repository. */
  tail: Promise<unknown>;
  bytes: number;
  usedAt: number;
}

/** What {@link RepositoryCache} takes. */
export interface CacheOptions {
  readonly directory: string;
  readonly maxBytes: number;
  /** Makes an empty bare repository for objects of a format. */
  readonly create: (directory: string, format: ObjectFormat, signal: AbortSignal) => Promise<void>;
}

/**
 * Bare repositories by key. A repository is changed by one caller at a time and may be read by many
 * meanwhile, as git's objects never change. A repository that is worn out or broken is retired: new
 * callers get a fresh one, and the old goes when its last reader lets go.
 */
export class RepositoryCache {
  readonly #options: CacheOptions;
  readonly #entries = new Map<string, Entry>();
  #sequence = 0;
  #clock = 0;

  constructor(options: CacheOptions) {
    this.#options = options;
  }

  /** Empties the directory: what an earlier process left may be half written. */
  async open(): Promise<void> {
    await rm(this.#options.directory, { recursive: true, force: true });
    await mkdir(this.#options.directory, { recursive: true, mode: 0o700 });
  }

  /** Runs work that may change the repository; it starts when all before it under the key are done. */
  async change<T>(
    key: string,
    format: ObjectFormat,
    signal: AbortSignal,
    work: (lease: CacheLease, retire: () => void) => Promise<T>,
  ): Promise<T> {
    const entry = this.#entry(key);
    const turn = entry.tail.then(async () => {
      signal.throwIfAborted();
      const generation = (entry.current ??= await this.#create(key, format, signal));
      const lease = this.#lease(generation);
      try {
        return await work(lease, () => this.#retire(entry, generation));
      } finally {
        entry.bytes = await packBytes(generation.directory);
        entry.usedAt = ++this.#clock;
        lease.release();
        this.#evict(key);
      }
    });
    entry.tail = turn.catch(() => undefined);
    return turn;
  }

  #entry(key: string): Entry {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const entry: Entry = {
      current: undefined,
      tail: Promise.resolve(),
      bytes: 0,
      usedAt: ++this.#clock,
    };
    this.#entries.set(key, entry);
    return entry;
  }

  async #create(key: string, format: ObjectFormat, signal: AbortSignal): Promise<Generation> {
    const directory = join(this.#options.directory, `${key.slice(0, 32)}-${++this.#sequence}.git`);
    await this.#options.create(directory, format, signal);
    return { directory, leases: 0, retired: false };
  }

  #lease(generation: Generation): CacheLease {
    generation.leases++;
    let held = true;
    return {
      directory: generation.directory,
      share: () => this.#lease(generation),
      release: () => {
        if (!held) return;
        held = false;
        generation.leases--;
        if (generation.retired && generation.leases === 0) remove(generation);
      },
    };
  }

  #retire(entry: Entry, generation: Generation): void {
    if (entry.current === generation) entry.current = undefined;
    entry.bytes = 0;
    generation.retired = true;
    if (generation.leases === 0) remove(generation);
  }

  #evict(justUsed: string): void {
    let total = 0;
    for (const entry of this.#entries.values()) total += entry.bytes;
    const oldestFirst = [...this.#entries].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, entry] of oldestFirst) {
      if (key === justUsed) continue;
      if (entry.current !== undefined && total <= this.#options.maxBytes) continue;
      total -= entry.bytes;
      if (entry.current !== undefined) this.#retire(entry, entry.current);
      // Callers that still wait in the entry's queue go on with it; it just takes no new ones.
      this.#entries.delete(key);
    }
  }
}

function remove(generation: Generation): void {
  // What cannot be removed now is removed when the cache is opened the next time.
  rm(generation.directory, { recursive: true, force: true }).catch(() => undefined);
}

async function packBytes(directory: string): Promise<number> {
  const packs = join(directory, 'objects', 'pack');
  const names = await readdir(packs).catch(() => []);
  let bytes = 0;
  for (const name of names) {
    bytes += await stat(join(packs, name)).then(
      (found) => found.size,
      () => 0,
    );
  }
  return bytes;
}
