import type { KindRef } from '@fluxts/kube-client';
import type { CacheChange, CachedObject, WatchCache } from '../cache/watch-cache.ts';
import type { ObjectKey } from '../key.ts';
import type { Wake } from '../queue/work-queue.ts';
import type { Priority, Reconciler } from '../reconciler.ts';

/** Which changes of a cache wake which objects of a controller. */
export interface ControllerWatch<T extends CachedObject = CachedObject> {
  readonly cache: WatchCache<T>;
  /** Changes that do not matter are dropped here. All matter when absent. */
  predicate?(change: CacheChange<T>): boolean;
  /** The objects to wake. The changed object itself when absent. Order is kept. */
  map?(change: CacheChange<T>): Iterable<ObjectKey>;
  /** Default `high`, and `normal` for the objects of the first list. */
  readonly priority?: Priority | undefined;
  /** Told to the reconciler; default `<Kind> <change>`. */
  readonly reason?: string | undefined;
}

/** A watch with the types of its cache: `watching(repositories, { map: (change) => … })`. */
export function watching<T extends CachedObject>(
  cache: WatchCache<T>,
  options: Omit<ControllerWatch<NoInfer<T>>, 'cache'> = {},
): ControllerWatch {
  return { cache, ...options };
}

/** What makes a controller. */
export interface ControllerOptions {
  /** As in logs and metrics: `kustomization`. */
  readonly name: string;
  /** The kind it reconciles. */
  readonly kind: KindRef;
  readonly reconcile: Reconciler;
  /** What wakes it. Watches on its own kind come first. All caches must be synced before it begins. */
  readonly watches: readonly ControllerWatch[];
  /** Most objects reconciled at the same time. Default 4. */
  readonly concurrency?: number | undefined;
  /** First and longest delay after failures, doubling between. Default 750 ms and 15 min. */
  readonly backoff?: { readonly minMs: number; readonly maxMs: number } | undefined;
  /** A reconcile that takes longer is aborted by its signal. No limit when absent. */
  readonly timeoutMs?: number | undefined;
  /** Whether it may run on the leader only. Default true. */
  readonly leaderOnly?: boolean | undefined;
}

/** A running controller, made by {@link Manager.addController}. */
export interface Controller {
  readonly name: string;
  /** Wakes an object, merging with wakes that are there already. Before the start and on non-leaders it is remembered. */
  enqueue(key: ObjectKey, options?: Wake): void;
  /** Aborts the reconcile under way, if any, and wakes the object again: a new revision ends a wait for the old one. */
  interrupt(key: ObjectKey, reason: string): void;
  /** Drops timers, failure count and waiting wakes of an object that is gone. */
  forget(key: ObjectKey): void;
  /** Objects waiting to be served, being served, and waiting for their time. */
  readonly depth: {
    readonly ready: number;
    readonly running: number;
    readonly delayed: number;
  };
  /** Resolves once nothing is ready or running. For tests and `--once`. */
  whenIdle(signal?: AbortSignal): Promise<void>;
}
