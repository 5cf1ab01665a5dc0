import { BoundedMap } from './bounded-map.ts';
import type { EventInput, EventTarget } from './recorder.ts';
import { TokenBucket } from './token-bucket.ts';

/** An Event as it is to be written: new, or counted up. */
export interface CorrelatedEvent {
  /** Identifies what is counted. */
  readonly id: string;
  readonly message: string;
  /** When the first of those counted happened, in milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly count: number;
  /** Name of the Event to count up; `undefined` for a new one. */
  readonly name: string | undefined;
}

interface Counted {
  name: string | undefined;
  firstAt: number;
  count: number;
}

interface Similar {
  readonly messages: Set<string>;
  lastAt: number;
}

const maxEntries = 4096;
/** More different messages than this, about one object with one reason, are folded into one. */
const maxSimilar = 10;
const similarMs = 10 * 60_000;
/** An object may talk this much at once, and then once in five minutes. */
const burst = 25;
const perSecond = 1 / 300;
const countedMs = 55 * 60_000;

/** Decides which events are the same, which are too similar, and which are too many. As the Go client does. */
export class EventCorrelator {
  readonly #counted = new BoundedMap<Counted & { lastAt: number }>(maxEntries);
  readonly #similar = new BoundedMap<Similar>(maxEntries);
  readonly #buckets = new BoundedMap<TokenBucket>(maxEntries);

  /** What to write for an event; `undefined` if its object talks too much. */
  correlate(target: EventTarget, event: EventInput, now: number): CorrelatedEvent | undefined {
    const about = objectIdOf(target);
    let bucket = this.#buckets.get(about);
    if (bucket === undefined) {
      bucket = new TokenBucket(burst, perSecond, now);
      this.#buckets.set(about, bucket);
    }
    const group = `${about}|${event.type}|${event.reason}`;
    const folded = this.#isFolded(group, event.message, now);
    const id = folded ? group : `${group}|${event.message}`;
    const message = folded ? `(combined from similar events): ${event.message}` : event.message;
    if (!bucket.take(now)) return undefined;
    const known = this.#counted.get(id);
    // The server drops Events after an hour; one that old is not counted up any more.
    if (known === undefined || now - known.lastAt > countedMs) {
      this.#counted.set(id, { name: undefined, firstAt: now, lastAt: now, count: 1 });
      return { id, message, firstAt: now, lastAt: now, count: 1, name: undefined };
    }
    known.count++;
    known.lastAt = now;
    return { id, message, ...known };
  }

  /** Remembers the name under which an event was written. */
  written(id: string, name: string): void {
    const known = this.#counted.get(id);
    if (known !== undefined) known.name = name;
  }

  /** Forgets an event whose Event is gone from the server. */
  forget(id: string): void {
    this.#counted.delete(id);
  }

  #isFolded(group: string, message: string, now: number): boolean {
    let similar = this.#similar.get(group);
    if (similar === undefined || now - similar.lastAt > similarMs) {
      similar = { messages: new Set(), lastAt: now };
      this.#similar.set(group, similar);
    }
    similar.lastAt = now;
    if (similar.messages.size < maxSimilar) similar.messages.add(message);
    return !similar.messages.has(message);
  }
}

/** Identifies the object an event is about. */
export function objectIdOf(target: EventTarget): string {
  const { namespace = '', name, uid = '' } = target.metadata;
  return `${target.apiVersion}|${target.kind}|${namespace}|${name}|${uid}`;
}
