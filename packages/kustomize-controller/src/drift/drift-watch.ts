import type { KubeObject, ObjectRef } from '@fluxts/kube-client';
import type { CacheChange, Clock, ObjectKey, Timer } from '@fluxts/runtime';
import { idOf } from '../reconcile/keys.ts';
import type { Target } from '../target/target.ts';
import { othersTurn } from '../turns.ts';
import { objectId } from './managed-object.ts';
import { Pace } from './pace.ts';
import { isChange, type Seen, seenOf, writersSince } from './seen.ts';
import { type KindWatch, KindWatches, type KindWatchesOptions } from './kind-watches.ts';

/** How many objects are compared before others get their turn. */
const comparedAtOnce = 200;

/** An object that a Kustomization manages, as our last write of it left it. */
interface Tracked {
  readonly ref: ObjectRef;
  /** Of the manifest that was applied. */
  readonly digest: string;
  readonly watch: KindWatch;
  written: Seen;
}

/** The managed objects of one Kustomization. */
interface Owned {
  readonly key: ObjectKey;
  readonly objects: Map<string, Tracked>;
  /** Changed since, and not looked at yet. */
  readonly changed: Set<string>;
  /** Being reconciled: changes are noted, and nobody is woken for them. */
  held: boolean;
  /** Wakes the Kustomization for objects that may be looked at later only. */
  timer: Timer | undefined;
}

/** What a {@link DriftWatch} needs. */
export interface DriftWatchOptions extends KindWatchesOptions {
  readonly clock: Clock;
  /** An object of this Kustomization changed, and may be looked at now. */
  readonly onChange: (key: ObjectKey) => void;
}

/** An object and how the last write left it. */
export interface WrittenObject {
  readonly ref: ObjectRef;
  /** A digest of what was wanted. */
  readonly digest: string;
  /** As the server returned it; its metadata is enough. `undefined` when it was not looked at, as it is settled. */
  readonly object: KubeObject | undefined;
}

/** An object that changed since our last write of it. */
export interface ChangedObject {
  readonly id: string;
  readonly ref: ObjectRef;
  /** The managers that wrote since; none when what happened leaves no trace of who did it. */
  readonly writers: readonly string[];
}

/**
 * Watches what Kustomizations manage, metadata only, and tells when something about an object is not as
 * our last write left it. What has changed, and whether it matters, a dry run of that one object finds
 * out; this only says where to look.
 */
export class DriftWatch {
  readonly #owned = new Map<string, Owned>();
  readonly #owners = new Map<string, Set<string>>();
  readonly #watches: KindWatches;
  readonly #options: DriftWatchOptions;
  readonly pace: Pace;

  constructor(options: DriftWatchOptions) {
    this.#options = options;
    this.pace = new Pace(() => options.clock.monotonic());
    this.#watches = new KindWatches(options, (cluster, change) => this.#see(cluster, change));
  }

  /** A reconcile begins: until it ends, nobody is woken for changes of its objects, which are its own. */
  hold(key: ObjectKey): void {
    this.#of(key).held = true;
  }

  /** A reconcile ended. Changes that came meanwhile and are not its own wake the object now. */
  release(key: ObjectKey): void {
    const owned = this.#owned.get(idOf(key));
    if (owned === undefined) return;
    owned.held = false;
    if (owned.changed.size > 0) this.#wake(owned);
  }

  /**
   * Takes over the managed objects of a Kustomization from a complete pass, and watches their kinds from
   * now on. What is not among them any more is not watched any more.
   */
  async track(key: ObjectKey, target: Target, objects: readonly WrittenObject[]): Promise<void> {
    const owned = this.#of(key);
    const before = new Map(owned.objects);
    owned.objects.clear();
    owned.changed.clear();
    for (const { ref, digest, object } of objects) {
      const id = objectId(target.cluster, ref);
      const written = object === undefined ? before.get(id)?.written : seenOf(object);
      if (written === undefined) continue;
      const watch = this.#watches.acquire(key, target, ref);
      owned.objects.set(id, { ref, digest, watch, written });
      const owners = this.#owners.get(id) ?? new Set();
      this.#owners.set(id, owners.add(idOf(key)));
    }
    for (const [id, { watch }] of before) {
      // After the acquiring above, so that a watch which goes on being needed is not begun anew.
      this.#watches.release(watch);
      if (!owned.objects.has(id)) this.#disown(id, key);
    }
    let compared = 0;
    for (const [id, tracked] of owned.objects) {
      this.#compare(owned, id, tracked);
      if (++compared % comparedAtOnce === 0) await othersTurn();
    }
  }

