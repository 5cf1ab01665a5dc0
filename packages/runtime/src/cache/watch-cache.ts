import type { KindRef, KubeObject } from '@fluxts/kube-client';
import type { ObjectKey } from '../key.ts';

/** An object in a cache: frozen all the way down. Copy it with `jsonClone` before changing it. */
export type CachedObject = KubeObject;

/**
 * One change. `old` is the object before, for `updated` and `deleted`. `initial` marks the objects of the
 * first list, and only those: what was there before we looked.
 */
export type CacheChange<T extends CachedObject = CachedObject> =
  | {
      readonly type: 'added';
      readonly key: ObjectKey;
      readonly object: T;
      readonly old: undefined;
      readonly initial: boolean;
    }
  | {
      readonly type: 'updated';
      readonly key: ObjectKey;
      readonly object: T;
      readonly old: T;
      readonly initial: false;
    }
  | {
      readonly type: 'deleted';
      readonly key: ObjectKey;
      /** The last state seen. */
      readonly object: T;
      readonly old: T;
      readonly initial: false;
    };

/** Which objects a cache holds. Caches with equal selections are shared. */
export interface CacheSelection extends KindRef {
  /** One namespace; all when absent. */
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** Keep metadata only. Always so for Secrets and ConfigMaps. */
  readonly metadataOnly?: boolean | undefined;
  /** Keep `metadata.managedFields`. Default: only with `metadataOnly`, because they are half of an object. */
  readonly managedFields?: boolean | undefined;
}

/**
 * What the cache is doing. `unavailable` means that the server refused: there is no such kind, or we may not
 * watch it. It asks again by itself, every half minute at least.
 */
export type CacheState = 'idle' | 'listing' | 'watching' | 'reconnecting' | 'unavailable';

/** The objects of one kind, kept up to date by list and watch. Reads never wait and cost no request. */
export interface WatchCache<T extends CachedObject = CachedObject> {
  readonly selection: CacheSelection;
  readonly state: CacheState;
  /** Why the last list or watch failed, while it is not mended. */
  readonly lastError: unknown;
  /** Whether the first list is in. */
  readonly synced: boolean;
  readonly size: number;
  /** Resolves when the first list is in. @throws the signal's reason */
  whenSynced(signal?: AbortSignal): Promise<void>;
  /** Resolves when the first list is in, or the server refused it (`state` is `unavailable` then). */
  whenSettled(signal?: AbortSignal): Promise<void>;
  get(key: ObjectKey): T | undefined;
  /** All objects, or those of one namespace, in no particular order. */
  list(namespace?: string): readonly T[];
  /** Defines an index: by which values an object is to be found. Objects already there are indexed at once. */
  addIndex(name: string, valuesOf: (object: T) => Iterable<string>): void;
  /** Objects found under a value of an index. @throws RuntimeError `NoSuchIndex` */
  byIndex(name: string, value: string): readonly T[];
  /**
   * Tells every later change, in order, after the cache itself shows it. What is there already is told
   * as `added` with `initial` before this returns. What a listener throws is logged and otherwise ignored.
   * @returns a function that ends the subscription
   */
  subscribe(listener: (change: CacheChange<T>) => void): () => void;
}

/** The caches of a process: one per selection, begun when first asked for, closed when nobody holds it any more. */
export interface CacheRegistry {
  /**
   * The cache of a selection. Every call must be paired with one {@link release}, unless the cache is to
   * live as long as the process.
   */
  acquire<T extends CachedObject = CachedObject>(selection: CacheSelection): WatchCache<T>;
  /** Gives a cache back; the last one stops its watch. */
  release(cache: WatchCache): void;
}

/** Caches with their switch. */
export interface RunningCaches extends CacheRegistry {
  /** Starts every cache, and from now on each as soon as it is asked for. Safe to call again. */
  start(): void;
  /** Ends all watches. What the caches hold stays readable. */
  stop(): Promise<void>;
}
