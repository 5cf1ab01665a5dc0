import type { Clock, Timer } from '../clock.ts';

interface Pending {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now: number;
  #order = 0;
  readonly #begun: number;
  readonly #pending = new Set<Pending>();

  constructor(now: number = Date.UTC(2026, 0, 1)) {
    this.#now = now;
    this.#begun = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now - this.#begun;
  }

  after(delayMs: number, callback: () => void): Timer {
    const pending = { at: this.#now + Math.max(0, delayMs), order: this.#order++, callback };
    this.#pending.add(pending);
    return { cancel: () => this.#pending.delete(pending) };
  }

  /** When each timer that waits is due, in milliseconds from now, soonest first. */
  get timers(): readonly number[] {
    return this.#sorted().map((pending) => pending.at - this.#now);
  }

  /**
   * Moves time on and runs, in order, what falls due; between two timers promises have their turn, so that
   * timers set by what ran are honoured.
   */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await settle();
    for (let next = this.#due(target); next !== undefined; next = this.#due(target)) {
      this.#pending.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
      await settle();
    }
    this.#now = target;
    await settle();
  }

  #due(target: number): Pending | undefined {
    const [next] = this.#sorted();
    return next !== undefined && next.at <= target ? next : undefined;
  }

  #sorted(): Pending[] {
    return [...this.#pending].sort((a, b) => a.at - b.at || a.order - b.order);
  }
}

/** Lets everything run that needs no timer and no network. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
