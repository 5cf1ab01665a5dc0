/** Spreads requests: at most `qps` a second in the long run, with bursts of twice as many. */
export class Pacer {
  readonly #qps: number;
  readonly #burst: number;
  readonly #now: () => number;
  readonly #sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  #tokens: number;
  #filledAt: number;

  constructor(
    qps: number,
    now: () => number,
    sleep: (ms: number, signal?: AbortSignal) => Promise<void>,
  ) {
    this.#qps = qps;
    this.#burst = Math.max(1, qps * 2);
    this.#now = now;
    this.#sleep = sleep;
    this.#tokens = this.#burst;
    this.#filledAt = now();
  }

  /** Resolves when the next request may go. First come, first served. */
  async take(signal?: AbortSignal): Promise<void> {
    const now = this.#now();
    const gained = ((now - this.#filledAt) / 1000) * this.#qps;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained) - 1;
    this.#filledAt = now;
    if (this.#tokens >= 0) return;
    await this.#sleep((-this.#tokens / this.#qps) * 1000, signal);
  }
}
