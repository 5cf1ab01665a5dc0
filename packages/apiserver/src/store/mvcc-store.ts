import type { EngineTransaction, LogEntry, StoreEngine } from './engine.ts';
import {
  type RangeQuery,
  type Store,
  StoreError,
  type StoreEvent,
  type StoreListener,
  type StoreWrite,
  type StoredValue,
  type WriteResult,
} from './store.ts';

interface QueuedWrite {
  readonly write: StoreWrite;
  readonly resolve: (result: WriteResult) => void;
  readonly reject: (error: StoreError) => void;
}

/** Entries looked at in one transaction of a compaction, so that writes get their turn in between. */
const compactionBatch = 250;
/** Writes that share one transaction at the most. */
const largestBatch = 512;

/**
 * The rules of a {@link Store}, once for every {@link StoreEngine}. Writes that arrive while a transaction
 * is being made durable wait and share the next one.
 */
export class MvccStore implements Store {
  readonly #engine: StoreEngine;
  readonly #listeners = new Set<StoreListener>();
  #queue: QueuedWrite[] = [];
  #pumping: Promise<void> | undefined;
  #compacting: Promise<void> = Promise.resolve();
  /** Resolves when the transaction under way has ended. */
  #transaction: Promise<void> = Promise.resolve();
  #revision: number;
  #floor: number;
  #failure: StoreError | undefined;

  constructor(engine: StoreEngine) {
    this.#engine = engine;
    ({ revision: this.#revision, floor: this.#floor } = engine.bounds());
  }

  get revision(): number {
    return this.#revision;
  }

  get floor(): number {
    return this.#floor;
  }

  get(key: string, at: number = this.#revision): StoredValue | undefined {
    this.#check(at);
    const head = this.#engine.head(key);
    return head === undefined ? undefined : this.#valueAt(head, at);
  }

  range(query: RangeQuery): Iterable<StoredValue> {
    const at = query.at ?? this.#revision;
    this.#check(at);
    return this.#range(query, at);
  }

  *#range(query: RangeQuery, at: number): Iterable<StoredValue> {
    for (const head of this.#engine.heads(query.prefix, query.after)) {
      const value = this.#valueAt(head, at);
      if (value !== undefined) yield value;
    }
  }

  /** Follows the chain of a key to the entry that was the newest one at a revision. */
  #valueAt(head: number, at: number): StoredValue | undefined {
    let entry = this.#engine.entry(head);
    while (entry !== undefined && entry.revision > at) entry = this.#engine.entry(entry.previous);
    return entry === undefined ? undefined : valueOf(entry);
  }

  history(after: number, prefix: string, upTo: number = this.#revision): Iterable<StoreEvent> {
    this.#check(after);
    if (upTo > this.#revision) throw futureRevision(upTo, this.#revision);
    return this.#history(after, upTo, prefix);
  }

  *#history(after: number, upTo: number, prefix: string): Iterable<StoreEvent> {
    for (const entry of this.#engine.entries(after, upTo)) {
      if (entry.key.startsWith(prefix)) yield this.#eventOf(entry);
    }
  }

