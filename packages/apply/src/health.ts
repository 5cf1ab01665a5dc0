import { statusOf } from '@fluxts/kube';
import { mapLimited } from './concurrency.ts';
import { deadline, systemDelay } from './delay.ts';
import { ApplyError } from './error.ts';
import {
  HealthBoard,
  type HealthOf,
  type HealthReport,
  type HealthTarget,
} from './health-board.ts';
import { followAll } from './health-watch.ts';
import type { ClusterOptions } from './options.ts';

/** How {@link checkHealth} judges. */
export interface HealthOptions extends ClusterOptions {
  /** How healthy an object is. Default: kstatus, with Jobs that must complete. */
  readonly healthOf?: HealthOf | undefined;
}

/** How {@link waitForHealth} waits. */
export interface HealthWaitOptions extends HealthOptions {
  readonly timeoutMs: number;
  /** Ends as soon as one object has failed for good. Default true. */
  readonly failFast?: boolean | undefined;
  /** A label selector that all objects match, so that watches see no others; where there is none, kinds with several objects are watched whole. */
  readonly labelSelector?: string | undefined;
}

/** How often verdicts that change with time alone are looked at again, in milliseconds. */
const reassessMs = 5000;

/**
 * Waits until all objects are healthy, told by watches; where watching is not allowed, by asking.
 * @throws ApplyError `Unhealthy` after the time, `Stalled` when one has failed for good, each with
 *   what is wrong with which object; the signal's reason
 */
export async function waitForHealth(
  targets: readonly HealthTarget[],
  options: HealthWaitOptions,
): Promise<void> {
  if (targets.length === 0) return;
  options.signal?.throwIfAborted();
  const delay = options.delay ?? systemDelay;
  const time = deadline(options.timeoutMs, delay, options.signal);
  const settled = new AbortController();
  const signal = AbortSignal.any([time.signal, settled.signal]);
  const board = new HealthBoard(targets, options.healthOf ?? defaultHealthOf, () => {
    if (board.isHealthy || (board.hasFailed && options.failFast !== false)) settled.abort();
  });
  try {
    await Promise.all([
      followAll(targets, board, { ...options, delay, signal }),
      reassess(board, (ms) => delay(ms, signal), signal),
    ]);
  } finally {
    time.stop();
    settled.abort();
  }
  options.signal?.throwIfAborted();
  if (board.isHealthy) return;
  const isOver = time.isOver();
  const lines = board.reports.flatMap((report) => describe(report, isOver));
  throw isOver
    ? new ApplyError('Unhealthy', `timeout waiting for: [${lines.join(', ')}]`)
    : new ApplyError('Stalled', `failed early due to stalled resources: [${lines.join(', ')}]`);
}

/** Asks once how healthy objects are. @throws what the server answers, but that it is not there; the signal's reason */
export async function checkHealth(
  targets: readonly HealthTarget[],
  options: HealthOptions,
): Promise<HealthReport[]> {
  const board = new HealthBoard(targets, options.healthOf ?? defaultHealthOf, () => undefined);
  const { client, signal } = options;
  await mapLimited(targets, options.concurrency ?? 4, async ({ ref }) => {
    board.note(ref, await client.find(ref, { signal }));
  });
  return board.reports;
}

const defaultHealthOf: HealthOf = (object) => statusOf(object, { untilJobsComplete: true });

async function reassess(
  board: HealthBoard,
  wait: (ms: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await wait(reassessMs);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    board.reassess();
  }
}

/** What is wrong with an object, as Flux words it; nothing when it is healthy. */
function describe({ name, status }: HealthReport, isOver: boolean): string[] {
  if (status === undefined) return [`can't determine status for ${name}`];
  if (status.status === 'Current' || (!isOver && status.status !== 'Failed')) return [];
  const reason = status.status === 'Unknown' ? `: ${status.message}` : '';
  return [`${name} status: '${status.status}'${reason}`];
}
