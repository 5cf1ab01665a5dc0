import { errorMessage } from '@fluxts/base';
import { type KustomizationObject, reasons } from '@fluxts/flux-api';
import { parseDurationMs } from '@fluxts/gocompat';
import { StageError } from './stage-error.ts';

const minTimeoutMs = 30_000;

/** `spec.interval` in milliseconds. */
export function intervalOf(object: KustomizationObject): number {
  return parseDurationMs(object.spec.interval);
}

/** How long to wait after a failure, in milliseconds: `spec.retryInterval`, the interval if not said. */
export function retryIntervalOf(object: KustomizationObject): number {
  const { retryInterval } = object.spec;
  return retryInterval === undefined ? intervalOf(object) : parseDurationMs(retryInterval);
}

/**
 * How long an attempt may take, in milliseconds: `spec.timeout`, or 30 s less than the interval if not
 * said; 30 s at least.
 */
export function timeoutOf(object: KustomizationObject): number {
  const { timeout } = object.spec;
  const wanted = timeout === undefined ? intervalOf(object) - 30_000 : parseDurationMs(timeout);
  return Math.max(wanted, minTimeoutMs);
}

/**
 * Makes sure that the durations of a spec are some. The schema of `v1` does; those of the older versions
 * let anything in.
 * @throws StageError `Stalled`
 */
export function requireDurations({ spec }: KustomizationObject): void {
  for (const field of ['interval', 'retryInterval', 'timeout'] as const) {
    const text = spec[field];
    if (text === undefined) continue;
    try {
      parseDurationMs(text);
    } catch (error) {
      throw new StageError(
        'Stalled',
        reasons.reconciliationFailed,
        `spec.${field} is not a duration: ${errorMessage(error)}`,
        { cause: error },
      );
    }
  }
}
