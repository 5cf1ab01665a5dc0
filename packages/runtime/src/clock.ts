/** A pending timer. */
export interface Timer {
  /** Makes sure the callback does not run any more. */
  cancel(): void;
}

/** Time, so that tests can move it by hand. All times are in milliseconds. */
export interface Clock {
  /** Wall-clock time since 1970. */
  now(): number;
  /** Time that never goes backwards, for measuring. */
  monotonic(): number;
  /** Calls back once, after a delay of any length. Does not keep the process alive. */
  after(delayMs: number, callback: () => void): Timer;
}

/** Node's timers cannot wait longer than this. */
const longestMs = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, callback) {
    let rest = Math.max(0, delayMs);
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const part = Math.min(rest, longestMs);
      rest -= part;
      timer = setTimeout(() => (rest > 0 ? wait() : callback()), part);
      timer.unref();
    };
    wait();
    return { cancel: () => clearTimeout(timer) };
  },
};

/**
 * Waits by a clock.
 * @throws the signal's reason as soon as it is aborted
 */
export async function delay(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      timer.cancel();
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- the reason is the caller's
      reject(signal?.reason);
    };
    const timer = clock.after(ms, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}
