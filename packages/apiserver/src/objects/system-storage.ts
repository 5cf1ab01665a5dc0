import type { JsonObject } from '@fluxts/base';
import { jsonClone } from '@fluxts/base';
import { matchesLabels, parseLabelSelector } from '@fluxts/kube';
import { ApiError, notFound } from '../api-error.ts';
import type { ResourceRegistry } from '../registry.ts';
import type { GroupResource, ResourceInfo } from '../resource.ts';
import type {
  StorageAccess,
  StorageDelete,
  StorageEvent,
  StorageFilter,
  StorageReader,
} from '../storage-access.ts';
import { systemUser } from '../user.ts';
import { createObject } from '../write/create.ts';
import { deleteObject } from '../write/delete.ts';
import { updateObject } from '../write/update.ts';
import { metadataOf, type WriteEnvironment, type WriteOptions } from '../write/write-options.ts';
import { collectionPrefix } from './object-keys.ts';
import type { ObjectEvent, ObjectStore } from './object-store.ts';

/** Events that a controller may leave unread before it is told to begin anew. */
const longestQueue = 100_000;

/** Reads objects for the server itself. */
export function storageReader(objects: ObjectStore, registry: ResourceRegistry): StorageReader {
  return {
    get: (resource, namespace, name) => objects.get(resource, namespace, name)?.object,
    list: (resource, filter = {}) => {
      const matches = matcherOf(filter);
      const at = objects.revision;
      const items: JsonObject[] = [];
      for (const { object } of objects.list({ resource, namespace: filter.namespace, at })) {
        if (matches(object)) items.push(object);
      }
      return { items, resourceVersion: String(at) };
    },
    resources: () => registry.all(),
  };
}

function matcherOf(filter: StorageFilter): (object: JsonObject) => boolean {
  if (filter.labelSelector === undefined) return () => true;
  const selector = parseLabelSelector(filter.labelSelector);
  return (object) => {
    const labels = metadataOf(object)['labels'];
    return matchesLabels(selector, typeof labels === 'object' ? (labels as JsonObject) : {});
  };
}

/** Reads and writes objects as the system's own identity. */
export class SystemStorage implements StorageAccess {
  readonly #environment: WriteEnvironment;
  readonly #options: WriteOptions = {
    user: systemUser,
    dryRun: false,
    fieldManager: 'fluxts-apiserver',
    fieldValidation: 'Ignore',
    warn: () => {},
  };

  constructor(environment: WriteEnvironment) {
    this.#environment = environment;
  }

  get(
    resource: GroupResource,
    namespace: string | undefined,
    name: string,
  ): JsonObject | undefined {
    return this.#environment.reader.get(resource, namespace, name);
  }

  list(
    resource: GroupResource,
    filter?: StorageFilter,
  ): { readonly items: readonly JsonObject[]; readonly resourceVersion: string } {
    return this.#environment.reader.list(resource, filter);
  }

  resources(): readonly ResourceInfo[] {
    return this.#environment.registry.all();
  }

  async *watch(
    resource: GroupResource | undefined,
    options: { readonly signal: AbortSignal; readonly since?: string } & StorageFilter,
  ): AsyncIterable<StorageEvent> {
    const { signal, since } = options;
    const { objects } = this.#environment;
    const prefix = resource === undefined ? '/' : collectionPrefix(resource, options.namespace);
    const matches = matcherOf(options);
    const queue = new EventQueue(objects, prefix, signal);
    try {
      const start = objects.revision;
      if (since === undefined) yield* this.#present(resource, options, start);
      else for (const event of objects.history(Number(since), prefix)) queue.add(event);
      for await (const event of queue.events()) {
        const { type, current, previous } = event;
        const relevant =
          matches(current.object) || (previous !== undefined && matches(previous.object));
        if (!relevant) continue;
        yield {
          type,
          resource: event.resource,
          object: current.object,
          ...(previous === undefined ? {} : { previous: previous.object }),
        };
      }
    } finally {
      queue.close();
    }
  }

  *#present(
    resource: GroupResource | undefined,
    filter: StorageFilter,
    at: number,
  ): Iterable<StorageEvent> {
    const resources = resource === undefined ? distinct(this.resources()) : [resource];
    const matches = matcherOf(filter);
    const { objects } = this.#environment;
    for (const one of resources) {
      // Read to the end before anything is handed out: a consumer may take its time.
      const present = Array.from(objects.list({ resource: one, namespace: filter.namespace, at }));
      for (const { object } of present) {
        if (matches(object)) yield { type: 'ADDED', resource: one, object };
      }
    }
  }

  async create(resource: GroupResource, object: JsonObject): Promise<JsonObject> {
    const info = this.#infoOf(resource);
    const draft = jsonClone(object);
    const namespace = metadataOf(draft)['namespace'];
    const view = await createObject(
      this.#environment,
      { info, namespace: typeof namespace === 'string' ? namespace : undefined, draft },
      this.#options,
    );
    return view.object;
  }

  async modify(
    resource: GroupResource,
    namespace: string | undefined,
    name: string,
    change: (draft: JsonObject) => void | false,
    options: { readonly subresource?: 'status' } = {},
  ): Promise<JsonObject | undefined> {
    const request = {
      info: this.#infoOf(resource),
      namespace,
      name,
      subresource: options.subresource,
      change: (live: JsonObject) => {
        const draft = jsonClone(live);
        if (change(draft) === false) return { next: live, tracked: false };
        delete metadataOf(draft)['resourceVersion'];
        return { next: draft, tracked: false };
      },
    };
    try {
      return (await updateObject(this.#environment, request, this.#options)).object;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'NotFound') return undefined;
      throw error;
    }
  }

  async delete(
    resource: GroupResource,
    namespace: string | undefined,
    name: string,
    options: StorageDelete = {},
  ): Promise<void> {
    const target = { info: this.#infoOf(resource), namespace, name };
    try {
      await deleteObject(this.#environment, target, options, this.#options);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'NotFound') throw error;
    }
  }

  #infoOf(resource: GroupResource): ResourceInfo {
    const info = this.#environment.registry.storageVersion(resource);
    if (info === undefined) throw notFound(resource, '');
    return info;
  }
}

function distinct(infos: readonly ResourceInfo[]): ResourceInfo[] {
  return infos.filter((info) => info.version === info.storageVersion);
}

/** Holds what a watcher has not read yet. */
class EventQueue {
  readonly #unsubscribe: () => void;
  readonly #signal: AbortSignal;
  #events: ObjectEvent[] = [];
  #overflown = false;
  #wake: () => void = () => {};

  constructor(objects: ObjectStore, prefix: string, signal: AbortSignal) {
    this.#signal = signal;
    this.#unsubscribe = objects.subscribe((events) => {
      for (const event of events) if (event.key.startsWith(prefix)) this.add(event);
      this.#wake();
    });
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  readonly #onAbort = (): void => this.#wake();

  add(event: ObjectEvent): void {
    if (this.#events.length < longestQueue) this.#events.push(event);
    else this.#overflown = true;
  }

  async *events(): AsyncIterable<ObjectEvent> {
    while (!this.#signal.aborted) {
      if (this.#overflown) throw new ApiError('Expired', 'the watcher fell too far behind');
      const batch = this.#events;
      this.#events = [];
      yield* batch;
      if (this.#events.length > 0 || this.#signal.aborted) continue;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  close(): void {
    this.#unsubscribe();
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#events = [];
  }
}