  #eventOf(entry: LogEntry): StoreEvent {
    const before = entry.previous === 0 ? undefined : this.#engine.entry(entry.previous);
    return {
      key: entry.key,
      revision: entry.revision,
      value: entry.value,
      previous: before === undefined ? undefined : valueOf(before),
    };
  }

  subscribe(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  write(write: StoreWrite): Promise<WriteResult> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#queue.push({ write, resolve, reject });
      this.#pumping ??= this.#pump();
    });
  }

  async #pump(): Promise<void> {
    // The writes of one turn of the event loop arrive before the first transaction begins.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, largestBatch);
      try {
        await this.#commit(batch);
      } catch (cause) {
        this.#break(batch, cause);
      }
    }
    this.#pumping = undefined;
  }

  async #commit(batch: readonly QueuedWrite[]): Promise<void> {
    const events: StoreEvent[] = [];
    const results: WriteResult[] = [];
    let revision = this.#revision;
    await this.#transact((transaction) => {
      for (const { write } of batch) {
        const event = this.#append(transaction, write, revision + 1);
        if (event === undefined) {
          results.push({ outcome: 'conflict' });
        } else {
          revision = event.revision;
          events.push(event);
          results.push({ outcome: 'written', revision });
        }
      }
      if (events.length > 0) transaction.setBounds({ revision, floor: this.#floor });
    });
    this.#revision = revision;
    if (events.length > 0) for (const listener of this.#listeners) listener(events);
    batch.forEach(({ resolve }, index) => resolve(results[index] as WriteResult));
  }

  /** One transaction after the other: writes and compaction take turns. */
  #transact(work: (transaction: EngineTransaction) => void): Promise<void> {
    const done = this.#transaction.then(() => this.#engine.transact(work));
    this.#transaction = done.catch(() => undefined);
    return done;
  }

  #append(
    transaction: EngineTransaction,
    write: StoreWrite,
    revision: number,
  ): StoreEvent | undefined {
    const { key } = write;
    const previous = this.#engine.head(key) ?? 0;
    const before = previous === 0 ? undefined : this.#engine.entry(previous);
    const live = before === undefined ? undefined : valueOf(before);
    if ((live?.revision ?? 0) !== write.expected) return undefined;
    if (live === undefined && write.encode === undefined) return undefined;
    const entry: LogEntry = { revision, key, previous, value: write.encode?.(revision) };
    transaction.putEntry(entry);
    transaction.setHead(key, revision);
    return { key, revision, value: entry.value, previous: live };
  }

  /** After a failed transaction nobody knows what the medium holds: every later write is refused. */
  #break(batch: readonly QueuedWrite[], cause: unknown): void {
    this.#failure = new StoreError(
      'Broken',
      'the store could not write, and is closed for writes',
      {
        cause,
        retry: 'never',
      },
    );
    for (const { reject } of [...batch, ...this.#queue]) reject(this.#failure);
    this.#queue = [];
  }

  compact(floor: number): Promise<void> {
    if (floor > this.#revision) return Promise.reject(futureRevision(floor, this.#revision));
    this.#compacting = this.#compacting.then(() => this.#compactTo(floor));
    return this.#compacting;
  }

  async #compactTo(floor: number): Promise<void> {
    while (this.#floor < floor && this.#failure === undefined) {
      await this.#pumping;
      const from = this.#floor;
      const next = Math.min(floor, from + compactionBatch);
      // Readers are refused before anything goes, so that none of them finds half a history.
      this.#floor = next;
      const revision = this.#revision;
      await this.#engine.transact((transaction) => {
        for (const entry of Array.from(this.#engine.entries(from, next)))
          this.#supersede(transaction, entry);
        transaction.setBounds({ revision, floor: next });
      });
    }
  }

  /** An entry at or below the floor hides the one before it; a tombstone there hides nothing any more. */
  #supersede(transaction: EngineTransaction, entry: LogEntry): void {
    if (entry.previous !== 0) transaction.deleteEntry(entry.previous);
    if (entry.value !== undefined) return;
    transaction.deleteEntry(entry.revision);
    if (this.#engine.head(entry.key) === entry.revision) transaction.deleteHead(entry.key);
  }

  async close(): Promise<void> {
    const finished = this.#compacting.then(() => this.#pumping);
    this.#failure ??= new StoreError('Closed', 'the store is closed', { retry: 'never' });
    await finished;
    await this.#pumping;
    this.#listeners.clear();
    await this.#engine.close();
  }

  #check(at: number): void {
    if (at > this.#revision) throw futureRevision(at, this.#revision);
    if (at < this.#floor) {
      throw new StoreError('Compacted', `revision ${at} is older than ${this.#floor}`, {
        retry: 'never',
      });
    }
  }
}

function valueOf(entry: LogEntry): StoredValue | undefined {
  const { key, revision, value } = entry;
  return value === undefined ? undefined : { key, revision, value };
}

function futureRevision(asked: number, current: number): StoreError {
  return new StoreError('FutureRevision', `revision ${asked} is newer than ${current}`);
}
