import type { Clock } from './clock.ts';

/** What a {@link WorkQueue} needs. */
export interface WorkQueueOptions {
  /** Works on one key; a rejection is tried again with backoff. */
  readonly work: (key: string) => Promise<void>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How many keys are worked on at once. Default 4. */
  readonly concurrency?: number;
  readonly onError: (key: string, error: unknown) => void;
  /** Told each time there is nothing left to do now. */
  readonly onIdle?: () => void;
}

const firstBackoff = 20;
const lastBackoff = 30_000;

/**
 * Keys that wait to be worked on. A key is in the queue at most once and in work at most once; one that
 * is added while it is worked on is worked on again afterwards. Keys are taken in the order they came.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Set<string>();
  readonly #working = new Set<string>();
  readonly #again = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #timers = new Map<string, { readonly due: number; readonly cancel: () => void }>();
  readonly #concurrency: number;
  #idle: (() => void)[] = [];

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    this.#concurrency = options.concurrency ?? 4;
  }

  /** Adds a key, to be worked on as soon as there is room. */
  add(key: string): void {
    if (this.#options.signal.aborted) return;
    if (this.#working.has(key)) this.#again.add(key);
    else this.#waiting.add(key);
    this.#pump();
  }

  /** Adds a key once a delay has passed. The earliest of several delays counts. */
  addAfter(key: string, milliseconds: number): void {
    const { clock, signal } = this.#options;
    if (signal.aborted) return;
    const due = clock.now().getTime() + milliseconds;
    const pending = this.#timers.get(key);
    if (pending !== undefined) {
      if (pending.due <= due) return;
      pending.cancel();
    }
    const cancel = clock.after(milliseconds, () => {
      this.#timers.delete(key);
      this.add(key);
    });
    this.#timers.set(key, { due, cancel });
  }

  /** Whether nothing waits and nothing is worked on. What a delay holds back does not count. */
  get isIdle(): boolean {
    return this.#waiting.size === 0 && this.#working.size === 0;
  }

  /** Resolves when the queue is idle. */
  async whenIdle(): Promise<void> {
    if (this.isIdle) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Forgets what waits; what is in work comes to its end. Called once the signal is given. */
  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
    this.#waiting.clear();
    this.#again.clear();
    this.#settle();
  }

  #pump(): void {
    for (const key of this.#waiting) {
      if (this.#working.size >= this.#concurrency) return;
      this.#waiting.delete(key);
      this.#working.add(key);
      void this.#run(key);
    }
  }

  async #run(key: string): Promise<void> {
    const { work, onError, signal } = this.#options;
    try {
      await work(key);
      this.#failures.delete(key);
    } catch (error) {
      if (!signal.aborted) {
        onError(key, error);
        const failures = this.#failures.get(key) ?? 0;
        this.#failures.set(key, failures + 1);
        this.addAfter(key, Math.min(lastBackoff, firstBackoff * 2 ** Math.min(failures, 20)));
      }
    }
    this.#working.delete(key);
    if (this.#again.delete(key) && !signal.aborted) this.#waiting.add(key);
    this.#pump();
    this.#settle();
  }

  #settle(): void {
    if (!this.isIdle) return;
    this.#options.onIdle?.();
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }
}
