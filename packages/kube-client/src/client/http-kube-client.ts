import type { IncomingMessage } from 'node:http';
import type { Json, JsonObject } from '@fluxts/base';
import { tokenCredentials } from '../auth/credentials.ts';
import type { Impersonation } from '../cluster-config.ts';
import type { ApiResource } from '../discovery/api-resource.ts';
import { isNotFound, KubeApiError, NoKindMatchError } from '../errors.ts';
import type {
  ApplyOptions,
  CallOptions,
  DeleteOptions,
  GetOptions,
  KubeClient,
  ListOptions,
  PageOptions,
  PatchOptions,
  RestMapper,
  WatchEvent,
  WatchOptions,
  WriteOptions,
} from '../kube-client.ts';
import type {
  CollectionRef,
  KindRef,
  KubeList,
  KubeObject,
  KubeTable,
  MetadataObject,
  ObjectRef,
} from '../object.ts';
import type { RawRequest, RawResponse, StreamResponse } from '../raw.ts';
import { watchEvents } from '../watch/watch-events.ts';
import { headersOf, rawCall, streamBody } from './raw-calls.ts';
import { getObject, listAll, listPage, readTableOf, watchCall } from './reads.ts';
import { Session } from './session.ts';
import { applyObject, createObject, deleteObject, patchObject, updateObject } from './writes.ts';

/** What stays the same for all clients derived from one another, beside the session. */
export interface Fixed {
  readonly namespace: string;
  readonly mapper: RestMapper;
  readonly fieldManager: string;
}

/** The client over HTTP; see {@link KubeClient} for the contract of each method. */
export class HttpKubeClient implements KubeClient {
  readonly #session: Session;
  readonly #fixed: Fixed;

  constructor(session: Session, fixed: Fixed) {
    this.#session = session;
    this.#fixed = fixed;
  }

  get server(): string {
    return this.#session.shared.transport.server;
  }

  get namespace(): string {
    return this.#fixed.namespace;
  }

  get mapper(): RestMapper {
    return this.#fixed.mapper;
  }

  async get<T extends KubeObject>(ref: ObjectRef, options: GetOptions = {}): Promise<T> {
    return await this.#on(ref, options, async (resource) => {
      return (await getObject(this.#session, resource, ref, options, false)) as T;
    });
  }

  async find<T extends KubeObject>(
    ref: ObjectRef,
    options: GetOptions = {},
  ): Promise<T | undefined> {
    try {
      return await this.get<T>(ref, options);
    } catch (error) {
      if (isNotFound(error) || error instanceof NoKindMatchError) return undefined;
      throw error;
    }
  }

  async getMetadata(ref: ObjectRef, options: GetOptions = {}): Promise<MetadataObject> {
    return await this.#on(ref, options, (resource) =>
      getObject(this.#session, resource, ref, options, true),
    );
  }

  async list<T extends KubeObject>(
    collection: CollectionRef,
    options: ListOptions = {},
  ): Promise<KubeList<T>> {
    return await this.#on(collection, options, async (resource) => {
      return (await listAll(this.#session, resource, collection, options, false)) as KubeList<T>;
    });
  }

  async listPage<T extends KubeObject>(
    collection: CollectionRef,
    options: PageOptions = {},
  ): Promise<KubeList<T>> {
    return await this.#on(collection, options, async (resource) => {
      return (await listPage(this.#session, resource, collection, options, false)) as KubeList<T>;
    });
  }

  async listMetadata(collection: CollectionRef, options: ListOptions = {}): Promise<KubeList> {
    return await this.#on(collection, options, (resource) =>
      listAll(this.#session, resource, collection, options, true),
    );
  }

  async table(
    target: CollectionRef & { readonly name?: string | undefined },
    options: ListOptions = {},
  ): Promise<KubeTable> {
    return await this.#on(target, options, (resource) =>
      readTableOf(this.#session, resource, target, options),
    );
  }

  async create<T extends KubeObject>(object: T, options: WriteOptions = {}): Promise<T> {
    return await this.#on(object, options, async (resource) => {
      return (await createObject(this.#session, resource, object, this.#managed(options))) as T;
    });
  }

