import { type JsonObject, getString } from '@fluxts/base';
import { parseApiVersion } from '@fluxts/kube';
import { mappingsAt, stringsAt } from '../reading.ts';
import type { StorageEvent } from '../storage-access.ts';
import type { Controller, ControllerEnvironment } from './controller.ts';
import { uidOf } from './identity.ts';
import { isDeleting } from '../write/finalizers.ts';
import { type OwnedObject, type OwnerReference, readOwners } from './owner-graph.ts';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';

/**
 * Deletes what has lost its last owner, lets owners that are deleted in the foreground wait for their
 * dependents, and sets dependents free where the deletion says so. Works on uids.
 */
export function garbageCollector(environment: ControllerEnvironment): Controller {
  const { owners: graph, storage } = environment;
  const queue = environment.queue('garbage-collector', collect);

  function observe(event: StorageEvent): void {
    const uid = uidOf(event.object);
    if (event.type === 'DELETED') {
      for (const dependent of graph.dependents(uid)) queue.add(dependent.uid);
      for (const owner of readOwners(event.object)) queue.add(owner.uid);
      return;
    }
    const finalizers = stringsAt(event.object, 'metadata', 'finalizers');
    const ends = isDeleting(event.object);
    if (ends && (finalizers.includes(foreground) || finalizers.includes(orphan))) queue.add(uid);
    const before = event.previous === undefined ? [] : readOwners(event.previous);
    const owners = readOwners(event.object);
    // Most writes leave the owners as they are, and then there is nothing new to judge.
    if (sameOwners(before, owners)) return;
    if (owners.length > 0) queue.add(uid);
    // A dependent that was let go no longer holds its owner up.
    for (const owner of before) queue.add(owner.uid);
  }

  async function collect(uid: string): Promise<void> {
    const node = graph.find(uid);
    if (node === undefined) return;
    const object = storage.get(node.resource, node.namespace, node.name);
    if (object === undefined || uidOf(object) !== uid) return;
    if (isDeleting(object)) {
      const finalizers = stringsAt(object, 'metadata', 'finalizers');
      if (finalizers.includes(orphan)) await setDependentsFree(node);
      else if (finalizers.includes(foreground)) await deleteDependents(node);
      return;
    }
    await judgeOwners(node);
  }

  async function judgeOwners(node: OwnedObject): Promise<void> {
    if (node.owners.length === 0) return;
    const states = node.owners.map((owner) => ({ owner, state: stateOf(owner, node) }));
    const gone = states.filter(({ state }) => state === 'gone').map(({ owner }) => owner.uid);
    const waiting = states.filter(({ state }) => state === 'waiting');
    const solid = states.length - gone.length - waiting.length;
    if (solid > 0) {
      const release = [...gone, ...waiting.map(({ owner }) => owner.uid)];
      if (release.length > 0) await removeOwners(node, new Set(release));
      return;
    }
    const [resource, namespace, name] = [node.resource, node.namespace, node.name];
    const dependents = graph.dependents(node.uid);
    const policy = waiting.length > 0 && dependents.length > 0 ? 'Foreground' : 'Background';
    await storage.delete(resource, namespace, name, { uid: node.uid, propagationPolicy: policy });
  }

  /** `waiting`: the owner is there, but is being deleted and waits for its dependents. */
  function stateOf(owner: OwnerReference, dependent: OwnedObject): 'gone' | 'solid' | 'waiting' {
    const { group, version } = parseApiVersion(owner.apiVersion);
    const info =
      environment.registry.findKind(group, version, owner.kind) ??
      storage.resources().find((item) => item.group === group && item.kind === owner.kind);
    // What kind the owner is may yet become known: nothing is deleted on a guess.
    if (info === undefined) return 'solid';
    if (info.namespaced && dependent.namespace === undefined) return 'solid';
    const object = storage.get(info, info.namespaced ? dependent.namespace : undefined, owner.name);
    if (object === undefined || uidOf(object) !== owner.uid) return 'gone';
    const holds =
      isDeleting(object) && stringsAt(object, 'metadata', 'finalizers').includes(foreground);
    return holds ? 'waiting' : 'solid';
  }

  async function deleteDependents(owner: OwnedObject): Promise<void> {
    const dependents = graph.dependents(owner.uid);
    for (const dependent of dependents) queue.add(dependent.uid);
    const blocked = dependents.some((dependent) =>
      dependent.owners.some((reference) => reference.uid === owner.uid && reference.blocks),
    );
    if (!blocked) await removeFinalizer(owner, foreground);
  }

  async function setDependentsFree(owner: OwnedObject): Promise<void> {
    for (const dependent of graph.dependents(owner.uid)) {
      await removeOwners(dependent, new Set([owner.uid]));
    }
    await removeFinalizer(owner, orphan);
  }

  async function removeOwners(node: OwnedObject, uids: ReadonlySet<string>): Promise<void> {
    await storage.modify(node.resource, node.namespace, node.name, (draft) => {
      const references = mappingsAt(draft, 'metadata', 'ownerReferences');
      const kept = references.filter((item) => !uids.has(getString(item, 'uid') ?? ''));
      if (uidOf(draft) !== node.uid || kept.length === references.length) return false;
      const metadata = draft['metadata'] as JsonObject;
      if (kept.length === 0) delete metadata['ownerReferences'];
      else metadata['ownerReferences'] = [...kept];
      return undefined;
    });
  }

  async function removeFinalizer(node: OwnedObject, finalizer: string): Promise<void> {
    await storage.modify(node.resource, node.namespace, node.name, (draft) => {
      if (uidOf(draft) !== node.uid) return false;
      return dropFinalizer(draft, finalizer);
    });
  }

  return { observe };
}

function sameOwners(a: readonly OwnerReference[], b: readonly OwnerReference[]): boolean {
  return a.length === b.length && a.every((owner, at) => owner.uid === b[at]?.uid);
}

/** Takes a finalizer off a draft; false when it is not there. */
export function dropFinalizer(draft: JsonObject, finalizer: string): false | undefined {
  const finalizers = stringsAt(draft, 'metadata', 'finalizers');
  if (!finalizers.includes(finalizer)) return false;
  const kept = finalizers.filter((item) => item !== finalizer);
  const metadata = draft['metadata'] as JsonObject;
  if (kept.length === 0) delete metadata['finalizers'];
  else metadata['finalizers'] = kept;
  return undefined;
}
