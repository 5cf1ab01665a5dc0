import { RuntimeError } from '../errors.ts';
import type { ObjectKey } from '../key.ts';
import { IndexTable } from './index-table.ts';
import type { CacheChange, CachedObject } from './watch-cache.ts';

/** The objects of a cache, by namespace and name and by indexes. Tells its listeners what changes, in order. */
export class ObjectStore<T extends CachedObject> {
  readonly #namespaces = new Map<string, Map<string, T>>();
  readonly #indexes = new Map<string, IndexTable<T>>();
  readonly #listeners = new Set<(change: CacheChange<T>) => void>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(key: ObjectKey): T | undefined {
    return this.#namespaces.get(key.namespace)?.get(key.name);
  }

  list(namespace?: string): T[] {
    if (namespace !== undefined) return [...(this.#namespaces.get(namespace)?.values() ?? [])];
    const all: T[] = [];
    for (const objects of this.#namespaces.values()) all.push(...objects.values());
    return all;
  }

  addIndex(name: string, valuesOf: (object: T) => Iterable<string>): void {
    const index = new IndexTable(valuesOf);
    for (const object of this.list()) index.set(idOf(keyOf(object)), object);
    this.#indexes.set(name, index);
  }

  byIndex(name: string, value: string): T[] {
    const index = this.#indexes.get(name);
    if (index === undefined) {
      throw new RuntimeError('NoSuchIndex', `the cache has no index '${name}'`, { retry: 'never' });
    }
    return index.get(value);
  }

  subscribe(listener: (change: CacheChange<T>) => void): () => void {
    for (const object of this.list()) {
      listener({ type: 'added', key: keyOf(object), object, old: undefined, initial: true });
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Takes an object in. One that we have already, by uid and resource version, changes nothing; another
   * object of the same name is told as a deletion and a creation.
   */
  put(object: T, initial: boolean): void {
    const key = keyOf(object);
    const old = this.get(key);
    if (old === undefined) {
      this.#set(key, object);
      this.#tell({ type: 'added', key, object, old, initial });
    } else if (old.metadata.uid !== object.metadata.uid) {
      this.remove(key, old);
      this.put(object, false);
    } else if (old.metadata.resourceVersion !== object.metadata.resourceVersion) {
      this.#set(key, object);
      this.#tell({ type: 'updated', key, object, old, initial: false });
    }
  }

  /** Removes an object. @param last its state when it was deleted, where known */
  remove(key: ObjectKey, last?: T): void {
    const objects = this.#namespaces.get(key.namespace);
    const old = objects?.get(key.name);
    if (objects === undefined || old === undefined) return;
    objects.delete(key.name);
    if (objects.size === 0) this.#namespaces.delete(key.namespace);
    this.#size--;
    for (const index of this.#indexes.values()) index.delete(idOf(key));
    this.#tell({ type: 'deleted', key, object: last ?? old, old, initial: false });
  }

  /** Removes what is not in a list. */
  retain(listed: readonly T[]): void {
    if (this.#size === 0) return;
    const ids = new Set(listed.map((object) => idOf(keyOf(object))));
    for (const object of this.list()) {
      const key = keyOf(object);
      if (!ids.has(idOf(key))) this.remove(key);
    }
  }

  #set(key: ObjectKey, object: T): void {
    let objects = this.#namespaces.get(key.namespace);
    if (objects === undefined) {
      objects = new Map();
      this.#namespaces.set(key.namespace, objects);
    }
    if (!objects.has(key.name)) this.#size++;
    objects.set(key.name, object);
    for (const index of this.#indexes.values()) index.set(idOf(key), object);
  }

  #tell(change: CacheChange<T>): void {
    for (const listener of this.#listeners) listener(change);
  }
}

/** The key of an object. */
export function keyOf(object: CachedObject): ObjectKey {
  return { namespace: object.metadata.namespace ?? '', name: object.metadata.name };
}

function idOf(key: ObjectKey): string {
  return `${key.namespace}/${key.name}`;
}
