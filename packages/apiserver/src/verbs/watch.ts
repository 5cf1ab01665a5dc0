import type { JsonObject } from '@fluxts/base';
import { ApiError, badRequest } from '../api-error.ts';
import { collectionPrefix } from '../objects/object-keys.ts';
import type { ObjectEvent, ObjectStore } from '../objects/object-store.ts';
import { encodeObject, type ObjectView } from '../objects/stored-object.ts';
import type { Representation } from '../represent/representation.ts';
import type { ResourceInfo } from '../resource.ts';
import { EventLines } from './event-lines.ts';
import { readRevision, refuseFuture } from './list.ts';
import type { Selection } from './selection.ts';
import { visibleEvent } from './watch-event.ts';
import type { WatchHub, WatchListener } from './watch-hub.ts';

/** Where the events of a watch go. */
export interface WatchSink {
  /** Sends one line; false when the client has enough for now. */
  send(line: Uint8Array): boolean;
  /** Calls back each time the client is ready for more after a `false`. */
  onReady(callback: () => void): void;
  /** Ends the answer. */
  end(): void;
}

/** Which events, from when, in which form, until when. */
export interface WatchRequest {
  readonly info: ResourceInfo;
  readonly namespace: string | undefined;
  readonly selection: Selection;
  readonly query: URLSearchParams;
  readonly representation: Representation;
  readonly now: () => Date;
}

const bookmarkEvery = 60_000;
/** A client that has not taken anything for this long is cut off. */
const stalledAfter = 60_000;
/** How far a watch goes in one turn of the event loop, so that others get theirs. */
const objectsPerTurn = 500;
const revisionsPerTurn = 1000;

/**
 * One open watch. It keeps a cursor, not a queue: what a slow client has not taken yet is read again from
 * the log when it is ready, so a watch costs no memory, and one that falls behind the log's floor ends
 * with `410 Gone`. Initial objects come page by page in the same way.
 */
export class WatchSession implements WatchListener {
  readonly #objects: ObjectStore;
  readonly #request: WatchRequest;
  readonly #sink: WatchSink;
  readonly #prefix: string;
  readonly #bookmarks: boolean;
  readonly #initialEnd: boolean;
  readonly #deadline: number;
  #lines = new EventLines();
  #detach: () => void = () => {};
  /** The last revision that the client has, or needs nothing of. */
  #cursor: number;
  /** The initial objects still to come: all behind this key, as of the cursor. */
  #initialAfter: string | undefined;
  #initial: boolean;
  #first = true;
  #blockedSince: number | undefined;
  /** True while a long way is gone in steps: what is written meanwhile comes from the log. */
  #behind = false;
  #lastSent: number;
  #ended = false;

