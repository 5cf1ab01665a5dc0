import { kustomizeKeys } from '@fluxts/flux-api';
import type { KindRef, KubeObject, ObjectRef } from '@fluxts/kube-client';
import type { CacheChange, CacheRegistry, ObjectKey, WatchCache } from '@fluxts/runtime';
import { LRUCache } from 'lru-cache';
import type { Target } from '../target/target.ts';
import { goneOf, type Seen, seenOf } from './seen.ts';

/** How many deletions of a kind are remembered; they are asked for within one reconcile. */
const maxRemembered = 10_000;

/** What {@link KindWatches} needs. */
export interface KindWatchesOptions {
  /**
   * A kind may not be watched; told once per kind and cluster, with the Kustomization that wanted it first.
   * Its objects are put right at the interval.
   */
  readonly onUnwatchable: (kind: string, reason: unknown, key: ObjectKey) => void;
}

/** What a watch of one kind in one cluster shows. */
export interface KindWatch {
  /** Whether it shows everything, so that silence means that nothing happened. */
  readonly reliable: boolean;
  /** The latest that is known of an object; `undefined` if it was never seen. */
  lastSeen(ref: ObjectRef): Seen | undefined;
  /** The metadata of an object as it is now, if it is there. */
  objectOf(ref: ObjectRef): KubeObject | undefined;
}

/** Watches kinds as long as somebody manages objects of them. */
export class KindWatches {
  readonly #options: KindWatchesOptions;
  readonly #onChange: (cluster: string, change: CacheChange) => void;
  readonly #watches = new Map<string, CachedKindWatch>();
  readonly #told = new Set<string>();

  constructor(
    options: KindWatchesOptions,
    onChange: (cluster: string, change: CacheChange) => void,
  ) {
    this.#options = options;
    this.#onChange = onChange;
  }

  /** The watch of an object's kind. To be given back by {@link release}, once for each time it was asked for. */
  acquire(key: ObjectKey, target: Target, { apiVersion, kind }: ObjectRef): KindWatch {
    const id = [target.cluster, apiVersion, kind].join('|');
    let watch = this.#watches.get(id);
    if (watch === undefined) {
      watch = this.#begin(id, key, target, { apiVersion, kind });
      this.#watches.set(id, watch);
    }
    watch.holders++;
    return watch;
  }

  release(watch: KindWatch): void {
    if (!(watch instanceof CachedKindWatch)) return;
    watch.holders--;
    if (watch.holders > 0) return;
    this.#watches.delete(watch.id);
    watch.end();
  }

  close(): void {
    for (const watch of this.#watches.values()) watch.end();
    this.#watches.clear();
  }

  #begin(id: string, key: ObjectKey, target: Target, kind: KindRef): CachedKindWatch {
    const watch = new CachedKindWatch(id, target.caches, kind, (change) =>
      this.#onChange(target.cluster, change),
    );
    void watch.settled().then((refusal) => {
      if (refusal === undefined || this.#told.has(id)) return;
      this.#told.add(id);
      this.#options.onUnwatchable(kind.kind, refusal, key);
    });
    return watch;
  }
}

class CachedKindWatch implements KindWatch {
  readonly id: string;
  holders = 0;
  readonly #registry: CacheRegistry;
  readonly #cache: WatchCache;
  readonly #gone = new LRUCache<string, Seen>({ max: maxRemembered });
  /** What was made of the objects in the cache, which are frozen. */
  readonly #seen = new WeakMap<KubeObject, Seen>();
  readonly #ended = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(
    id: string,
    registry: CacheRegistry,
    kind: KindRef,
    onChange: (change: CacheChange) => void,
  ) {
    this.id = id;
    this.#registry = registry;
    this.#cache = registry.acquire({
      ...kind,
      labelSelector: kustomizeKeys.ownerName,
      metadataOnly: true,
      managedFields: true,
    });
    this.#unsubscribe = this.#cache.subscribe((change) => {
      if (change.type === 'deleted') this.#gone.set(nameOf(change.key), goneOf(change.object));
      else this.#gone.delete(nameOf(change.key));
      onChange(change);
    });
  }

  get reliable(): boolean {
    const { state, synced } = this.#cache;
    return synced && state !== 'unavailable' && state !== 'idle';
  }

  lastSeen(ref: ObjectRef): Seen | undefined {
    const object = this.objectOf(ref);
    if (object === undefined) return this.#gone.get(nameOf(keyOf(ref)));
    let seen = this.#seen.get(object);
    if (seen === undefined) {
      seen = seenOf(object);
      this.#seen.set(object, seen);
    }
    return seen;
  }

  objectOf(ref: ObjectRef): KubeObject | undefined {
    return this.#cache.get(keyOf(ref));
  }

  /** Resolves when the first list is in, or with the reason why there will be none. */
  async settled(): Promise<unknown> {
    try {
      await this.#cache.whenSettled(this.#ended.signal);
    } catch {
      return undefined;
    }
    return this.#cache.synced ? undefined : this.#cache.lastError;
  }

  end(): void {
    this.#ended.abort();
    this.#unsubscribe();
    this.#registry.release(this.#cache);
  }
}

function keyOf({ namespace = '', name }: ObjectRef): ObjectKey {
  return { namespace, name };
}

function nameOf(key: ObjectKey): string {
  return `${key.namespace}/${key.name}`;
}
