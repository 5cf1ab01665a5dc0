// The counts of each runner, kept in .cache/tally so that CI can sum them up honestly.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache/tally');

/** Keeps what a runner counted: passed, failed, skipped. */
export function recordTally(runner, tally) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${runner}.json`), JSON.stringify(tally));
}

/** Forgets all counts. */
export function clearTallies() {
  rmSync(folder, { recursive: true, force: true });
}

/** The sum over all runners since they were cleared. */
export function sumTallies() {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(folder)) {
    const tally = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const key of Object.keys(sum)) sum[key] += tally[key];
  }
  return sum;
}

/** Prints the closing line. */
export function printTally({ passed, failed, skipped }) {
  process.stdout.write(
    `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
  );
}
