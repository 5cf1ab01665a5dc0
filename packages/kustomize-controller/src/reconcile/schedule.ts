import type { KustomizationObject } from '@fluxts/flux-api';
import { parseDurationMs } from '@fluxts/gocompat';

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
