import { setTimeout as sleep } from 'node:timers/promises';
import type { Delay } from './options.ts';

/** Waits by the system's timers. */
export const systemDelay: Delay = async (ms, signal) => {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
};

/**
 * A signal that is aborted after a time, or with another one.
 * @returns it, whether the time is up, and what stops the clock
 */
export function deadline(
  timeoutMs: number,
  delay: Delay,
  signal: AbortSignal | undefined,
): { readonly signal: AbortSignal; readonly isOver: () => boolean; readonly stop: () => void } {
  const timer = new AbortController();
  const done = new AbortController();
  const stopping = signal === undefined ? done.signal : AbortSignal.any([done.signal, signal]);
  delay(timeoutMs, stopping).then(
    () => timer.abort(),
    () => undefined,
  );
  return {
    signal: signal === undefined ? timer.signal : AbortSignal.any([timer.signal, signal]),
    isOver: () => timer.signal.aborted,
    stop: () => done.abort(),
  };
}
