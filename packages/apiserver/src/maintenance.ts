import { errorMessage } from '@fluxts/base';
import type { ServerLogger } from './api-server.ts';
import type { Store } from './store/store.ts';

const every = 10_000;

/**
 * Keeps the history at its length: the oldest revisions go when there is a quarter too many.
 * @returns what ends it
 */
export function keepHistory(
  store: Store,
  revisions: number,
  logger: ServerLogger | undefined,
): () => void {
  const compact = (): void => {
    if (store.revision - store.floor < revisions * 1.25) return;
    store.compact(store.revision - revisions).catch((error: unknown) => {
      logger?.error('compaction failed', { error: errorMessage(error) });
    });
  };
  const timer = setInterval(compact, every);
  timer.unref();
  return () => clearInterval(timer);
}