  async update<T extends KubeObject>(object: T, options: WriteOptions = {}): Promise<T> {
    return await this.#on(object, options, async (resource) => {
      return (await updateObject(this.#session, resource, object, this.#managed(options))) as T;
    });
  }

  async updateStatus<T extends KubeObject>(object: T, options: WriteOptions = {}): Promise<T> {
    const managed = this.#managed(options);
    return await this.#on(object, options, async (resource) => {
      return (await updateObject(this.#session, resource, object, managed, 'status')) as T;
    });
  }

  async patch<T extends KubeObject>(
    ref: ObjectRef,
    patch: Json,
    options: PatchOptions,
  ): Promise<T> {
    return await this.#on(ref, options, async (resource) => {
      return (await patchObject(this.#session, resource, ref, patch, this.#managed(options))) as T;
    });
  }

  async patchStatus<T extends KubeObject>(
    ref: ObjectRef,
    patch: JsonObject,
    options: WriteOptions = {},
  ): Promise<T> {
    return await this.patch<T>(ref, patch, { ...options, type: 'merge', subresource: 'status' });
  }

  async apply<T extends KubeObject>(object: T, options: ApplyOptions): Promise<T> {
    return await this.#on(object, options, async (resource) => {
      return (await applyObject(this.#session, resource, object, options)) as T;
    });
  }

  async delete(ref: ObjectRef, options: DeleteOptions = {}): Promise<KubeObject | undefined> {
    return await this.#on(ref, options, (resource) =>
      deleteObject(this.#session, resource, ref, options),
    );
  }

  watch<T extends KubeObject>(
    collection: CollectionRef,
    options: WatchOptions,
  ): AsyncIterable<WatchEvent<T>> {
    return watchEvents<T>(this.#session, collection, options, async (from, seconds) => {
      const resource = await this.mapper.resource(collection, { signal: options.signal });
      return watchCall(resource, collection, options, from, seconds);
    });
  }

  async request(request: RawRequest): Promise<RawResponse> {
    const call = rawCall(request);
    return await this.#session.perform(call, async (response) => ({
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      body: await this.#session.body(call, response),
    }));
  }

  async stream(request: RawRequest): Promise<StreamResponse> {
    const call = { ...rawCall(request), streaming: true };
    const response = await this.#session.perform(call, (head): Promise<IncomingMessage> =>
      Promise.resolve(head),
    );
    return {
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      body: streamBody(response, call),
    };
  }

  impersonate(identity: Impersonation): KubeClient {
    return new HttpKubeClient(this.#session.as(identity), this.#fixed);
  }

  withToken(token: string | (() => Promise<string>)): KubeClient {
    const session = new Session(this.#session.shared, tokenCredentials(token));
    return new HttpKubeClient(session, this.#fixed);
  }

  withFieldManager(fieldManager: string): KubeClient {
    return new HttpKubeClient(this.#session, { ...this.#fixed, fieldManager });
  }

  close(): void {
    this.#session.shared.transport.close();
  }

  #managed<O extends WriteOptions>(options: O): O {
    return { ...options, fieldManager: options.fieldManager ?? this.#fixed.fieldManager };
  }

  /**
   * Runs a call on the resource that serves a kind. When the server does not know the path although
   * discovery said so, the kind has gone or moved meanwhile: discovery is looked at afresh, once.
   */
  async #on<T>(
    kind: KindRef,
    options: CallOptions,
    call: (resource: ApiResource) => Promise<T>,
  ): Promise<T> {
    const resource = await this.mapper.resource(kind, options);
    try {
      return await call(resource);
    } catch (error) {
      if (!isUnknownPath(error)) throw error;
      this.mapper.invalidate(kind.apiVersion);
      const again = await this.mapper.resource(kind, options);
      if (again.name === resource.name && again.namespaced === resource.namespaced) throw error;
      return await call(again);
    }
  }
}

/** A 404 about the path and not about an object: it names no object in its details. */
function isUnknownPath(error: unknown): boolean {
  return (
    error instanceof KubeApiError && error.status === 404 && (error.details?.['name'] ?? '') === ''
  );
}
