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
  /** Calls back once, after a delay (any length). Does not keep the process alive. */
  after(delayMs: number, callback: () => void): Timer;
}
