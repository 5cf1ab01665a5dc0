import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, type RootDatabase, open } from 'lmdb';
import type { EngineTransaction, LogBounds, LogEntry, StoreEngine } from './engine.ts';
import { takeFolder } from './folder-lock.ts';
import { RevisionCache } from './revision-cache.ts';

/** LMDB takes keys of up to 1978 bytes; longer ones than this are cut, and told apart by a hash. */
const longestKey = 1024;
const boundsKey = 'bounds';
const headerBytes = 17;
/** Entries kept in memory. Their bytes are those that the layer above keeps anyway. */
const cacheBytes = 64 * 1024 * 1024;

/**
 * Opens an engine on a folder, which it makes if need be. The folder belongs to this engine until it is
 * closed or its process ends.
 * @throws StoreError `Locked` when another process has the folder
 */
export function lmdbEngine(folder: string): StoreEngine {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = takeFolder(folder);
  try {
    return new LmdbEngine(folder, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** What a transaction has changed and the medium does not show yet. `undefined` marks what is deleted. */
class Changes implements EngineTransaction {
  readonly entries = new Map<number, LogEntry | undefined>();
  readonly heads = new Map<string, number | undefined>();
  bounds: LogBounds | undefined;

  putEntry(entry: LogEntry): void {
    this.entries.set(entry.revision, entry);
  }

  deleteEntry(revision: number): void {
    this.entries.set(revision, undefined);
  }

  setHead(key: string, revision: number): void {
    this.heads.set(key, revision);
  }

  deleteHead(key: string): void {
    this.heads.set(key, undefined);
  }

  setBounds(bounds: LogBounds): void {
    this.bounds = bounds;
  }
}

/**
 * Transactions are worked out on this thread and written by LMDB's own, which also waits for the disk: no
 * request stands still for a commit.
 */
class LmdbEngine implements StoreEngine {
  readonly #root: RootDatabase;
  /** revision → entry */
  readonly #log: Database<Buffer, number>;
  /** key → revision */
  readonly #heads: Database<Buffer, Buffer>;
  readonly #meta: Database<Buffer, string>;
  readonly #release: () => void;
  readonly #cache = new RevisionCache<LogEntry>(
    cacheBytes,
    ({ key, value }) => key.length + (value?.length ?? 0),
  );
  #changes: Changes | undefined;

  constructor(folder: string, release: () => void) {
    // Reads and writes are bytes: what a value is, is the business of the layers above.
    this.#root = open({ path: join(folder, 'state'), encoding: 'binary', maxDbs: 3 });
    this.#log = this.#root.openDB({ name: 'log', encoding: 'binary' });
    this.#heads = this.#root.openDB({ name: 'heads', encoding: 'binary', keyEncoding: 'binary' });
    this.#meta = this.#root.openDB({ name: 'meta', encoding: 'binary' });
    this.#release = release;
  }

  bounds(): LogBounds {
    const bytes = this.#meta.getBinary(boundsKey);
    if (bytes === undefined) return { revision: 0, floor: 0 };
    return { revision: bytes.readDoubleLE(0), floor: bytes.readDoubleLE(8) };
  }

  entry(revision: number): LogEntry | undefined {
    if (this.#changes?.entries.has(revision) === true) return this.#changes.entries.get(revision);
    const cached = this.#cache.get(revision);
    if (cached !== undefined) return cached;
    const bytes = this.#log.getBinary(revision);
    if (bytes === undefined) return undefined;
    const entry = decodeEntry(revision, bytes);
    this.#cache.add(entry);
    return entry;
  }

  *entries(after: number, upTo: number): Iterable<LogEntry> {
    for (const { key, value } of this.#log.getRange({ start: after + 1, end: upTo + 1 })) {
      yield decodeEntry(key, value);
    }
  }

  head(key: string): number | undefined {
    if (this.#changes?.heads.has(key) === true) return this.#changes.heads.get(key);
    return this.#heads.getBinary(encodeKey(key))?.readDoubleLE(0);
  }

  *heads(prefix: string, after: string | undefined): Iterable<number> {
    const first = Buffer.from(prefix);
    const behind = after === undefined ? undefined : encodeKey(after);
    const start = behind !== undefined && behind.compare(first) > 0 ? behind : first;
    // No UTF-8 text has a byte 0xff, so this is behind every key with the prefix.
    const end = Buffer.concat([first, Buffer.of(0xff)]);
    for (const { key, value } of this.#heads.getRange({ start, end })) {
      if (behind === undefined || !behind.equals(key)) yield value.readDoubleLE(0);
    }
  }

  async transact(work: (transaction: EngineTransaction) => void): Promise<void> {
    const changes = new Changes();
    this.#changes = changes;
    try {
      work(changes);
      // Everything within the callback is one transaction.
      await this.#root.batch(() => this.#write(changes));
      await this.#root.flushed;
      for (const [revision, entry] of changes.entries) {
        if (entry === undefined) this.#cache.delete(revision);
        else this.#cache.add(entry);
      }
    } finally {
      this.#changes = undefined;
    }
  }

  #write(changes: Changes): void {
    for (const [revision, entry] of changes.entries) {
      settled(
        entry === undefined
          ? this.#log.remove(revision)
          : this.#log.put(revision, encodeEntry(entry)),
      );
    }
    for (const [key, revision] of changes.heads) {
      const at = encodeKey(key);
      settled(
        revision === undefined
          ? this.#heads.remove(at)
          : this.#heads.put(at, encodeNumbers(revision)),
      );
    }
    if (changes.bounds !== undefined) {
      const { revision, floor } = changes.bounds;
      settled(this.#meta.put(boundsKey, encodeNumbers(revision, floor)));
    }
  }

  async close(): Promise<void> {
    await this.#root.close();
    this.#release();
  }
}

/** The transaction as a whole is waited for; a failure of one part is its failure. */
function settled(write: Promise<boolean>): void {
  write.catch(() => undefined);
}

function encodeNumbers(...numbers: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(8 * numbers.length);
  numbers.forEach((number, index) => bytes.writeDoubleLE(number, 8 * index));
  return bytes;
}

function encodeKey(key: string): Buffer {
  const bytes = Buffer.from(key);
  if (bytes.length <= longestKey) return bytes;
  const hash = createHash('sha256').update(bytes).digest();
  return Buffer.concat([bytes.subarray(0, longestKey - hash.length - 1), Buffer.of(0xfe), hash]);
}

/** Entry: 1 byte 1 for a value or 0 for a tombstone, 8 bytes previous, 8 bytes length of the key, key, value. */
function encodeEntry(entry: LogEntry): Buffer {
  const key = Buffer.from(entry.key);
  const bytes = Buffer.allocUnsafe(headerBytes + key.length + (entry.value?.length ?? 0));
  bytes.writeUInt8(entry.value === undefined ? 0 : 1, 0);
  bytes.writeDoubleLE(entry.previous, 1);
  bytes.writeDoubleLE(key.length, 9);
  key.copy(bytes, headerBytes);
  if (entry.value !== undefined) bytes.set(entry.value, headerBytes + key.length);
  return bytes;
}

function decodeEntry(revision: number, bytes: Buffer): LogEntry {
  const valueAt = headerBytes + bytes.readDoubleLE(9);
  return {
    revision,
    key: bytes.toString('utf8', headerBytes, valueAt),
    previous: bytes.readDoubleLE(1),
    value: bytes.readUInt8(0) === 0 ? undefined : bytes.subarray(valueAt),
  };
}
