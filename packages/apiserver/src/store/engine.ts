/** One entry of the log: what a revision wrote. */
export interface LogEntry {
  readonly revision: number;
  readonly key: string;
  /** The revision before this one at the same key; 0 if there is none. Entries of a key form a chain. */
  readonly previous: number;
  /** `undefined` for a tombstone. */
  readonly value: Uint8Array | undefined;
}

/** Where the log begins and ends. */
export interface LogBounds {
  readonly revision: number;
  readonly floor: number;
}

/** What may be changed within a transaction. */
export interface EngineTransaction {
  putEntry(entry: LogEntry): void;
  deleteEntry(revision: number): void;
  setHead(key: string, revision: number): void;
  deleteHead(key: string): void;
  setBounds(bounds: LogBounds): void;
}

/**
 * The little that the MVCC rules ask of a medium: a log by revision, and for each key the revision of its
 * newest entry. `entry` and `head` see the changes of a transaction that is under way; iterations need not.
 */
export interface StoreEngine {
  bounds(): LogBounds;
  entry(revision: number): LogEntry | undefined;
  /** Entries with `after < revision <= upTo`, in order. */
  entries(after: number, upTo: number): Iterable<LogEntry>;
  /** The revision of the newest entry of a key, tombstones included. */
  head(key: string): number | undefined;
  /** The same for all keys with a prefix, in key order, behind `after`. */
  heads(prefix: string, after: string | undefined): Iterable<number>;
  /**
   * Runs `work` at once, as one transaction; resolves when its changes are durable. An error undoes it. One
   * transaction at a time: the next may begin when the one before has resolved.
   */
  transact(work: (transaction: EngineTransaction) => void): Promise<void>;
  close(): Promise<void>;
}
