import type { KubeObject } from '@fluxts/kube-client';

/** What we wrote last to an object, and the versions that it replaced. */
interface Write {
  readonly replaced: Set<string>;
  object: KubeObject;
}

/**
 * Remembers our own last write of each object until the watch cache has caught up with it. A reconcile
 * that begins before that would otherwise see its own past, and do things twice.
 */
export class OwnWrites {
  readonly #writes = new Map<string, Write>();

  /** Notes a write that went well. */
  note(before: KubeObject, after: KubeObject): void {
    const uid = after.metadata.uid ?? '';
    const write = this.#writes.get(uid) ?? { replaced: new Set(), object: after };
    write.replaced.add(before.metadata.resourceVersion ?? '');
    write.object = after;
    this.#writes.set(uid, write);
  }

  /** The newest of what the cache and we know of an object. */
  newest(cached: KubeObject): KubeObject {
    const uid = cached.metadata.uid ?? '';
    const write = this.#writes.get(uid);
    if (write === undefined) return cached;
    if (write.replaced.has(cached.metadata.resourceVersion ?? '')) return write.object;
    // The cache shows our write, or something newer.
    this.#writes.delete(uid);
    return cached;
  }

  /** Drops what is known of an object that is gone. */
  forget(uid: string): void {
    this.#writes.delete(uid);
  }
}
