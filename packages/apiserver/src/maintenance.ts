import { errorMessage } from '@fluxts/base';
import type { ServerLogger } from './api-server.ts';
import type { Store } from './store/store.ts';

const every = 10_000;

/** Keeps the history at its length: the oldest revisions go when there is a quarter too many. */
export class HistoryKeeper {
  readonly #store: Store;
  readonly #revisions: number;
  readonly #timer: NodeJS.Timeout;

  /** @param revisions how many to keep */
  constructor(store: Store, revisions: number, logger: ServerLogger | undefined) {
    this.#store = store;
    this.#revisions = revisions;
    this.#timer = setInterval(() => {
      if (store.revision - store.floor < revisions * 1.25) return;
      this.compact().catch((error: unknown) => {
        logger?.error('compaction failed', { error: errorMessage(error) });
      });
    }, every);
    this.#timer.unref();
  }

  /** Drops what is too old now. */
  async compact(): Promise<void> {
    const floor = this.#store.revision - this.#revisions;
    if (floor > this.#store.floor) await this.#store.compact(floor);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
