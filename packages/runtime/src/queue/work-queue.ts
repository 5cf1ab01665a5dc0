import type { Clock, Timer } from '../clock.ts';
import type { ObjectKey } from '../key.ts';
import type { Priority } from '../reconciler.ts';

/** How a key is woken. */
export interface Wake {
  /** Default `high`. */
  readonly priority?: Priority | undefined;
  readonly reason?: string | undefined;
  /** Not sooner than this; at once when absent. */
  readonly afterMs?: number | undefined;
}

/** A key taken from the queue. Must be handed to {@link WorkQueue.finish}. */
export interface Taken {
  readonly key: ObjectKey;
  readonly reasons: readonly string[];
  /** How many times in a row it failed before. */
  readonly failures: number;
  /** How long it was ready before it was taken. */
  readonly waitedMs: number;
}

/** What becomes of a key that was served. */
export interface Outcome {
  /** When to serve it again by itself; never when absent. */
  readonly afterMs?: number | undefined;
  readonly priority?: Priority | undefined;
  readonly reason?: string | undefined;
  /** What happens to the failure count; `reset` when absent. */
  readonly failures?: 'reset' | 'keep' | 'count' | undefined;
}

interface Item {
  readonly id: string;
  readonly key: ObjectKey;
  state: 'idle' | 'ready' | 'running';
  priority: Priority;
  reasons: Set<string>;
  failures: number;
  readySince: number;
  /** A wake came while it was running. */
  dirty: boolean;
  timer: { readonly timer: Timer; readonly at: number } | undefined;
}

const levels: readonly Priority[] = ['high', 'normal', 'low'];
const maxReasons = 16;
/** Every so many keys, one of a lower level goes first, so that none waits for ever. */
const fairness = 8;

