/** Time as the controllers see it; tests hand in one that stands still. */
export interface Clock {
  now(): Date;
  /** Calls back once after a delay. Returns what calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** The time of day. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
