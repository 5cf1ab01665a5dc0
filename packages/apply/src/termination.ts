import { mapLimited } from './concurrency.ts';
import { deadline, systemDelay } from './delay.ts';
import { ApplyError } from './error.ts';
import { formatRef } from './health-board.ts';
import type { ClusterOptions } from './options.ts';
import { isGone } from './server-errors.ts';
import type { ObjectRef } from '@fluxts/kube-client';

/** Pauses between two looks, in milliseconds: short at first, as most objects go at once. */
const firstPauseMs = 50;
const longestPauseMs = 2000;

/**
 * Waits until objects are gone.
 * @throws ApplyError `Termination` after the time, naming those that are left; what the server
 *   answers when it does not say; the signal's reason
 */
export async function waitForDeletion(
  refs: readonly ObjectRef[],
  options: ClusterOptions & { readonly timeoutMs: number },
): Promise<void> {
  const { client } = options;
  const delay = options.delay ?? systemDelay;
  const time = deadline(options.timeoutMs, delay, options.signal);
  let left = refs;
  try {
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      const gone = await mapLimited(left, options.concurrency ?? 4, async (ref) => {
        try {
          await client.getMetadata(ref, { signal: time.signal });
          return false;
        } catch (error) {
          if (isGone(error)) return true;
          throw error;
        }
      });
      left = left.filter((_, index) => gone[index] !== true);
      if (left.length === 0) return;
      await delay(pause, time.signal);
    }
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!time.isOver()) throw error;
    const names = left.map(formatRef).join(', ');
    throw new ApplyError('Termination', `${names} termination timeout`, { cause: error });
  } finally {
    time.stop();
  }
}
