import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, type RootDatabase, open } from 'lmdb';
import type { EngineTransaction, LogBounds, LogEntry, StoreEngine } from './engine.ts';
import { takeFolder } from './folder-lock.ts';

/** LMDB takes keys of up to 1978 bytes; longer ones than this are cut, and told apart by a hash. */
const longestKey = 1024;
const boundsKey = 'bounds';
const headerBytes = 17;

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

class LmdbEngine implements StoreEngine, EngineTransaction {
  readonly #root: RootDatabase;
  /** revision → entry */
  readonly #log: Database<Buffer, number>;
  /** key → revision */
  readonly #heads: Database<Buffer, Buffer>;
  readonly #meta: Database<Buffer, string>;
  readonly #release: () => void;

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
    const bytes = this.#log.getBinary(revision);
    return bytes === undefined ? undefined : decodeEntry(revision, bytes);
  }

  *entries(after: number, upTo: number): Iterable<LogEntry> {
    for (const { key, value } of this.#log.getRange({ start: after + 1, end: upTo + 1 })) {
      yield decodeEntry(key, value);
    }
  }

  head(key: string): number | undefined {
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
    this.#root.transactionSync(() => work(this));
    await this.#root.flushed;
  }

  putEntry(entry: LogEntry): void {
    this.#log.putSync(entry.revision, encodeEntry(entry));
  }

  deleteEntry(revision: number): void {
    this.#log.removeSync(revision);
  }

  setHead(key: string, revision: number): void {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeDoubleLE(revision, 0);
    this.#heads.putSync(encodeKey(key), bytes);
  }

  deleteHead(key: string): void {
    this.#heads.removeSync(encodeKey(key));
  }

  setBounds(bounds: LogBounds): void {
    const bytes = Buffer.allocUnsafe(16);
    bytes.writeDoubleLE(bounds.revision, 0);
    bytes.writeDoubleLE(bounds.floor, 8);
    this.#meta.putSync(boundsKey, bytes);
  }

  async close(): Promise<void> {
    await this.#root.close();
    this.#release();
  }
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
