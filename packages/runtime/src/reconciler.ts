import type { Clock } from './clock.ts';
import type { ObjectKey } from './key.ts';
import type { Logger } from './log/logger.ts';

/**
 * How urgent a wake is; the queue serves `high` before `normal` before `low`, and first come first
 * served within one. An object waiting with several wakes is as urgent as the most urgent one.
 * Use `high` for what a person or another object waits for (a new revision, drift, a dependency that
 * became ready, a request), `low` for what the clock alone asks for. Requeues by interval are `low`.
 */
export type Priority = 'high' | 'normal' | 'low';

/**
 * What is to happen next with the object. Whatever it says, a wake (a watch event, `enqueue`) brings
 * the object back at once.
 * - `done`: nothing until woken.
 * - `gone`: the object does not exist any more; its metrics, failures and timers are dropped.
 * - `requeue`: again after a while. Waiting holds no slot. With `jitter: 0.05` the delay is spread by
 *   up to five per cent in either direction. `priority` is `low` unless said otherwise.
 *   `keepBackoff` leaves the failure count as it is: a wait, not a success.
 * - `retry`: again after the backoff delay, which grows with each `retry` in a row. The error is
 *   logged and counted, as if it had been thrown.
 */
export type Result =
  | { readonly next: 'done' }
  | { readonly next: 'gone' }
  | {
      readonly next: 'requeue';
      readonly afterMs: number;
      readonly jitter?: number | undefined;
      readonly priority?: Priority | undefined;
      readonly keepBackoff?: boolean | undefined;
    }
  | { readonly next: 'retry'; readonly error: unknown };

/** Nothing more to do until the object is woken. */
export function done(): Result {
  return { next: 'done' };
}

/** The object does not exist any more; see {@link Result}. */
export function gone(): Result {
  return { next: 'gone' };
}

/** Again after a while; see {@link Result}. */
export function requeueAfter(
  afterMs: number,
  options: {
    readonly jitter?: number | undefined;
    readonly priority?: Priority | undefined;
    readonly keepBackoff?: boolean | undefined;
  } = {},
): Result {
  return { next: 'requeue', afterMs, ...options };
}

/** Again after the backoff delay; see {@link Result}. */
export function retry(error: unknown): Result {
  return { next: 'retry', error };
}

/** What a reconcile is given beside the key. */
export interface ReconcileContext {
  /** Aborted when the controller shuts down and its grace is over, when the reconcile takes too long, or by {@link Controller.interrupt}. */
  readonly signal: AbortSignal;
  /** Logs with the object's name and the reconcile's id. */
  readonly log: Logger;
  readonly reconcileId: string;
  readonly clock: Clock;
  /** Why the object was woken: the reasons given to `enqueue` and by watches, without doubles; at most 16. */
  readonly reasons: readonly string[];
  /** How many times in a row it failed before. */
  readonly failures: number;
}

/**
 * Looks at the world and moves it towards the spec of one object. Called for one object at most once
 * at a time; wakes that come meanwhile are merged into one call afterwards. An error thrown is a
 * `retry`, except a FluxtsError whose `retry` is `on-change` or `never`: then it is logged and the object
 * waits for a wake.
 */
export type Reconciler = (key: ObjectKey, context: ReconcileContext) => Promise<Result>;
