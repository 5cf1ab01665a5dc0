import type { KubeClient } from '@fluxts/kube-client';
import { type Clock, systemClock } from '../clock.ts';
import type { Logger } from '../log/logger.ts';
import type { Metrics, Reading } from '../metrics/metrics.ts';
import { KindCache, type KindCacheParts } from './kind-cache.ts';
import type { CachedObject, CacheSelection, RunningCaches, WatchCache } from './watch-cache.ts';

/** What caches work with. */
export interface CachesOptions {
  readonly client: KubeClient;
  readonly log: Logger;
  readonly clock?: Clock | undefined;
  readonly random?: (() => number) | undefined;
  /** Where the number of objects held is told. */
  readonly metrics?: Metrics | undefined;
}

/** Caches of one cluster, for the managers of a process to share, or for a cluster beside the manager's own. */
export function createCaches(options: CachesOptions): RunningCaches {
  const { client, log, clock = systemClock, random = Math.random } = options;
  const caches = new SharedCaches({ client, log, clock, random });
  options.metrics?.observe(
    'fluxts_watch_cache_objects',
    'Objects held in watch caches.',
    ['apiVersion', 'kind'],
    () => caches.sizes(),
  );
  return caches;
}

interface Entry {
  readonly cache: KindCache<CachedObject>;
  holders: number;
}

/** Shares caches by selection. */
class SharedCaches implements RunningCaches {
  readonly #parts: KindCacheParts;
  readonly #entries = new Map<string, Entry>();
  #started = false;

  constructor(parts: KindCacheParts) {
    this.#parts = parts;
  }

  acquire<T extends CachedObject = CachedObject>(wanted: CacheSelection): WatchCache<T> {
    const selection = normalized(wanted);
    const id = idOf(selection);
    let entry = this.#entries.get(id);
    if (entry === undefined) {
      entry = { cache: new KindCache<CachedObject>(selection, this.#parts), holders: 0 };
      this.#entries.set(id, entry);
      if (this.#started) entry.cache.start();
    }
    entry.holders++;
    return entry.cache as WatchCache as WatchCache<T>;
  }

  release(cache: WatchCache): void {
    const id = idOf(cache.selection);
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.cache !== cache) return;
    entry.holders--;
    if (entry.holders > 0) return;
    this.#entries.delete(id);
    void entry.cache.stop();
  }

  /** How many objects each cache holds. */
  *sizes(): Generator<Reading> {
    for (const { cache } of this.#entries.values()) {
      const { apiVersion, kind } = cache.selection;
      yield { labels: { apiVersion, kind }, value: cache.size };
    }
  }

  start(): void {
    this.#started = true;
    for (const { cache } of this.#entries.values()) cache.start();
  }

  async stop(): Promise<void> {
    this.#started = false;
    await Promise.all([...this.#entries.values()].map(async ({ cache }) => await cache.stop()));
  }
}

/** Secrets and ConfigMaps are never held whole: they are large, or nobody's business until used. */
function normalized(selection: CacheSelection): CacheSelection {
  const { apiVersion, kind, namespace, labelSelector, fieldSelector } = selection;
  const sensitive = apiVersion === 'v1' && (kind === 'Secret' || kind === 'ConfigMap');
  const metadataOnly = sensitive || selection.metadataOnly === true;
  return {
    apiVersion,
    kind,
    namespace: namespace === '' ? undefined : namespace,
    labelSelector: labelSelector === '' ? undefined : labelSelector,
    fieldSelector: fieldSelector === '' ? undefined : fieldSelector,
    metadataOnly,
    managedFields: selection.managedFields ?? metadataOnly,
  };
}

function idOf(selection: CacheSelection): string {
  const { apiVersion, kind, namespace, labelSelector, fieldSelector, metadataOnly, managedFields } =
    selection;
  return JSON.stringify([
    apiVersion,
    kind,
    namespace ?? '',
    labelSelector ?? '',
    fieldSelector ?? '',
    metadataOnly,
    managedFields,
  ]);
}