/**
 * Keys that wait for their turn. What it promises:
 * - a key is there at most once: wakes merge, the most urgent one counts, reasons add up;
 * - a key that is being served is not handed out again; a wake meanwhile brings it back right after;
 * - an earlier time wins over a later one, and a wake at once over any time;
 * - `high` goes before `normal` before `low`, first come first served within each, but one key in eight is
 *   taken from the lowest level that waits;
 * - memory: a key that neither waits, runs nor failed is forgotten.
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #onReady: () => void;
  readonly #items = new Map<string, Item>();
  readonly #ready: Readonly<Record<Priority, Set<Item>>> = {
    high: new Set(),
    normal: new Set(),
    low: new Set(),
  };
  #running = 0;
  #delayed = 0;
  #taken = 0;

  /** @param onReady called whenever a key became ready */
  constructor(clock: Clock, onReady: () => void) {
    this.#clock = clock;
    this.#onReady = onReady;
  }

  /** Keys that wait to be taken, that are being served, and that wait for their time. */
  get depth(): { readonly ready: number; readonly running: number; readonly delayed: number } {
    const { high, normal, low } = this.#ready;
    return {
      ready: high.size + normal.size + low.size,
      running: this.#running,
      delayed: this.#delayed,
    };
  }

  /** Wakes a key. */
  add(key: ObjectKey, wake: Wake = {}): void {
    const item = this.#itemOf(key);
    const afterMs = wake.afterMs ?? 0;
    if (afterMs > 0) {
      this.#addLater(item, afterMs, wake);
      return;
    }
    this.#cancelTimer(item);
    if (wake.reason !== undefined && item.reasons.size < maxReasons) item.reasons.add(wake.reason);
    this.#makeReady(item, wake.priority ?? 'high');
  }

  /** The next key to serve; `undefined` if none is ready. */
  take(): Taken | undefined {
    const item = this.#next();
    if (item === undefined) return undefined;
    this.#ready[item.priority].delete(item);
    const taken: Taken = {
      key: item.key,
      reasons: [...item.reasons],
      failures: item.failures,
      waitedMs: this.#clock.monotonic() - item.readySince,
    };
    item.state = 'running';
    item.priority = 'low';
    item.reasons = new Set();
    this.#running++;
    this.#taken++;
    return taken;
  }

  /** Gives a key back. @returns its failure count now */
  finish(key: ObjectKey, outcome: Outcome): number {
    const item = this.#items.get(idOf(key));
    if (item === undefined || item.state !== 'running') return 0;
    this.#running--;
    item.state = 'idle';
    if (outcome.failures === 'count') item.failures++;
    else if (outcome.failures !== 'keep') item.failures = 0;
    if (item.dirty) {
      item.dirty = false;
      this.#makeReady(item, item.priority);
    } else if (outcome.afterMs !== undefined) {
      this.#addLater(item, outcome.afterMs, {
        priority: outcome.priority ?? 'low',
        reason: outcome.reason,
      });
    }
    this.#dropIfIdle(item);
    return item.failures;
  }

  /** Whether a wake came for a key while it is being served. */
  isDirty(key: ObjectKey): boolean {
    return this.#items.get(idOf(key))?.dirty === true;
  }

  /** Drops what waits for a key, and its failures. One that is being served is served to its end. */
  forget(key: ObjectKey): void {
    const item = this.#items.get(idOf(key));
    if (item === undefined) return;
    this.#cancelTimer(item);
    item.failures = 0;
    item.dirty = false;
    item.reasons.clear();
    if (item.state === 'ready') {
      this.#ready[item.priority].delete(item);
      item.state = 'idle';
    }
    this.#dropIfIdle(item);
  }

  /** Drops everything that waits. */
  clear(): void {
    for (const item of this.#items.values()) this.forget(item.key);
  }

  #itemOf(key: ObjectKey): Item {
    const id = idOf(key);
    let item = this.#items.get(id);
    if (item === undefined) {
      item = {
        id,
        key,
        state: 'idle',
        priority: 'low',
        reasons: new Set(),
        failures: 0,
        readySince: 0,
        dirty: false,
        timer: undefined,
      };
      this.#items.set(id, item);
    }
    return item;
  }

  #addLater(item: Item, afterMs: number, wake: Wake): void {
    if (item.state === 'ready' || item.dirty) return;
    const at = this.#clock.monotonic() + afterMs;
    if (item.timer !== undefined && item.timer.at <= at) return;
    this.#cancelTimer(item);
    const timer = this.#clock.after(afterMs, () => {
      this.#delayed--;
      item.timer = undefined;
      this.add(item.key, { priority: wake.priority, reason: wake.reason });
    });
    item.timer = { timer, at };
    this.#delayed++;
  }

  #makeReady(item: Item, priority: Priority): void {
    if (item.state === 'running') {
      item.priority = item.dirty ? moreUrgent(item.priority, priority) : priority;
      item.dirty = true;
      return;
    }
    if (item.state === 'ready') {
      const urgent = moreUrgent(item.priority, priority);
      if (urgent === item.priority) return;
      this.#ready[item.priority].delete(item);
      item.priority = urgent;
      this.#ready[urgent].add(item);
      return;
    }
    item.state = 'ready';
    item.priority = priority;
    item.readySince = this.#clock.monotonic();
    this.#ready[priority].add(item);
    this.#onReady();
  }

  #next(): Item | undefined {
    const order = this.#taken % fairness === fairness - 1 ? levels.toReversed() : levels;
    for (const level of order) {
      for (const item of this.#ready[level]) return item;
    }
    return undefined;
  }

  #cancelTimer(item: Item): void {
    if (item.timer === undefined) return;
    item.timer.timer.cancel();
    item.timer = undefined;
    this.#delayed--;
  }

  #dropIfIdle(item: Item): void {
    if (item.state === 'idle' && item.timer === undefined && item.failures === 0) {
      this.#items.delete(item.id);
    }
  }
}

function idOf(key: ObjectKey): string {
  // Neither part can hold a slash.
  return `${key.namespace}/${key.name}`;
}

function moreUrgent(a: Priority, b: Priority): Priority {
  return levels.indexOf(a) <= levels.indexOf(b) ? a : b;
}
