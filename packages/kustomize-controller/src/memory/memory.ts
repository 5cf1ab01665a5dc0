import type { KubeObject } from '@fluxts/kube-client';
import type { ObjectKey } from '@fluxts/runtime';
import type { HealthTarget } from '@fluxts/apply';
import { idOf } from '../reconcile/keys.ts';
import { newerOf } from './current-object.ts';

/** The last pass over everything that ended well. */
export interface LastPass {
  /** Of all that went into it; equal inputs need no other pass. */
  readonly inputs: string;
  /** Of the spec it went by. */
  readonly generation: number | undefined;
  /** What was found healthy. */
  readonly healthy: readonly HealthTarget[];
  /** Intervals since then at which nothing was done because nothing had changed. */
  quietIntervals: number;
  /** When the next interval ends, on the monotonic clock. */
  dueAt: number;
}

/** A reconcile that did not get through. */
export interface Failure {
  /** Of what it was given. */
  readonly inputs: string;
  /** When it is tried again, on the monotonic clock; infinite when it is not. */
  readonly retryAt: number;
}

/**
 * What is remembered of one Kustomization between reconciles. All of it may be lost at any time: then the
 * next reconcile does everything.
 */
export interface Memory {
  /** The object as our last write returned it; the cache may not show it yet. */
  written: KubeObject | undefined;
  lastPass: LastPass | undefined;
  /** The last reconcile that did not get through, until one does. */
  failure: Failure | undefined;
  /** The build whose objects are in the cluster; `undefined` when an apply ended half-way. */
  desired: string | undefined;
  /** Waits for another Kustomization, which wakes it by becoming ready. */
  awaitsDependency: boolean;
  /** The notices about old forms that were told already. */
  noticesTold: string | undefined;
}

/** The memory of every Kustomization that there is. */
export class Memories {
  readonly #memories = new Map<string, Memory>();

  /** The memory of an object; begun when there is none. */
  of(key: ObjectKey): Memory {
    const id = idOf(key);
    const known = this.#memories.get(id);
    if (known !== undefined) return known;
    const memory: Memory = {
      written: undefined,
      lastPass: undefined,
      failure: undefined,
      desired: undefined,
      awaitsDependency: false,
      noticesTold: undefined,
    };
    this.#memories.set(id, memory);
    return memory;
  }

  /** Says whether an object waits for another one to become ready. */
  awaitsDependency(key: ObjectKey): boolean {
    return this.#memories.get(idOf(key))?.awaitsDependency ?? false;
  }

  /**
   * The newest known state of an object: what the cache shows, or what our last write returned while the cache
   * lags behind.
   */
  newest(key: ObjectKey, cached: KubeObject): KubeObject {
    const memory = this.#memories.get(idOf(key));
    if (memory?.written === undefined) return cached;
    const newest = newerOf(cached, memory.written);
    if (newest === cached) memory.written = undefined;
    return newest;
  }

  /** Forgets an object that is gone. */
  forget(key: ObjectKey): void {
    this.#memories.delete(idOf(key));
  }
}
