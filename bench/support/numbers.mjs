// What is printed, and how.

/** The value that half of the others lie below. */
export function median(values) {
  return percentile(values, 50);
}

/** The smallest value that so many per cent do not exceed. */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

/** Prints one figure, with the design's budget beside it if there is one. */
export function figure(what, value, budget) {
  const verdict = budget === undefined ? '' : `   (budget ${budget})`;
  console.log(`  ${what.padEnd(58)} ${value}${verdict}`);
}

/** Milliseconds as people read them. */
export function time(ms) {
  return ms < 10
    ? `${ms.toFixed(1)} ms`
    : ms < 2000
      ? `${Math.round(ms)} ms`
      : `${(ms / 1000).toFixed(1)} s`;
}
