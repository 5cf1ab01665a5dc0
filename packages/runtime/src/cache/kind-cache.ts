import { deepFreeze } from '@fluxts/base';
import {
  isExpired,
  KubeApiError,
  type KubeClient,
  NoKindMatchError,
  type ObjectMeta,
} from '@fluxts/kube-client';
import { type Clock, delay } from '../clock.ts';
import type { ObjectKey } from '../key.ts';
import type { Logger } from '../log/logger.ts';
import { backoffDelay, jittered } from '../queue/backoff.ts';
import { Waiters } from '../waiters.ts';
import { keyOf, ObjectStore } from './object-store.ts';
import type {
  CacheChange,
  CachedObject,
  CacheSelection,
  CacheState,
  WatchCache,
} from './watch-cache.ts';

/** What a cache works with. */
export interface KindCacheParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Logger;
}

/** Pauses between attempts to list; after `410 Gone` the first one keeps many caches from listing at once. */
const listBackoff = { minMs: 500, maxMs: 30_000 };

/** Answers that waiting does not change by itself. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 406, 422]);

/** Objects taken in at one go. */
const sliceSize = 200;

/** Keeps the objects of one selection by list and watch; see {@link WatchCache}. */
export class KindCache<T extends CachedObject> implements WatchCache<T> {
  readonly selection: CacheSelection;
  readonly #parts: KindCacheParts;
  readonly #store = new ObjectStore<T>();
  readonly #stop = new AbortController();
  readonly #waiters = new Waiters();
  #state: CacheState = 'idle';
  #lastError: unknown;
  #synced = false;
  #running: Promise<void> | undefined;

  constructor(selection: CacheSelection, parts: KindCacheParts) {
    this.selection = selection;
    this.#parts = parts;
  }

  get state(): CacheState {
    return this.#state;
  }

  get lastError(): unknown {
    return this.#lastError;
  }

  get synced(): boolean {
    return this.#synced;
  }

  get size(): number {
    return this.#store.size;
  }

  get(key: ObjectKey): T | undefined {
    return this.#store.get(key);
  }

  list(namespace?: string): readonly T[] {
    return this.#store.list(namespace);
  }

  addIndex(name: string, valuesOf: (object: T) => Iterable<string>): void {
    this.#store.addIndex(name, valuesOf);
  }

  byIndex(name: string, value: string): readonly T[] {
    return this.#store.byIndex(name, value);
  }

  subscribe(listener: (change: CacheChange<T>) => void): () => void {
    return this.#store.subscribe((change) => {
      try {
        listener(change);
      } catch (error) {
        // One subscriber's mistake must reach neither the others nor the watch.
        this.#parts.log.error('a subscriber of a watch cache failed', error, {
          watched: this.selection.kind,
          change: change.type,
        });
      }
    });
  }

  async whenSynced(signal?: AbortSignal): Promise<void> {
    await this.#waiters.until(() => this.#synced, signal);
  }

  async whenSettled(signal?: AbortSignal): Promise<void> {
    await this.#waiters.until(() => this.#synced || this.#state === 'unavailable', signal);
  }

  /** Begins to list and watch; once. */
  start(): void {
    this.#running ??= this.#run(this.#stop.signal);
  }

  /** Ends the watch. What the cache holds stays readable. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { client, clock, random, log } = this.#parts;
    const { apiVersion, kind } = this.selection;
    let failures = 0;
    while (!signal.aborted) {
      try {
        // A kind that was refused stays so until a list is in.
        if (this.#state !== 'unavailable') this.#become('listing');
        const resourceVersion = await this.#listAll(client, signal);
        await this.#watchFrom(client, resourceVersion, signal, () => {
          failures = 0;
        });
      } catch (error) {
        if (signal.aborted) break;
        this.#lastError = error;
        failures++;
        if (isExpired(error)) {
          log.info('the watch is too far behind, listing afresh', { watched: kind, apiVersion });
        } else {
          if (this.#state !== 'unavailable') {
            log.warn('cannot list and watch', { watched: kind, apiVersion, error: String(error) });
          }
          this.#become(isRefusal(error) ? 'unavailable' : 'reconnecting');
        }
      }
      const pauseMs = jittered(backoffDelay(failures, listBackoff), 0.5, random);
      await delay(clock, pauseMs, signal).catch(() => undefined);
    }
    this.#become('idle');
  }

  async #listAll(client: KubeClient, signal: AbortSignal): Promise<string> {
    const { apiVersion, kind, namespace, labelSelector, fieldSelector, metadataOnly } =
      this.selection;
    const target = { apiVersion, kind, namespace };
    const options = { labelSelector, fieldSelector, signal, timeoutMs: 120_000 };
    const list =
      metadataOnly === true
        ? await client.listMetadata(target, options)
        : await client.list(target, options);
    await this.#takeAll(list.items as T[], signal);
    this.#synced = true;
    this.#lastError = undefined;
    this.#become('watching');
    return list.resourceVersion;
  }

  /** Makes the store equal to a list, in slices, so that a long one does not hold up the main loop. */
  async #takeAll(items: readonly T[], signal: AbortSignal): Promise<void> {
    this.#store.retain(items);
    for (let at = 0; at < items.length; at += sliceSize) {
      if (at > 0) await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      for (const item of items.slice(at, at + sliceSize)) {
        this.#store.put(this.#taken(item), !this.#synced);
      }
    }
  }

  async #watchFrom(
    client: KubeClient,
    resourceVersion: string,
    signal: AbortSignal,
    opened: () => void,
  ): Promise<void> {
    const { apiVersion, kind, namespace, labelSelector, fieldSelector, metadataOnly } =
      this.selection;
    const events = client.watch<T>(
      { apiVersion, kind, namespace },
      {
        resourceVersion,
        labelSelector,
        fieldSelector,
        metadataOnly,
        signal,
        onConnection: (error) => {
          this.#lastError = error;
          if (error === undefined) opened();
          this.#become(error === undefined ? 'watching' : 'reconnecting');
        },
      },
    );
    for await (const { type, object } of events) {
      if (type === 'BOOKMARK') continue;
      if (type === 'DELETED') this.#store.remove(keyOf(object), this.#taken(object));
      else this.#store.put(this.#taken(object), false);
    }
  }

  /** An object as it is kept: without the managed fields if nobody asked for them, and frozen. */
  #taken(object: T): T {
    if (this.selection.managedFields !== true) {
      const metadata: Partial<ObjectMeta> = object.metadata;
      delete metadata.managedFields;
    }
    return deepFreeze(object);
  }

  #become(state: CacheState): void {
    this.#state = state;
    this.#waiters.check();
  }
}

/** Whether the server itself said no, so that waiting for the kind would be in vain for now. */
function isRefusal(error: unknown): boolean {
  if (error instanceof NoKindMatchError) return true;
  return error instanceof KubeApiError && refusals.has(error.status);
}
