/** Those who wait for something to become true that somebody else brings about. */
export class Waiters {
  readonly #checks = new Set<() => void>();

  /** Looks at every condition again. To be called whenever one may have become true. */
  check(): void {
    for (const check of this.#checks) check();
  }

  /** Resolves once the condition holds. @throws the signal's reason */
  async until(condition: () => boolean, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const finish = (): void => {
        this.#checks.delete(check);
        signal?.removeEventListener('abort', abort);
      };
      const check = (): void => {
        if (!condition()) return;
        finish();
        resolve();
      };
      const abort = (): void => {
        finish();
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the reason is the caller's
        reject(signal?.reason);
      };
      this.#checks.add(check);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
