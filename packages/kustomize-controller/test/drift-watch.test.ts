import type { KubeObject, ObjectRef } from '@fluxts/kube-client';
import type { CacheChange, CacheRegistry, Clock, WatchCache } from '@fluxts/runtime';
import { describe, expect, it } from 'vitest';
import { DriftWatch } from '../src/drift/drift-watch.ts';
import type { Target } from '../src/target/target.ts';

const key = { namespace: 'flux', name: 'apps' };

function object(version: number, changes: Record<string, unknown> = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', namespace: 'x', uid: 'u', resourceVersion: `${version}`, ...changes },
  };
}

const ref: ObjectRef = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'x', name: 'a' };
const edited = { labels: { edited: 'yes' } };

/** A cache whose events a test sends by hand. */
class ManualCache {
  readonly selection = { apiVersion: 'v1', kind: 'ConfigMap' };
  state = 'watching';
  synced = true;
  lastError: unknown;
  holders = 0;
  #object: KubeObject | undefined;
  #listener: ((change: CacheChange) => void) | undefined;

  get(): KubeObject | undefined {
    return this.#object;
  }

  subscribe(listener: (change: CacheChange) => void): () => void {
    this.#listener = listener;
    return () => (this.#listener = undefined);
  }

  whenSettled(): Promise<void> {
    return Promise.resolve();
  }

  show(seen: KubeObject): void {
    const old = this.#object;
    this.#object = seen;
    this.#tell({ type: old === undefined ? 'added' : 'updated', object: seen, old });
  }

  drop(last: KubeObject): void {
    this.#object = undefined;
    this.#tell({ type: 'deleted', object: last, old: last });
  }

  #tell(change: unknown): void {
    const common = { key: { namespace: 'x', name: 'a' }, initial: false };
    this.#listener?.({ ...common, ...(change as object) } as CacheChange);
  }
}

interface SetUp {
  watch: DriftWatch;
  target: Target;
  cache: ManualCache;
  woken: string[];
  refused: string[];
}

function setUp(): SetUp {
  const cache = new ManualCache();
  const registry: CacheRegistry = {
    acquire: () => {
      cache.holders++;
      return cache as unknown as WatchCache<never>;
    },
    release: () => {
      cache.holders--;
    },
  };
  const clock: Clock = { now: () => 0, monotonic: () => 0, after: () => ({ cancel: () => {} }) };
  const woken: string[] = [];
  const refused: string[] = [];
  const watch = new DriftWatch({
    clock,
    onChange: ({ name }) => woken.push(name),
    onUnwatchable: (kind) => refused.push(kind),
  });
  const target = { cluster: '', caches: registry } as Target;
  return { watch, target, cache, woken, refused };
}

describe('watching what was applied', () => {
  it('wakes for a change by others, not for the echo of our own write', async () => {
    const { watch, target, cache, woken } = setUp();
    await watch.track(key, target, [{ ref, digest: 'd', object: object(5) }]);
    cache.show(object(5));
    expect(woken).toEqual([]);
    cache.show(object(6, { managedFields: [{ manager: 'm', subresource: 'status' }] }));
    expect(woken).toEqual([]);
    cache.show(object(7, edited));
    expect(woken).toEqual(['apps']);
    expect(watch.changedOf(key)).toMatchObject([{ ref }]);
  });

  it('ignores news from before our write', async () => {
    const { watch, target, cache, woken } = setUp();
    await watch.track(key, target, [{ ref, digest: 'd', object: object(5) }]);
    cache.show(object(4, edited));
    expect(woken).toEqual([]);
  });

  it('wakes for a deletion, even one that came before it was told what to watch', async () => {
    const { watch, target, cache, woken } = setUp();
    watch.hold(key);
    await watch.track(key, target, [{ ref, digest: 'd', object: object(5) }]);
    cache.show(object(5));
    cache.drop(object(6));
    await watch.track(key, target, [{ ref, digest: 'd', object: object(5) }]);
    expect(woken).toEqual([]);
    watch.release(key);
    expect(woken).toEqual(['apps']);
  });

  it('is content once a look has settled the matter', async () => {
    const { watch, target, cache, woken } = setUp();
    await watch.track(key, target, [{ ref, digest: 'd', object: object(5) }]);
    cache.show(object(7, edited));
    const [changed] = watch.changedOf(key);
    watch.settle(key, changed!.id, object(7, edited));
    expect(watch.changedOf(key)).toEqual([]);
    cache.show(object(7, edited));
    expect(woken).toEqual(['apps']);
  });

  it('watches a kind only as long as somebody manages one of it', async () => {
    const { watch, target, cache } = setUp();
    const other = { namespace: 'flux', name: 'other' };
    await watch.track(key, target, [{ ref, digest: 'd', object: object(5) }]);
    await watch.track(other, target, [{ ref, digest: 'd', object: object(5) }]);
    expect(cache.holders).toBe(1);
    await watch.track(key, target, []);
    expect(cache.holders).toBe(1);
    watch.untrack(other);
    expect(cache.holders).toBe(0);
  });

  it('says which kind cannot be watched, once, and that silence means nothing then', async () => {
    const { watch, target, cache, refused } = setUp();
    Object.assign(cache, { synced: false, state: 'unavailable', lastError: new Error('no') });
    await watch.track(key, target, [{ ref, digest: 'd', object: object(5) }]);
    watch.untrack(key);
    await watch.track(key, target, [{ ref, digest: 'd', object: object(5) }]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(refused).toEqual(['ConfigMap']);
    expect(watch.watchesAll(key)).toBe(false);
  });
});
