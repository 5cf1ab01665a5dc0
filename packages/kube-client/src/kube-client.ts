import type { Json, JsonObject } from '@fluxts/base';
import type { Impersonation } from './cluster-config.ts';
import type {
  CollectionRef,
  KindRef,
  KubeList,
  KubeObject,
  KubeTable,
  MetadataObject,
  ObjectRef,
} from './object.ts';
import type { RawRequest, RawResponse, StreamResponse } from './raw.ts';
import type { ApiGroup, ApiResource } from './discovery/api-resource.ts';

/** What every call takes. */
export interface CallOptions {
  /** Ends the call; it then fails with code `Aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** How long the whole call may take, retries included; the client's default otherwise. */
  readonly timeoutMs?: number | undefined;
}

/** Options of a read of one object. */
export interface GetOptions extends CallOptions {
  /** `0` allows an answer from the server's cache. */
  readonly resourceVersion?: string | undefined;
}

/** Options of a list. Selectors are in Kubernetes' own syntax. */
export interface ListOptions extends CallOptions {
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  readonly resourceVersion?: string | undefined;
  readonly resourceVersionMatch?: 'Exact' | 'NotOlderThan' | undefined;
}

/** Options of one page of a list. */
export interface PageOptions extends ListOptions {
  /** Most objects in the page; the server may send fewer. */
  readonly limit?: number | undefined;
  /** {@link KubeList.continueToken} of the page before. */
  readonly continueToken?: string | undefined;
}

/** Options of every write. */
export interface WriteOptions extends CallOptions {
  /** Who owns the fields that change; the client's default otherwise. */
  readonly fieldManager?: string | undefined;
  /** Ask what would happen, and change nothing. */
  readonly dryRun?: boolean | undefined;
  /** What to do about unknown and doubled fields; the server's default is `Warn`. */
  readonly fieldValidation?: 'Ignore' | 'Warn' | 'Strict' | undefined;
}

/** How a patch is written: JSON patch (RFC 6902), merge patch (RFC 7386), or Kubernetes' strategic merge. */
export type PatchType = 'json' | 'merge' | 'strategic';

/** Options of {@link KubeClient.patch}. */
export interface PatchOptions extends WriteOptions {
  readonly type: PatchType;
  /** `status`, `scale`, … */
  readonly subresource?: string | undefined;
}

/** Options of {@link KubeClient.apply}. */
export interface ApplyOptions extends WriteOptions {
  readonly fieldManager: string;
  /** Take fields over from other managers instead of failing with `Conflict`. */
  readonly force?: boolean | undefined;
  readonly subresource?: string | undefined;
}

/** What becomes of the objects that the deleted one owns. */
export type PropagationPolicy = 'Orphan' | 'Background' | 'Foreground';

/** Options of {@link KubeClient.delete}. */
export interface DeleteOptions extends CallOptions {
  readonly propagationPolicy?: PropagationPolicy | undefined;
  readonly gracePeriodSeconds?: number | undefined;
  /** Delete only if the object still is this one. */
  readonly preconditions?:
    | { readonly uid?: string | undefined; readonly resourceVersion?: string | undefined }
    | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Options of {@link KubeClient.watch}. */
export interface WatchOptions {
  /** Where to begin: the `resourceVersion` of the list before. */
  readonly resourceVersion: string;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** Ask for metadata only. */
  readonly metadataOnly?: boolean | undefined;
  /** Ends the watch; the loop over it then ends as well, without an error. */
  readonly signal?: AbortSignal | undefined;
  /** Told when the watch is open (no error), and why it broke each time it does. */
  readonly onConnection?: ((error: unknown) => void) | undefined;
}

/** A change. A `BOOKMARK` says how far the watch has come; its object has kind and `metadata.resourceVersion` only. */
export interface WatchEvent<T extends KubeObject = KubeObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: T;
}

/** Which kinds the server has, and by what URL. */
export interface RestMapper {
  /**
   * The resource that serves a kind. Looks at the server afresh when the kind is not known, at most
   * every few seconds for the same group and version.
   * @throws NoKindMatchError
   */
  resource(kind: KindRef, options?: CallOptions): Promise<ApiResource>;
  /** All groups with their resources, from the server or the cache. */
  groups(options?: CallOptions): Promise<readonly ApiGroup[]>;
  /** Forgets what was learnt about a group and version, or everything. */
  invalidate(apiVersion?: string): void;
}

/**
 * A connection to one cluster as one identity. All clients derived from one another share sockets and
 * discovery. Every method rejects with {@link KubeApiError} when the server says no,
 * {@link KubeClientError} when it cannot be asked, and {@link NoKindMatchError} when it does not know the
 * kind. Objects that are returned are the caller's own.
 *
 * Requests are made again after `429` and `5xx` with `Retry-After`, and after a connection that broke, if the
 * request never left or may be repeated: reads, applies, and merge patches without a resource version.
 * A server that cannot be reached at all is reported at once.
 */
