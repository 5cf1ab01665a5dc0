/** A piece of work and who waits for it. */
interface Shared<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  callers: number;
}

/**
 * Lets equal calls share work without ever giving a caller an answer to a question that was asked
 * before its own: while one call runs, all that arrive wait together for the next one. Work ends early
 * only when everybody who waits for it has gone.
 */
export class SharedCalls<T> {
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #next = new Map<string, Shared<T>>();

  /** Runs `work` under a key, or joins one that has not begun. Rejects with the signal's reason once it fires. */
  call(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const waiting = this.#next.get(key);
    if (waiting !== undefined) return join(waiting, signal);
    const running = this.#running.get(key);
    const controller = new AbortController();
    const begin = (): Promise<T> => this.#begin(key, () => work(controller.signal));
    const promise =
      running === undefined
        ? begin()
        : running.then(() => {
            this.#next.delete(key);
            controller.signal.throwIfAborted();
            return begin();
          });
    const shared: Shared<T> = { promise, controller, callers: 0 };
    if (running !== undefined) this.#next.set(key, shared);
    return join(shared, signal);
  }

  #begin(key: string, work: () => Promise<T>): Promise<T> {
    const promise = work();
    const settled: Promise<unknown> = promise
      .catch(() => undefined)
      .then(() => {
        if (this.#running.get(key) === settled) this.#running.delete(key);
      });
    this.#running.set(key, settled);
    return promise;
  }
}

function join<T>(shared: Shared<T>, signal: AbortSignal): Promise<T> {
  shared.callers++;
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      if (--shared.callers === 0) shared.controller.abort(signal.reason);
      reject(signal.reason as Error);
    };
    if (signal.aborted) {
      leave();
    } else {
      signal.addEventListener('abort', leave, { once: true });
    }
    shared.promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
