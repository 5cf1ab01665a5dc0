import type { JsonObject } from '@fluxts/base';
import { ApiError } from '../api-error.ts';
import type { GroupResource } from '../resource.ts';
import {
  type Store,
  StoreError,
  type StoreEvent,
  type StoredValue,
  type WriteResult,
} from '../store/store.ts';
import { RevisionCache } from '../store/revision-cache.ts';
import { collectionPrefix, objectKey, resourceOfKey } from './object-keys.ts';
import { encodeObject, StoredObject } from './stored-object.ts';

/** One write, as objects. */
export interface ObjectEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: GroupResource;
  readonly key: string;
  readonly revision: number;
  /** The state after the write; for DELETED the last one, with the revision of the deletion. */
  readonly current: StoredObject;
  readonly previous: StoredObject | undefined;
}

/** Gets the writes of one transaction, in order. Must not throw. */
export type ObjectListener = (events: readonly ObjectEvent[]) => void;

/** Where a list begins and as of when it reads. */
export interface CollectionQuery {
  readonly resource: GroupResource;
  /** Absent: all namespaces. */
  readonly namespace: string | undefined;
  readonly after?: string;
  readonly at?: number;
}

/** Bytes of parsed objects that are kept in memory. */
const cacheBytes = 64 * 1024 * 1024;

/**
 * The store as objects: each is JSON in its resource's storage version, `resourceVersion` included, which
 * is the revision that wrote it. What is returned is frozen and shared.
 */
export class ObjectStore {
  readonly #store: Store;
  readonly #listeners = new Set<ObjectListener>();
  readonly #cache = new RevisionCache<StoredObject>(cacheBytes, ({ bytes }) => bytes.length);

  constructor(store: Store) {
    this.#store = store;
    store.subscribe((events) => this.#publish(events));
  }

  /** The revision of the last write that is visible. */
  get revision(): number {
    return this.#store.revision;
  }

  /** The oldest revision that lists and watches can begin at. */
  get floor(): number {
    return this.#store.floor;
  }

  get(
    resource: GroupResource,
    namespace: string | undefined,
    name: string,
  ): StoredObject | undefined {
    const value = this.#store.get(objectKey(resource, namespace, name));
    return value === undefined ? undefined : this.#decode(value);
  }

  /** Objects in order of their keys. @throws ApiError `Expired` */
  *list(query: CollectionQuery): Iterable<StoredObject> {
    const { after, at } = query;
    const values = expiring(() =>
      this.#store.range({
        prefix: collectionPrefix(query.resource, query.namespace),
        ...(after === undefined ? {} : { after }),
        ...(at === undefined ? {} : { at }),
      }),
    );
    for (const value of values) yield this.#decode(value);
  }

  /** Writes an object; `expected` is the revision it replaces, 0 for none. Sets its `resourceVersion`. */
  async put(key: string, expected: number, object: JsonObject): Promise<StoredObject | undefined> {
    let written: StoredObject | undefined;
    const result = await this.#write(key, expected, (revision) => {
      setRevision(object, revision);
      written = new StoredObject(key, revision, object, encodeObject(object));
      this.#cache.add(written);
      return written.bytes;
    });
    return result.outcome === 'written' ? written : undefined;
  }

  /** Removes an object. Returns the revision of the deletion, `undefined` if another write came first. */
  async remove(key: string, expected: number): Promise<number | undefined> {
    const result = await this.#write(key, expected, undefined);
    return result.outcome === 'written' ? result.revision : undefined;
  }

  async #write(
    key: string,
    expected: number,
    encode: ((revision: number) => Uint8Array) | undefined,
  ): Promise<WriteResult> {
    try {
      return await this.#store.write({
        key,
        expected,
        ...(encode === undefined ? {} : { encode }),
      });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      throw new ApiError('ServiceUnavailable', error.message, undefined, error);
    }
  }

  /** The writes to keys with a prefix, after a revision and up to another. @throws ApiError `Expired` */
  *history(after: number, prefix: string, upTo: number = this.revision): Iterable<ObjectEvent> {
    for (const event of expiring(() => this.#store.history(after, prefix, upTo))) {
      yield this.#event(event);
    }
  }

  /** Calls back with every write from now on, once it is durable. Returns what ends it. */
  subscribe(listener: ObjectListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #publish(stored: readonly StoreEvent[]): void {
    const events = stored.map((event) => this.#event(event));
    for (const listener of this.#listeners) listener(events);
  }

  #event(event: StoreEvent): ObjectEvent {
    const { key, revision, value } = event;
    const previous = event.previous === undefined ? undefined : this.#decode(event.previous);
    const resource = resourceOfKey(key);
    if (value !== undefined) {
      const current = this.#decode({ key, revision, value });
      const type = previous === undefined ? 'ADDED' : 'MODIFIED';
      return { type, resource, key, revision, current, previous };
    }
    // A tombstone without a state before it cannot be: only what exists is deleted.
    const last = previous as StoredObject;
    const current = this.#tombstone(last, revision);
    return { type: 'DELETED', resource, key, revision, current, previous: last };
  }

  #tombstone(last: StoredObject, revision: number): StoredObject {
    const cached = this.#cache.get(revision);
    if (cached !== undefined) return cached;
    const object = { ...last.object, metadata: { ...(last.object['metadata'] as JsonObject) } };
    setRevision(object, revision);
    const tombstone = new StoredObject(last.key, revision, object, encodeObject(object));
    this.#cache.add(tombstone);
    return tombstone;
  }

  #decode(value: StoredValue): StoredObject {
    const cached = this.#cache.get(value.revision);
    if (cached !== undefined) return cached;
    const object = StoredObject.decode(value.key, value.revision, value.value);
    this.#cache.add(object);
    return object;
  }
}

function setRevision(object: JsonObject, revision: number): void {
  (object['metadata'] as JsonObject)['resourceVersion'] = String(revision);
}

/** Words the store's refusals as the API does. */
function expiring<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.code === 'Compacted') {
      throw new ApiError(
        'Expired',
        'The resourceVersion for the provided watch or list is too old.',
      );
    }
    throw new ApiError('Timeout', 'Too large resource version', { retryAfterSeconds: 1 }, error);
  }
}
