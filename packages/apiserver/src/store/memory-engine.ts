import type { EngineTransaction, LogBounds, LogEntry, StoreEngine } from './engine.ts';

/** Makes an engine that keeps everything in memory: durable as long as it lives. */
export function memoryEngine(): StoreEngine {
  return new MemoryEngine();
}

class MemoryEngine implements StoreEngine, EngineTransaction {
  /** By revision; insertion order is revision order. */
  readonly #log = new Map<number, LogEntry>();
  readonly #heads = new Map<string, number>();
  /** The keys of `#heads`, in order. */
  readonly #keys: string[] = [];
  #bounds: LogBounds = { revision: 0, floor: 0 };

  bounds(): LogBounds {
    return this.#bounds;
  }

  entry(revision: number): LogEntry | undefined {
    return this.#log.get(revision);
  }

  *entries(after: number, upTo: number): Iterable<LogEntry> {
    for (let revision = after + 1; revision <= upTo; revision++) {
      const entry = this.#log.get(revision);
      if (entry !== undefined) yield entry;
    }
  }

  head(key: string): number | undefined {
    return this.#heads.get(key);
  }

  *heads(prefix: string, after: string | undefined): Iterable<number> {
    let index =
      after === undefined || after < prefix ? this.#indexOf(prefix) : this.#indexOf(after);
    if (after !== undefined && this.#keys[index] === after) index++;
    // Keys may come and go between two steps, so the place is found again by the last key.
    for (let key = this.#keys[index]; key?.startsWith(prefix) === true;) {
      yield this.#heads.get(key) as number;
      if (this.#keys[index] !== key) index = this.#indexOf(key);
      if (this.#keys[index] === key) index++;
      key = this.#keys[index];
    }
  }

  /** Where a key is, or would be. */
  #indexOf(key: string): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] as string) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  transact(work: (transaction: EngineTransaction) => void): Promise<void> {
    work(this);
    return Promise.resolve();
  }

  putEntry(entry: LogEntry): void {
    this.#log.set(entry.revision, entry);
  }

  deleteEntry(revision: number): void {
    this.#log.delete(revision);
  }

  setHead(key: string, revision: number): void {
    if (!this.#heads.has(key)) this.#keys.splice(this.#indexOf(key), 0, key);
    this.#heads.set(key, revision);
  }

  deleteHead(key: string): void {
    if (this.#heads.delete(key)) this.#keys.splice(this.#indexOf(key), 1);
  }

  setBounds(bounds: LogBounds): void {
    this.#bounds = bounds;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
