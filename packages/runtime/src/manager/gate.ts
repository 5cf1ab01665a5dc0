import { Waiters } from '../waiters.ts';

/** Opens once, with a value, and lets everybody through who waits or comes later. */
export class Gate<T = undefined> {
  readonly #waiters = new Waiters();
  #opened: { readonly value: T } | undefined;

  /** Opens it. Later calls do nothing. */
  open(value: T): void {
    this.#opened ??= { value };
    this.#waiters.check();
  }

  /** Resolves once it is open. @throws the signal's reason */
  async passed(signal?: AbortSignal): Promise<T> {
    for (;;) {
      if (this.#opened !== undefined) return this.#opened.value;
      await this.#waiters.until(() => this.#opened !== undefined, signal);
    }
  }
}
