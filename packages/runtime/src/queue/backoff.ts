/** First and longest delay between failures. */
export interface BackoffLimits {
  readonly minMs: number;
  readonly maxMs: number;
}

/** Flux's `--min-retry-delay` and `--max-retry-delay`. */
export const defaultBackoff: BackoffLimits = { minMs: 750, maxMs: 15 * 60_000 };

/** The delay before the next attempt after so many failures in a row (1 is the first): doubling, and bounded. */
export function backoffDelay(failures: number, limits: BackoffLimits): number {
  const doublings = Math.min(Math.max(0, failures - 1), 40);
  return Math.min(limits.maxMs, limits.minMs * 2 ** doublings);
}

/** Spreads a delay evenly by up to `ratio` of it in either direction. @param random between 0 and 1 */
export function jittered(ms: number, ratio: number, random: () => number): number {
  return Math.max(0, ms * (1 + ratio * (2 * random() - 1)));
}
