import type { StoredObject } from './stored-object.ts';

/**
 * The objects read or written last, by revision. A revision never changes its content, so nothing in here
 * can be stale. Bounded by the bytes of the objects' JSON.
 */
export class ObjectCache {
  readonly #maxBytes: number;
  /** In order of use: the oldest first. */
  readonly #objects = new Map<number, StoredObject>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(revision: number): StoredObject | undefined {
    const object = this.#objects.get(revision);
    if (object !== undefined) {
      this.#objects.delete(revision);
      this.#objects.set(revision, object);
    }
    return object;
  }

  add(object: StoredObject): void {
    if (this.#objects.has(object.revision)) return;
    this.#objects.set(object.revision, object);
    this.#bytes += object.bytes.length;
    for (const [revision, oldest] of this.#objects) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#objects.delete(revision);
      this.#bytes -= oldest.bytes.length;
    }
  }
}
