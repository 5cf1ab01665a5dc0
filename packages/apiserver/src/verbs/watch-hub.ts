import type { ObjectEvent, ObjectStore } from '../objects/object-store.ts';
import { EventLines } from './event-lines.ts';
import { type GroupResource, groupResourceName } from '../resource.ts';

/** A watch that is open. */
export interface WatchListener {
  /** Gets the writes of one transaction to the listener's resource, in order. */
  onEvents(events: readonly ObjectEvent[]): void;
  /** Called every second, for bookmarks and timeouts. */
  onTick(now: number): void;
  /** Ends the watch: the server is closing. */
  stop(): void;
}

const tickMilliseconds = 1000;

/** Hands every write to the watches of its resource, and to no others. */
export class WatchHub {
  /** What the watches of one server send, put together once for all of them. */
  readonly lines: EventLines = new EventLines();
  readonly #listeners = new Map<string, Set<WatchListener>>();
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;

  constructor(objects: ObjectStore, now: () => Date) {
    this.#unsubscribe = objects.subscribe((events) => this.#dispatch(events));
    this.#timer = setInterval(() => this.#tick(now().getTime()), tickMilliseconds);
    this.#timer.unref();
  }

  /** How many watches are open. */
  get size(): number {
    let size = 0;
    for (const listeners of this.#listeners.values()) size += listeners.size;
    return size;
  }

  /** Returns what takes the listener off again. */
  add(resource: GroupResource, listener: WatchListener): () => void {
    const name = groupResourceName(resource);
    const listeners = this.#listeners.get(name) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(name, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(name) === listeners) {
        this.#listeners.delete(name);
      }
    };
  }

  /** Ends every watch. */
  close(): void {
    this.#unsubscribe();
    clearInterval(this.#timer);
    for (const listeners of this.#listeners.values()) {
      for (const listener of listeners) listener.stop();
    }
    this.#listeners.clear();
  }

  #dispatch(events: readonly ObjectEvent[]): void {
    const byResource = new Map<string, ObjectEvent[]>();
    for (const event of events) {
      const name = groupResourceName(event.resource);
      if (!this.#listeners.has(name)) continue;
      const list = byResource.get(name);
      if (list === undefined) byResource.set(name, [event]);
      else list.push(event);
    }
    for (const [name, list] of byResource) {
      for (const listener of this.#listeners.get(name) ?? []) listener.onEvents(list);
    }
  }

  #tick(now: number): void {
    for (const listeners of this.#listeners.values()) {
      for (const listener of listeners) listener.onTick(now);
    }
  }
}
