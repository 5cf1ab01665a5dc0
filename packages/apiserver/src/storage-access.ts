import type { JsonObject } from '@fluxts/base';
import type { GroupResource, ResourceInfo } from './resource.ts';

/** Narrows a list or a watch. */
export interface StorageFilter {
  /** Absent: every namespace. */
  readonly namespace?: string;
  /** A label selector in its string form. */
  readonly labelSelector?: string;
}

/** What one write did to one object. */
export interface StorageEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: GroupResource;
  /** Frozen. For DELETED the last state, with the resourceVersion of the deletion. */
  readonly object: JsonObject;
  /** The state before; absent for ADDED. Frozen. */
  readonly previous?: JsonObject;
}

/** Which object a deletion means, and what becomes of its dependents. */
export interface StorageDelete {
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  readonly gracePeriodSeconds?: number;
}

/**
 * Reads what is stored, as the last durable write left it. Objects come frozen, in the storage version,
 * with their `apiVersion`, `kind` and `resourceVersion`. Synchronous: it reads memory or a memory map.
 */
export interface StorageReader {
  get(resource: GroupResource, namespace: string | undefined, name: string): JsonObject | undefined;
  /** In order of namespace and name. */
  list(
    resource: GroupResource,
    filter?: StorageFilter,
  ): { readonly items: readonly JsonObject[]; readonly resourceVersion: string };
  /** The served resources; the storage version of a resource is the one whose `version` is its `storageVersion`. */
  resources(): readonly ResourceInfo[];
}

/**
 * What the server's own controllers work through. Writes pass the same defaulting, validation, finalizer
 * and graceful-deletion rules as a client's, as the system identity and without authorization. They
 * resolve once durable, with the stored object.
 */
export interface StorageAccess extends StorageReader {
  /**
   * Every write of a resource (or of all resources, when absent), in order and without gaps, beginning
   * with an ADDED for each object there is unless `since` names a resourceVersion. Ends with the signal.
   * A consumer that falls too far behind gets an ApiError `Expired` and starts anew.
   */
  watch(
    resource: GroupResource | undefined,
    options: { readonly signal: AbortSignal; readonly since?: string } & StorageFilter,
  ): AsyncIterable<StorageEvent>;
  /** @throws ApiError `AlreadyExists`, `Invalid`, … */
  create(resource: GroupResource, object: JsonObject): Promise<JsonObject>;
  /**
   * Writes `change` of the present object: it gets a draft and changes it in place, or returns false to
   * leave it alone. Called again when another write came in between. A change that changes nothing writes
   * nothing. Resolves with the object as it is then, `undefined` if there is none.
   */
  modify(
    resource: GroupResource,
    namespace: string | undefined,
    name: string,
    change: (draft: JsonObject) => void | false,
    options?: { readonly subresource?: 'status' },
  ): Promise<JsonObject | undefined>;
  /** Deletes as the DELETE verb would; an object that is not there is no error. @throws ApiError `Conflict` on preconditions */
  delete(
    resource: GroupResource,
    namespace: string | undefined,
    name: string,
    options?: StorageDelete,
  ): Promise<void>;
}
