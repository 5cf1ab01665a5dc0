import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createKubeClient, type KubeClient, type KubeObject } from '@fluxts/kube-client';

interface Change {
  readonly version: number;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubeObject;
}

interface Watcher {
  readonly response: ServerResponse;
  readonly resource: string;
}

const kinds: Readonly<Record<string, { readonly base: string; readonly kind: string }>> = {
  widgets: { base: '/apis/example.com/v1', kind: 'Widget' },
  leases: { base: '/apis/coordination.k8s.io/v1', kind: 'Lease' },
  events: { base: '/api/v1', kind: 'Event' },
  secrets: { base: '/api/v1', kind: 'Secret' },
};

/**
 * A server of a few kinds, in memory, with just the rules that the runtime relies on: versions, watches
 * from a version on, conflicts. Tests can break its watches, forget its history, and refuse requests.
 */
export class WidgetApi {
  readonly requests: string[] = [];
  /** Answers a request with a failure instead, if it returns one. */
  refuse: ((request: string) => { code: number; reason: string } | undefined) | undefined;
  readonly #objects = new Map<string, KubeObject>();
  readonly #watchers = new Set<Watcher>();
  #log: Change[] = [];
  #version = 10;
  #floor = 0;
  #uid = 0;
  #server: Server;

  private constructor() {
    this.#server = this.#createServer();
  }

