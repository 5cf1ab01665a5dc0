/** Opens once, with a value, and lets everybody through who waits or comes later. */
export class Gate<T = undefined> {
  #value: { readonly value: T } | undefined;
  readonly #waiting = new Set<(value: T) => void>();

  /** Opens it. Later calls do nothing. */
  open(value: T): void {
    if (this.#value !== undefined) return;
    this.#value = { value };
    for (const resolve of this.#waiting) resolve(value);
    this.#waiting.clear();
  }

  /** Resolves once it is open. @throws the signal's reason */
  async passed(signal?: AbortSignal): Promise<T> {
    if (this.#value !== undefined) return this.#value.value;
    signal?.throwIfAborted();
    return await new Promise<T>((resolve, reject) => {
      const abort = (): void => {
        this.#waiting.delete(pass);
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the reason is the caller's
        reject(signal?.reason);
      };
      const pass = (value: T): void => {
        signal?.removeEventListener('abort', abort);
        resolve(value);
      };
      this.#waiting.add(pass);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