export interface KubeClient {
  /** Base URL of the server. */
  readonly server: string;
  /** Namespace of the kubeconfig's context. */
  readonly namespace: string;
  readonly mapper: RestMapper;

  /** Reads an object. @throws KubeApiError `NotFound` */
  get<T extends KubeObject = KubeObject>(ref: ObjectRef, options?: GetOptions): Promise<T>;
  /** Reads an object; `undefined` if it, or its kind, does not exist. */
  find<T extends KubeObject = KubeObject>(
    ref: ObjectRef,
    options?: GetOptions,
  ): Promise<T | undefined>;
  /** Reads an object's metadata alone. @throws KubeApiError `NotFound` */
  getMetadata(ref: ObjectRef, options?: GetOptions): Promise<MetadataObject>;
  /** Reads all objects of a kind, page by page, into one list. Starts over once if a continue token expires. */
  list<T extends KubeObject = KubeObject>(
    collection: CollectionRef,
    options?: ListOptions,
  ): Promise<KubeList<T>>;
  /** Reads one page of a list. */
  listPage<T extends KubeObject = KubeObject>(
    collection: CollectionRef,
    options?: PageOptions,
  ): Promise<KubeList<T>>;
  /** {@link list}, with metadata only. */
  listMetadata(collection: CollectionRef, options?: ListOptions): Promise<KubeList>;
  /** Has the server print a kind, or one object of it when `name` is given, as a table. */
  table(
    target: CollectionRef & { readonly name?: string | undefined },
    options?: ListOptions,
  ): Promise<KubeTable>;

  /** Creates an object. @throws KubeApiError `AlreadyExists` */
  create<T extends KubeObject>(object: T, options?: WriteOptions): Promise<T>;
  /** Replaces an object; with `metadata.resourceVersion` set only if it still is at that one. @throws KubeApiError `Conflict`, `NotFound` */
  update<T extends KubeObject>(object: T, options?: WriteOptions): Promise<T>;
  /** {@link update} of the status subresource. */
  updateStatus<T extends KubeObject>(object: T, options?: WriteOptions): Promise<T>;
  /** Patches an object. */
  patch<T extends KubeObject = KubeObject>(
    ref: ObjectRef,
    patch: Json,
    options: PatchOptions,
  ): Promise<T>;
  /** Merge-patches the status subresource: `patch` is `{ status: … }`, with metadata.resourceVersion to be safe. */
  patchStatus<T extends KubeObject = KubeObject>(
    ref: ObjectRef,
    patch: JsonObject,
    options?: WriteOptions,
  ): Promise<T>;
  /** Server-side apply. @throws KubeApiError `Conflict` with the other managers as causes */
  apply<T extends KubeObject>(object: T, options: ApplyOptions): Promise<T>;
  /**
   * Deletes an object. Returns it when finalizers or dependents keep it for now, `undefined` when it is gone.
   * @throws KubeApiError `NotFound`, `Conflict` (preconditions)
   */
  delete(ref: ObjectRef, options?: DeleteOptions): Promise<KubeObject | undefined>;

  /**
   * Changes from a resource version on, for as long as the caller iterates. Goes on by itself, from the
   * last version seen, when the server ends the watch or the connection breaks (pausing longer and
   * longer, to 30 s). Ends with {@link KubeApiError} `Expired` or `Gone` when the server no longer has
   * that version: list afresh and watch again. Other refusals (`Forbidden`, `NotFound`) end it too.
   */
  watch<T extends KubeObject = KubeObject>(
    collection: CollectionRef,
    options: WatchOptions,
  ): AsyncIterable<WatchEvent<T>>;

  /** Any request to the server, its answer read whole. @throws KubeApiError for status 400 and above */
  request(request: RawRequest): Promise<RawResponse>;
  /** Any request, its answer as it comes: logs, proxied downloads. @throws KubeApiError for status 400 and above */
  stream(request: RawRequest): Promise<StreamResponse>;

  /** The same connection, acting as somebody else. */
  impersonate(identity: Impersonation): KubeClient;
  /** The same connection with a token instead of our own credentials (client certificates are not sent). */
  withToken(token: string | (() => Promise<string>)): KubeClient;
  /** The same connection with another default field manager, for writes that name none. */
  withFieldManager(fieldManager: string): KubeClient;
  /** Closes all sockets, of this client and of those derived from it. Calls under way fail with code `Closed`. */
  close(): void;
}
