import {
  isExpired,
  KubeApiError,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
} from '@fluxts/kube-client';
import { CommandError } from '../error.ts';

/** What {@link waitForObject} looks for: a value ends the wait. */
export type Judge<T> = (object: KubeObject | undefined) => T | undefined;

/**
 * Follows one object until `judge` finds what it waits for; it sees the object as it is now, then
 * after every change, and `undefined` while it does not exist.
 * @throws CommandError `TimedOut` when the signal aborts first, with `progress` of the last state
 */
export async function waitForObject<T>(
  client: KubeClient,
  ref: ObjectRef,
  judge: Judge<T>,
  options: {
    readonly signal: AbortSignal;
    readonly describe: (last: KubeObject | undefined) => string;
  },
): Promise<T> {
  const collection = {
    apiVersion: ref.apiVersion,
    kind: ref.kind,
    ...(ref.namespace === undefined ? {} : { namespace: ref.namespace }),
  };
  const fieldSelector = `metadata.name=${ref.name}`;
  let last: KubeObject | undefined;
  while (!options.signal.aborted) {
    try {
      const list = await client.list(collection, { fieldSelector, signal: options.signal });
      last = list.items[0];
      const verdict = judge(last);
      if (verdict !== undefined) return verdict;
      for await (const event of client.watch(collection, {
        resourceVersion: list.resourceVersion,
        fieldSelector,
        signal: options.signal,
      })) {
        if (event.type === 'BOOKMARK') continue;
        last = event.type === 'DELETED' ? undefined : event.object;
        const later = judge(last);
        if (later !== undefined) return later;
      }
    } catch (error) {
      if (options.signal.aborted) break;
      // The server has forgotten the version that the watch began at: look again from the start.
      if (!isExpired(error)) throw error;
    }
  }
  throw new CommandError('TimedOut', options.describe(last), { retry: 'backoff' });
}

/** Says whether an error means that one may not look; where looking is a courtesy, it is left out then. */
export function isRefused(error: unknown): boolean {
  return (
    error instanceof KubeApiError && (error.code === 'Forbidden' || error.code === 'Unauthorized')
  );
}
