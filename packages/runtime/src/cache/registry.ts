import { KindCache, type KindCacheParts } from './kind-cache.ts';
import type { CachedObject, CacheRegistry, CacheSelection, WatchCache } from './watch-cache.ts';

interface Entry {
  readonly cache: KindCache<CachedObject>;
  holders: number;
}

/** Shares caches by selection, and starts and stops them; see {@link CacheRegistry}. */
export class SharedCaches implements CacheRegistry {
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

  /** All caches there are. */
  all(): readonly WatchCache[] {
    return [...this.#entries.values()].map((entry) => entry.cache);
  }

  /** Starts every cache, and from now on each as soon as it is asked for. */
  start(): void {
    this.#started = true;
    for (const { cache } of this.#entries.values()) cache.start();
  }

  /** Ends all watches. */
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
