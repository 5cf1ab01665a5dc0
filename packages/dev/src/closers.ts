/** Ends what was started, the last first. */
export class Closers {
  readonly #closers: (() => unknown)[] = [];
  #ending: Promise<void> | undefined;

  /** Remembers how something that has been started is ended. */
  add(close: () => unknown): void {
    this.#closers.push(close);
  }

  /** Ends all, even if one of them fails, and rejects with the first failure. Safe to call twice. */
  end(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