  static async start(): Promise<WidgetApi> {
    const api = new WidgetApi();
    await api.listen(0);
    return api;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  client(): KubeClient {
    return createKubeClient({ server: `http://127.0.0.1:${this.port}`, auth: {} });
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#watchers.clear();
    this.#server = this.#createServer();
  }

  /** Writes an object, as somebody else than the client under test. */
  put(resource: string, object: Partial<KubeObject> & Pick<KubeObject, 'metadata'>): KubeObject {
    return this.#store(resource, object as KubeObject);
  }

  /** Writes a widget. */
  widget(name: string, more: Record<string, unknown> = {}, namespace = 'team'): KubeObject {
    return this.put('widgets', { metadata: { name, namespace }, ...more } as never);
  }

  read(resource: string, name: string, namespace = 'team'): KubeObject | undefined {
    return this.#objects.get(`${resource}/${namespace}/${name}`);
  }

  list(resource: string): KubeObject[] {
    return [...this.#objects].filter(([id]) => id.startsWith(`${resource}/`)).map(([, o]) => o);
  }

  remove(resource: string, name: string, namespace = 'team'): void {
    const id = `${resource}/${namespace}/${name}`;
    const object = this.#objects.get(id);
    if (object === undefined) return;
    this.#objects.delete(id);
    this.#publish(resource, 'DELETED', this.#versioned(object));
  }

  /** Breaks all watches, as a restart of the server does. */
  breakWatches(): void {
    for (const { response } of this.#watchers) response.socket?.resetAndDestroy();
    this.#watchers.clear();
  }

  /** Forgets history: watches from before get 410. */
  compact(): void {
    this.#log = [];
    this.#floor = this.#version;
  }

  #createServer(): Server {
    return createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://x');
        this.#answer(request.method ?? '', url, Buffer.concat(chunks).toString(), response);
      });
    });
  }

  #answer(method: string, url: URL, body: string, response: ServerResponse): void {
    const verb = url.searchParams.has('watch') ? 'WATCH' : method;
    const line = `${verb} ${url.pathname}`;
    this.requests.push(line);
    const refused = this.refuse?.(line);
    if (refused !== undefined) {
      fail(response, refused.code, refused.reason);
      return;
    }
    const groups = Object.values(kinds).filter(({ base }) => base === url.pathname);
    if (groups.length > 0) {
      const resources = Object.entries(kinds)
        .filter(([, { base }]) => base === url.pathname)
        .map(([name, { kind }]) => ({ name, kind, namespaced: true, verbs: [] }));
      send(response, { kind: 'APIResourceList', resources });
      return;
    }
    const match =
      /^\/apis?(?:\/[^/]+)?\/v1(?:\/namespaces\/([^/]+))?\/([a-z]+)(?:\/([^/]+))?(?:\/(status))?$/.exec(
        url.pathname,
      );
    const [, namespace, resource = '', name] = match ?? [];
    if (kinds[resource] === undefined) {
      response.writeHead(404).end('404 page not found\n');
    } else if (name === undefined) {
      this.#collection(verb, resource, namespace, url, body, response);
    } else {
      this.#single(verb, resource, namespace ?? '', name, body, response);
    }
  }

  #collection(
    verb: string,
    resource: string,
    namespace: string | undefined,
    url: URL,
    body: string,
    response: ServerResponse,
  ): void {
    if (verb === 'POST') {
      const object = JSON.parse(body) as KubeObject;
      const exists = this.read(resource, object.metadata.name, namespace);
      if (exists !== undefined) fail(response, 409, 'AlreadyExists');
      else send(response, this.#store(resource, object), 201);
      return;
    }
    if (verb === 'WATCH') {
      this.#watch(resource, Number(url.searchParams.get('resourceVersion')), response);
      return;
    }
    const items = this.list(resource).filter(
      (object) => namespace === undefined || object.metadata.namespace === namespace,
    );
    send(response, { metadata: { resourceVersion: String(this.#version) }, items });
  }

  #single(
    verb: string,
    resource: string,
    namespace: string,
    name: string,
    body: string,
    response: ServerResponse,
  ): void {
    const object = this.read(resource, name, namespace);
    if (object === undefined) {
      fail(response, 404, 'NotFound', { name });
      return;
    }
    if (verb === 'GET') {
      send(response, object);
      return;
    }
    const written = JSON.parse(body) as KubeObject;
    const expected = written.metadata?.resourceVersion;
    if (expected !== undefined && expected !== object.metadata.resourceVersion) {
      fail(response, 409, 'Conflict', { name });
      return;
    }
    const next = verb === 'PUT' ? written : (merge(object, written) as KubeObject);
    send(response, this.#store(resource, next));
  }

  #watch(resource: string, from: number, response: ServerResponse): void {
    if (from < this.#floor) {
      fail(response, 410, 'Expired');
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const change of this.#log) {
      if (change.version > from && kinds[resource]?.kind === change.object.kind) {
        response.write(lineOf(change));
      }
    }
    this.#watchers.add({ response, resource });
  }

  #store(resource: string, object: KubeObject): KubeObject {
    const namespace = object.metadata.namespace ?? 'team';
    const id = `${resource}/${namespace}/${object.metadata.name}`;
    const old = this.#objects.get(id);
    const uid = old?.metadata.uid ?? object.metadata.uid ?? `uid-${++this.#uid}`;
    const named = {
      ...object,
      apiVersion: kinds[resource]?.base.replace(/^\/apis?\//, '') ?? '',
      kind: kinds[resource]?.kind ?? '',
      metadata: { ...object.metadata, namespace, uid },
    };
    const stored = this.#versioned(named);
    this.#objects.set(id, stored);
    this.#publish(resource, old === undefined ? 'ADDED' : 'MODIFIED', stored);
    return stored;
  }

  #versioned(object: KubeObject): KubeObject {
    this.#version++;
    return {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.#version) },
    };
  }

  #publish(resource: string, type: Change['type'], object: KubeObject): void {
    const change = { version: this.#version, type, object };
    this.#log.push(change);
    for (const watcher of this.#watchers) {
      if (watcher.resource === resource) watcher.response.write(lineOf(change));
    }
  }
}

function lineOf({ type, object }: Change): string {
  return `${JSON.stringify({ type, object })}\n`;
}

function merge(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isMapping = typeof target === 'object' && target !== null && !Array.isArray(target);
  const result: Record<string, unknown> = isMapping ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merge(result[key], value);
  }
  return result;
}

function send(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

function fail(response: ServerResponse, code: number, reason: string, details = {}): void {
  send(response, { kind: 'Status', code, reason, message: reason, details }, code);
}
