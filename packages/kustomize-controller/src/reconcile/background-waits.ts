import type { ObjectKey } from '@fluxts/runtime';
import { idOf } from './keys.ts';

/** How a wait ended: with nothing to say, or with what it threw. */
export type WaitEnd = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

/** A wait that goes on, or has ended, outside of the reconciles of its object. */
export interface Wait<T> {
  /** What the reconcile that began it leaves for the one that ends it. */
  readonly context: T;
  /** `undefined` while it goes on. */
  readonly end: WaitEnd | undefined;
}

interface Entry<T> extends Wait<T> {
  end: WaitEnd | undefined;
  readonly abort: AbortController;
}

/**
 * Waits for something in the cluster without holding a place in the queue: the reconcile that begins one
 * returns, and the object is woken when it ends. An object has one wait at a time.
 */
export class BackgroundWaits<T> {
  readonly #waits = new Map<string, Entry<T>>();
  readonly #wake: (key: ObjectKey) => void;

  constructor(wake: (key: ObjectKey) => void) {
    this.#wake = wake;
  }

  /**
   * Begins a wait; one that the object had before ends.
   * @returns a promise that resolves when it ends, so that a reconcile can see whether it ends at once; once
   * `detach` was called, the object is woken instead
   */
  begin(
    key: ObjectKey,
    context: T,
    work: (signal: AbortSignal) => Promise<void>,
  ): { readonly ended: Promise<WaitEnd>; readonly detach: () => void } {
    this.cancel(key);
    const entry: Entry<T> = { context, end: undefined, abort: new AbortController() };
    this.#waits.set(idOf(key), entry);
    let detached = false;
    const ended = settle(work(entry.abort.signal)).then((end) => {
      entry.end = end;
      if (detached && this.#waits.get(idOf(key)) === entry) this.#wake(key);
      return end;
    });
    return {
      ended,
      detach: () => {
        detached = true;
        if (entry.end !== undefined) this.#wake(key);
      },
    };
  }

  get(key: ObjectKey): Wait<T> | undefined {
    return this.#waits.get(idOf(key));
  }

  /** Ends a wait, if there is one: its end is of no interest any more. */
  cancel(key: ObjectKey): void {
    const entry = this.#waits.get(idOf(key));
    if (entry === undefined) return;
    this.#waits.delete(idOf(key));
    entry.abort.abort();
  }

  close(): void {
    for (const entry of this.#waits.values()) entry.abort.abort();
    this.#waits.clear();
  }
}

async function settle(work: Promise<void>): Promise<WaitEnd> {
  try {
    await work;
    return { ok: true };
  } catch (error) {
    return { ok: false, error };
  }
}
