import { FluxtsError } from '@fluxts/base';

/** The state of a key at some revision. */
export interface StoredValue {
  readonly key: string;
  /** The revision that wrote it. */
  readonly revision: number;
  /** JSON in UTF-8. */
  readonly value: Uint8Array;
}

/** One write of the log. */
export interface StoreEvent {
  readonly key: string;
  readonly revision: number;
  /** `undefined` when the key was deleted. */
  readonly value: Uint8Array | undefined;
  /** The state that this write replaced; `undefined` when there was none. */
  readonly previous: StoredValue | undefined;
}

/** One write of one key. */
export interface StoreWrite {
  readonly key: string;
  /** The revision that the writer saw the key at; 0 when it must not exist. */
  readonly expected: number;
  /**
   * Makes the value, which may hold its own revision. Called within the transaction: it must be quick and
   * must not throw. Absent: the key is deleted.
   */
  readonly encode?: (revision: number) => Uint8Array;
}

/** `written`: the revision of the write. `conflict`: nothing was written, the key has moved on. */
export type WriteResult =
  | { readonly outcome: 'written'; readonly revision: number }
  | { readonly outcome: 'conflict' };

/** Which keys to read, and as of when. */
export interface RangeQuery {
  readonly prefix: string;
  /** Only keys behind this one. */
  readonly after?: string;
  /** Default: the last visible revision. */
  readonly at?: number;
}

/** Gets the events of one transaction, in order. Must not throw. */
export type StoreListener = (events: readonly StoreEvent[]) => void;

/** `Compacted`: the revision asked for is older than the floor. `Locked`: another process has the folder. */
export type StoreErrorCode = 'Compacted' | 'FutureRevision' | 'Locked' | 'Closed' | 'Broken';

/** Raised by every {@link Store}. */
export class StoreError extends FluxtsError<StoreErrorCode> {}

/**
 * Ordered keys with history. Every write gets the next number of one global revision and is appended to a
 * log; the state at any revision from the floor on can be read, and the writes after any such revision can
 * be replayed. A write is visible to reads and listeners once it is durable, never before.
 */
export interface Store {
  /** The last visible revision. Never goes back, not even over a crash. */
  readonly revision: number;
  /** The oldest revision that can still be read. */
  readonly floor: number;
  /** @throws StoreError `Compacted`, `FutureRevision` */
  get(key: string, at?: number): StoredValue | undefined;
  /** In key order; evaluated as it is iterated, at one revision. @throws StoreError `Compacted`, `FutureRevision` */
  range(query: RangeQuery): Iterable<StoredValue>;
  /** Resolves when the write is durable and listeners have had it, or has lost against another. @throws StoreError `Closed`, `Broken` */
  write(write: StoreWrite): Promise<WriteResult>;
  /**
   * The writes to keys with a prefix, after a revision and up to another (the visible one by default).
   * @throws StoreError `Compacted`, `FutureRevision`
   */
  history(after: number, prefix: string, upTo?: number): Iterable<StoreEvent>;
  /** Calls back with everything that becomes visible from now on. Returns what ends it. */
  subscribe(listener: StoreListener): () => void;
  /** Drops what no reader from `floor` on can see, a batch at a time. @throws StoreError `FutureRevision` */
  compact(floor: number): Promise<void>;
  /** Finishes what is queued and releases everything. */
  close(): Promise<void>;
}