  /** @throws ApiError `BadRequest`, `Timeout` for a revision that has not been */
  constructor(objects: ObjectStore, request: WatchRequest, sink: WatchSink) {
    this.#objects = objects;
    this.#request = request;
    this.#sink = sink;
    this.#prefix = collectionPrefix(request.info, request.namespace);
    const { query } = request;
    this.#bookmarks = isTrue(query.get('allowWatchBookmarks'));
    const wanted = readRevision(query) ?? 0;
    const sendInitial = query.get('sendInitialEvents');
    if (sendInitial !== null && query.get('resourceVersionMatch') !== 'NotOlderThan') {
      throw badRequest(
        'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      );
    }
    refuseFuture(objects, wanted);
    this.#initial = sendInitial === null ? wanted === 0 : isTrue(sendInitial);
    this.#initialEnd = sendInitial !== null && this.#initial;
    this.#cursor = this.#initial || wanted === 0 ? objects.revision : wanted;
    this.#lastSent = request.now().getTime();
    this.#deadline = this.#lastSent + timeoutOf(query) * 1000;
  }

  /** Sends what there is and joins the hub for what comes. */
  start(hub: WatchHub): void {
    this.#lines = hub.lines;
    this.#detach = hub.add(this.#request.info, this);
    this.#sink.onReady(() => {
      this.#blockedSince = undefined;
      this.#pump();
    });
    this.#pump();
  }

  stop(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#detach();
    this.#sink.end();
  }

  onEvents(events: readonly ObjectEvent[]): void {
    // A blocked client gets these from the log later.
    if (this.#blockedSince !== undefined || this.#initial || this.#behind) return;
    for (const event of events) {
      if (event.revision <= this.#cursor) continue;
      this.#sendEvent(event);
      if (this.#isBlocked()) return;
    }
  }

  onTick(now: number): void {
    if (this.#blockedSince !== undefined && now - this.#blockedSince > stalledAfter) this.stop();
    else if (now >= this.#deadline) this.#finish();
    else if (this.#bookmarks && now - this.#lastSent >= bookmarkEvery) this.#sendBookmark();
  }

  #finish(): void {
    if (this.#bookmarks) this.#sendBookmark();
    this.stop();
  }

  #isBlocked(): boolean {
    return this.#blockedSince !== undefined || this.#ended;
  }

  #pump(): void {
    try {
      this.#behind = false;
      if (this.#isBlocked()) return;
      if (this.#initial) this.#sendInitial();
      if (!this.#isBlocked() && !this.#initial) this.#catchUp();
      if (this.#behind && !this.#isBlocked()) setImmediate(() => this.#pump());
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#send('ERROR', encodeObject(error.toStatus()));
      this.stop();
    }
  }

  #sendInitial(): void {
    const { info, namespace, selection, representation } = this.#request;
    const after = this.#initialAfter;
    const rest = this.#objects.list({
      resource: info,
      namespace,
      at: this.#cursor,
      ...(after === undefined ? {} : { after }),
    });
    let steps = 0;
    for (const stored of rest) {
      if (++steps > objectsPerTurn) {
        this.#behind = true;
        return;
      }
      this.#initialAfter = stored.key;
      const view = stored.view(info);
      if (!selection.everything && !selection.matches(view.object)) continue;
      this.#send('ADDED', representation.event(view, info, this.#first));
      this.#first = false;
      if (this.#isBlocked()) return;
    }
    this.#initial = false;
    if (this.#initialEnd && this.#bookmarks) this.#sendBookmark(initialEventsEnd);
  }

  #catchUp(): void {
    const { revision } = this.#objects;
    const upTo = Math.min(revision, this.#cursor + revisionsPerTurn);
    for (const event of this.#objects.history(this.#cursor, this.#prefix, upTo)) {
      this.#sendEvent(event);
      if (this.#isBlocked()) return;
    }
    this.#cursor = upTo;
    this.#behind = upTo < revision;
  }

  #sendEvent(event: ObjectEvent): void {
    this.#cursor = event.revision;
    if (!event.key.startsWith(this.#prefix)) return;
    const { info, selection, representation } = this.#request;
    const visible = visibleEvent(event, info, selection);
    if (visible === undefined) return;
    this.#send(visible.type, this.#encode(visible.view, representation));
  }

  #encode(view: ObjectView, representation: Representation): Uint8Array {
    const bytes = representation.event(view, this.#request.info, this.#first);
    this.#first = false;
    return bytes;
  }

  #sendBookmark(annotations?: JsonObject): void {
    if (this.#isBlocked() || this.#initial || this.#behind) return;
    // Up to the visible revision the client has everything: nothing is sent out of order.
    this.#cursor = this.#objects.revision;
    const metadata: JsonObject = {
      resourceVersion: String(this.#cursor),
      creationTimestamp: null,
      ...(annotations === undefined ? {} : { annotations }),
    };
    const { info, representation } = this.#request;
    this.#send('BOOKMARK', encodeObject(representation.bookmark(metadata, info)));
  }

  #send(type: string, object: Uint8Array): void {
    this.#lastSent = this.#request.now().getTime();
    const ready = this.#sink.send(this.#lines.of(type, object));
    if (!ready) this.#blockedSince = this.#lastSent;
  }
}

const initialEventsEnd: JsonObject = { 'k8s.io/initial-events-end': 'true' };

function isTrue(text: string | null): boolean {
  return text === 'true' || text === '1';
}

/** Seconds after which the server ends a watch, spread so that clients do not come back all at once. */
function timeoutOf(query: URLSearchParams): number {
  const asked = Number(query.get('timeoutSeconds') ?? '0');
  if (Number.isFinite(asked) && asked > 0) return asked;
  return 1800 + Math.floor(Math.random() * 1800);
}
