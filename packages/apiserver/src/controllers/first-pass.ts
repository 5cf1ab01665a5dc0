import { getString } from '@fluxts/base';
import type { StorageEvent, StorageReader } from '../storage-access.ts';
import { oneVersionEach, uidOf } from './identity.ts';
import type { WorkQueue } from './work-queue.ts';

const namespaces = { group: '', plural: 'namespaces' };

/**
 * Knows when the controllers have seen all that was stored when they started, and have done what there
 * was to do about it: nothing waits, and they have seen every write that this took.
 */
export class FirstPass {
  readonly #storage: StorageReader;
  readonly #queues: readonly WorkQueue[];
  readonly #unseen: Set<string> = new Set();
  readonly #done: Promise<void>;
  #resolve: () => void = () => {};
  #seen = 0;
  #over = false;

  /** @param queues the queues of all controllers; the list may still grow */
  constructor(storage: StorageReader, queues: readonly WorkQueue[]) {
    this.#storage = storage;
    this.#queues = queues;
    this.#done = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    for (const info of oneVersionEach(storage.resources())) {
      for (const object of storage.list(info).items) this.#unseen.add(uidOf(object));
    }
  }

  /** Resolves when the pass is over, or is given up. */
  async whenDone(): Promise<void> {
    await this.#done;
  }

  /** Takes in an event that the controllers have observed. */
  saw(event: StorageEvent): void {
    if (this.#over) return;
    this.#unseen.delete(uidOf(event.object));
    this.#seen = Math.max(this.#seen, revisionOf(event.object));
    this.check();
  }

  /** Looks whether the pass is over; called when a queue has become idle. */
  check(): void {
    if (this.#over || this.#unseen.size > 0 || !this.#queues.every((queue) => queue.isIdle)) return;
    if (this.#seen >= Number(this.#storage.list(namespaces).resourceVersion)) this.end();
  }

  /** Ends the pass, done or not. */
  end(): void {
    this.#over = true;
    this.#resolve();
  }
}

function revisionOf(object: StorageEvent['object']): number {
  return Number(getString(object, 'metadata', 'resourceVersion'));
}
