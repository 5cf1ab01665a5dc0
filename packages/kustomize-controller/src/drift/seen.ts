import type { KubeObject } from '@fluxts/kube-client';
import { changedWriters, fingerprint, nobody, type Writers, writersOf } from './fingerprint.ts';

/** A state of an object: what we last wrote, or what a watch told of it. */
export interface Seen {
  readonly resourceVersion: string;
  /** `undefined` for an object that is not there any more, or lost its owner labels. */
  readonly fingerprint: string | undefined;
  readonly writers: Writers;
}

/** The state that an object shows. */
export function seenOf(object: KubeObject): Seen {
  return {
    resourceVersion: object.metadata.resourceVersion ?? '',
    fingerprint: fingerprint(object),
    writers: writersOf(object),
  };
}

/** The state of an object that was deleted, or left the selector of the watch. */
export function goneOf(object: KubeObject): Seen {
  return {
    resourceVersion: object.metadata.resourceVersion ?? '',
    fingerprint: undefined,
    writers: nobody,
  };
}

/**
 * Says whether what was seen may be somebody else's change of what we wrote. News from before our write
 * is not: watches lag behind, and bring the echo of our own writes as well.
 */
export function isChange(written: Seen, seen: Seen): boolean {
  if (seen.fingerprint === written.fingerprint) return false;
  return !isOlder(seen.resourceVersion, written.resourceVersion);
}

/** The managers that wrote between two states; none when what happened leaves no trace of who did it. */
export function writersSince(written: Seen, seen: Seen): readonly string[] {
  return changedWriters(written.writers, seen.writers);
}

const decimal = /^[0-9]+$/;

function isOlder(a: string, b: string): boolean {
  return decimal.test(a) && decimal.test(b) && BigInt(a) <= BigInt(b);
}
