import { type JsonObject, getOwn, getString } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';
import type { GroupResource } from '../resource.ts';
import type { StorageEvent } from '../storage-access.ts';
import { nameOf, namespaceOf, uidOf } from './identity.ts';

/** One entry of an object's `metadata.ownerReferences`. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller: boolean;
  /** Whether a foreground deletion of the owner waits for the dependent. */
  readonly blocks: boolean;
}

/** An object, as far as ownership is concerned. */
export interface OwnedObject {
  readonly resource: GroupResource;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly uid: string;
  readonly owners: readonly OwnerReference[];
}

const none: ReadonlySet<OwnedObject> = new Set();

/** Who owns whom: an index from the uid of an owner to what names it, kept up to date by events. */
export class OwnerGraph {
  readonly #objects = new Map<string, OwnedObject>();
  readonly #dependents = new Map<string, Set<OwnedObject>>();

  /** Takes in a write. */
  observe(event: StorageEvent): void {
    if (event.type === 'DELETED') this.#forget(uidOf(event.object));
    else this.add(event.resource, event.object);
  }

  /** Takes in an object that is known to be there before its event has come. */
  add(resource: GroupResource, object: JsonObject): void {
    const uid = uidOf(object);
    this.#forget(uid);
    const owners = readOwners(object);
    const owned: OwnedObject = {
      resource,
      namespace: namespaceOf(object),
      name: nameOf(object),
      uid,
      owners,
    };
    this.#objects.set(uid, owned);
    for (const owner of owners) {
      const dependents = this.#dependents.get(owner.uid) ?? new Set();
      dependents.add(owned);
      this.#dependents.set(owner.uid, dependents);
    }
  }

  /** The object with a uid. */
  find(uid: string): OwnedObject | undefined {
    return this.#objects.get(uid);
  }

  /** What names an owner, of one resource or of all. */
  dependents(uid: string, resource?: GroupResource): readonly OwnedObject[] {
    const all = this.#dependents.get(uid) ?? none;
    return [...all].filter(
      (object) =>
        resource === undefined ||
        (object.resource.plural === resource.plural && object.resource.group === resource.group),
    );
  }

  #forget(uid: string): void {
    const object = this.#objects.get(uid);
    if (object === undefined) return;
    this.#objects.delete(uid);
    for (const owner of object.owners) {
      const dependents = this.#dependents.get(owner.uid);
      dependents?.delete(object);
      if (dependents?.size === 0) this.#dependents.delete(owner.uid);
    }
  }
}

/** Reads the owner references of an object. */
export function readOwners(object: JsonObject): readonly OwnerReference[] {
  return mappingsAt(object, 'metadata', 'ownerReferences').map((reference) => ({
    apiVersion: getString(reference, 'apiVersion') ?? '',
    kind: getString(reference, 'kind') ?? '',
    name: getString(reference, 'name') ?? '',
    uid: getString(reference, 'uid') ?? '',
    controller: getOwn(reference, 'controller') === true,
    blocks: getOwn(reference, 'blockOwnerDeletion') === true,
  }));
}