  /** Takes over how a repair, or a look without one, left an object. */
  settle(key: ObjectKey, id: string, object: KubeObject): void {
    const owned = this.#owned.get(idOf(key));
    const tracked = owned?.objects.get(id);
    if (owned === undefined || tracked === undefined) return;
    tracked.written = seenOf(object);
    owned.changed.delete(id);
    this.#compare(owned, id, tracked);
  }

  /**
   * Says whether an object is wanted as it was applied last, and is watched, and nobody changed it since. What
   * happens to it later still wakes the Kustomization.
   */
  isSettled(key: ObjectKey, cluster: string, ref: ObjectRef, digest: string): boolean {
    const owned = this.#owned.get(idOf(key));
    const id = objectId(cluster, ref);
    const tracked = owned?.objects.get(id);
    return tracked?.digest === digest && tracked.watch.reliable && owned?.changed.has(id) === false;
  }

  /** The objects of a Kustomization to look at now. */
  changedOf(key: ObjectKey): readonly ChangedObject[] {
    const owned = this.#owned.get(idOf(key));
    if (owned === undefined) return [];
    return [...owned.changed].flatMap((id) => {
      const tracked = owned.objects.get(id);
      if (tracked === undefined) return [];
      const writers = changersOf(tracked);
      if (this.pace.delayOf(id, writers) > 0) return [];
      return [{ id, ref: tracked.ref, writers }];
    });
  }

  /** Says whether every managed object of a Kustomization is watched, so that no news is good news. */
  watchesAll(key: ObjectKey): boolean {
    const owned = this.#owned.get(idOf(key));
    if (owned === undefined) return false;
    return [...owned.objects.values()].every(({ watch }) => watch.reliable);
  }

  /** Forgets a Kustomization: it is suspended, deleted, or does not know its objects. */
  untrack(key: ObjectKey): void {
    const owned = this.#owned.get(idOf(key));
    if (owned === undefined) return;
    this.#owned.delete(idOf(key));
    owned.timer?.cancel();
    for (const [id, { watch }] of owned.objects) {
      this.#disown(id, key);
      this.#watches.release(watch);
    }
  }

  close(): void {
    for (const { timer } of this.#owned.values()) timer?.cancel();
    this.#owned.clear();
    this.#owners.clear();
    this.#watches.close();
  }

  #of(key: ObjectKey): Owned {
    const known = this.#owned.get(idOf(key));
    if (known !== undefined) return known;
    const owned: Owned = {
      key,
      objects: new Map(),
      changed: new Set(),
      held: false,
      timer: undefined,
    };
    this.#owned.set(idOf(key), owned);
    return owned;
  }

  #disown(id: string, key: ObjectKey): void {
    const owners = this.#owners.get(id);
    owners?.delete(idOf(key));
    if (owners?.size !== 0) return;
    this.#owners.delete(id);
    this.pace.forget(id);
  }

  #see(cluster: string, change: CacheChange): void {
    const id = objectId(cluster, {
      ...change.key,
      apiVersion: change.object.apiVersion,
      kind: change.object.kind,
    });
    const owners = this.#owners.get(id);
    if (owners === undefined) return;
    for (const owner of owners) {
      const owned = this.#owned.get(owner);
      const tracked = owned?.objects.get(id);
      if (owned !== undefined && tracked !== undefined) this.#compare(owned, id, tracked);
    }
  }

  /** Holds what was written against what the watch shows now. */
  #compare(owned: Owned, id: string, tracked: Tracked): void {
    const seen = tracked.watch.lastSeen(tracked.ref);
    if (seen === undefined || !isChange(tracked.written, seen)) return;
    owned.changed.add(id);
    if (!owned.held) this.#wake(owned);
  }

  /** Wakes a Kustomization as soon as one of its changed objects may be looked at. */
  #wake(owned: Owned): void {
    owned.timer?.cancel();
    owned.timer = undefined;
    const delays = [...owned.changed].flatMap((id) => {
      const tracked = owned.objects.get(id);
      return tracked === undefined ? [] : [this.pace.delayOf(id, changersOf(tracked))];
    });
    if (delays.length === 0) return;
    const delay = Math.min(...delays);
    if (delay <= 0) {
      this.#options.onChange(owned.key);
      return;
    }
    owned.timer = this.#options.clock.after(delay, () => {
      owned.timer = undefined;
      if (!owned.held) this.#wake(owned);
    });
  }
}

/** Who changed an object since our last write of it, as far as the watch shows. */
function changersOf({ watch, ref, written }: Tracked): readonly string[] {
  const seen = watch.lastSeen(ref);
  return seen === undefined ? [] : writersSince(written, seen);
}
