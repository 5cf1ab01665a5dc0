import type { CacheRegistry, ObjectKey, WatchCache } from '@fluxts/runtime';

/** The kinds that variables and kubeconfigs come from. */
export type ConfigKind = 'ConfigMap' | 'Secret';

/**
 * Tells when ConfigMaps and Secrets change, and which version they have, without holding their content: it
 * is read when it is used. A kind is watched from the first time that somebody asks for one of it.
 */
export class ConfigWatch {
  readonly #caches: CacheRegistry;
  readonly #namespace: string | undefined;
  readonly #onChange: (kind: ConfigKind, key: ObjectKey) => void;
  readonly #watched = new Map<ConfigKind, { cache: WatchCache; stop: () => void }>();

  /** @param namespace the one to watch; all when absent */
  constructor(
    caches: CacheRegistry,
    namespace: string | undefined,
    onChange: (kind: ConfigKind, key: ObjectKey) => void,
  ) {
    this.#caches = caches;
    this.#namespace = namespace;
    this.#onChange = onChange;
  }

  /**
   * The version of an object: equal versions mean equal content.
   * @returns `absent` for one that does not exist; `undefined` when the kind may not be watched, so that
   * nobody can tell
   */
  async version(
    kind: ConfigKind,
    key: ObjectKey,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const cache = this.#cacheOf(kind);
    await cache.whenSettled(signal);
    if (!cache.synced) return undefined;
    const object = cache.get(key);
    if (object === undefined) return 'absent';
    return `${object.metadata.uid ?? ''}.${object.metadata.resourceVersion ?? ''}`;
  }

  close(): void {
    for (const { cache, stop } of this.#watched.values()) {
      stop();
      this.#caches.release(cache);
    }
    this.#watched.clear();
  }

  #cacheOf(kind: ConfigKind): WatchCache {
    const known = this.#watched.get(kind);
    if (known !== undefined) return known.cache;
    const cache = this.#caches.acquire({
      apiVersion: 'v1',
      kind,
      namespace: this.#namespace,
      metadataOnly: true,
    });
    const stop = cache.subscribe((change) => {
      // What was there at the first list is no change: whoever asked looks it up.
      if (!change.initial) this.#onChange(kind, change.key);
    });
    this.#watched.set(kind, { cache, stop });
    return cache;
  }
}
