import type { Failure, LastPass } from '../memory/memory.ts';
import type { WaitEnd } from './background-waits.ts';

/** How many intervals in a row may pass without a full pass: every tenth one is full. */
const maxQuietIntervals = 9;

/** What a reconcile finds. */
export interface Situation {
  /** A digest of the inputs; `undefined` when it cannot be told. */
  readonly inputs: string | undefined;
  /** Somebody asked for a reconcile. */
  readonly requested: boolean;
  readonly lastPass: LastPass | undefined;
  /** The last attempt, if it failed. */
  readonly failure: Failure | undefined;
  /** The wait for health that goes on or has ended, and the inputs it is about. */
  readonly wait:
    | { readonly inputs: string | undefined; readonly end: WaitEnd | undefined }
    | undefined;
  /** Managed objects that changed since they were applied. */
  readonly changed: number;
  /** Every managed object is watched: had one changed, it would be known. */
  readonly watched: boolean;
  /** Monotonic time, in milliseconds. */
  readonly now: number;
  /** By how much less than its interval a timer may wait, in milliseconds. */
  readonly slackMs: number;
}

/**
 * What a reconcile does:
 * - `pass`: everything
 * - `finish`: end what waited for health
 * - `wait`: go on waiting for health
 * - `repair`: look at the objects that changed
 * - `check`: an interval is over and nothing changed; look at health alone
 * - `idle`: nothing, the interval is not over
 */
export type Plan = 'pass' | 'finish' | 'wait' | 'repair' | 'check' | 'idle';

/** Decides what a reconcile does. As little as possible, and everything when in doubt. */
export function planOf(situation: Situation): Plan {
  const { inputs, requested, lastPass, failure, wait, changed, watched, now, slackMs } = situation;
  if (requested || inputs === undefined) return 'pass';
  if (wait !== undefined) {
    if (wait.inputs !== inputs) return 'pass';
    if (wait.end !== undefined) return 'finish';
    return changed > 0 ? 'repair' : 'wait';
  }
  // What failed fails again until something changes or time goes by; what was applied before is kept up.
  if (changed > 0 && failure?.inputs === inputs && now < failure.retryAt) return 'repair';
  if (lastPass?.inputs !== inputs) return 'pass';
  if (changed > 0) return 'repair';
  if (now < lastPass.dueAt - slackMs) return 'idle';
  return watched && lastPass.quietIntervals < maxQuietIntervals ? 'check' : 'pass';
}
