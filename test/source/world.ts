import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiServer, startApiServer } from '@fluxts/apiserver';
import {
  type ArtifactFetcher,
  type ArtifactStore,
  createArtifactFetcher,
  createArtifactStore,
  serveArtifact,
} from '@fluxts/artifact';
import { getPath, type JsonObject } from '@fluxts/base';
import {
  type Condition,
  customResourceDefinitions,
  getCondition,
  type GitRepositoryStatus,
} from '@fluxts/flux-api';
import {
  createGit,
  createGitServer,
  type Git,
  type GitServer,
  type ServedRepository,
  type ServedRequest,
} from '@fluxts/git';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import {
  createManager,
  type EventInput,
  type Manager,
  silentLogger,
  type WatchCache,
} from '@fluxts/runtime';
import {
  addSourceController,
  type SourceController,
  type SourceControllerOptions,
} from '@fluxts/source-controller';
import { Working } from '../support/working.ts';

/** Coordinates of the kind under test. */
export const gitRepository = { apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'GitRepository' };

/** A GitRepository as tests read it. */
export type Repository = KubeObject & { readonly status?: GitRepositoryStatus };

/** The embedded API server, a git server, and a source-controller between them. */
export class World {
  readonly root: string = mkdtempSync(join(tmpdir(), 'fluxts-source-'));
  readonly events: (EventInput & { readonly name: string })[] = [];
  readonly gitRequests: ServedRequest[] = [];
  /** Requests of the controller to the API, as `verb path`. */
  readonly apiRequests: string[] = [];
  readonly served = new Map<string, ServedRepository>();
  client!: KubeClient;
  store!: ArtifactStore;
  fetcher!: ArtifactFetcher;
  manager!: Manager;
  source!: SourceController;
  base!: string;
  #api!: ApiServer;
  #git!: Git;
  #gitServer!: GitServer;
  #files!: Server;
  #cache!: WatchCache;
  #stop = new AbortController();
  #running: Promise<void> | undefined;
  readonly #unsubscribe: (() => void)[] = [];
  #names = 0;

  async start(options: Partial<SourceControllerOptions> = {}): Promise<void> {
    this.#gitServer = createGitServer({
      repository: (path) => this.served.get(path),
      onRequest: (request) => this.gitRequests.push(request),
    });
    this.base = await this.#gitServer.listen();
    this.#api = await startApiServer({ simulateWorkloads: false });
    const config = resolveKubeconfig(parseKubeconfig([{ text: this.#api.kubeconfig }]));
    this.client = createKubeClient(config, {
      onRequest: ({ verb, path }) => {
        if (verb !== 'watch') this.apiRequests.push(`${verb} ${path}`);
      },
    });
    for (const definition of customResourceDefinitions()) {
      await this.client.apply(definition as KubeObject, { fieldManager: 'test' });
    }
    await this.namespace('apps');
    this.#files = createServer((request, response) => serveArtifact(this.store, request, response));
    this.#files.listen(0, '127.0.0.1');
    await once(this.#files, 'listening');
    await this.startController(options);
  }

  /** Starts the controller; after {@link stopController} with a new one on the same store. */
  async startController(options: Partial<SourceControllerOptions> = {}): Promise<void> {
    const { port } = this.#files.address() as AddressInfo;
    this.store = await createArtifactStore({
      root: join(this.root, 'store'),
      advertisedAddress: () => `127.0.0.1:${port}`,
    });
    this.fetcher = await createArtifactFetcher({
      cacheDir: join(this.root, 'trees'),
      store: this.store,
    });
    this.#git = await createGit({ cacheDir: join(this.root, 'git') });
    this.#stop = new AbortController();
    this.manager = createManager({
      client: this.client,
      log: silentLogger,
      name: 'source-controller',
      eventSinks: [(target, event) => this.events.push({ ...event, name: target.metadata.name })],
    });
    this.source = addSourceController({
      manager: this.manager,
      git: this.#git,
      store: this.store,
      artifacts: this.fetcher,
      concurrent: 4,
      retryDelay: { minMs: 50, maxMs: 200 },
      ...options,
    });
    this.#cache = this.manager.caches.acquire(gitRepository);
    this.#running = this.manager.run(this.#stop.signal);
    await this.manager.whenReady();
  }

  async stopController(): Promise<void> {
    for (const end of this.#unsubscribe.splice(0)) end();
    this.#stop.abort();
    await this.#running;
    this.source.close();
    this.manager.metrics.close();
    await this.fetcher.close();
    await this.#git.close();
  }

  async end(): Promise<void> {
    await this.stopController();
    await this.#gitServer.close();
    this.#files.close();
    this.#files.closeAllConnections();
    this.client.close();
    await this.#api.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** Answers a request as the git server does, for servers that stand before it. */
  serveGit(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#gitServer.handle(request, response)) response.writeHead(404).end();
  }

  /** A new repository, served at `/name`. */
  repository(name: string, served: Partial<ServedRepository> = {}): Working {
    const working = new Working(join(this.root, 'repositories', name));
    this.served.set(`/${name}`, { directory: working.directory, ...served });
    return working;
  }

  async namespace(name: string): Promise<void> {
    await this.client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }

  async secret(name: string, entries: Readonly<Record<string, string>>): Promise<void> {
    await this.client.apply(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name, namespace: 'apps' },
        data: Object.fromEntries(
          Object.entries(entries).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
        ),
      },
      { fieldManager: 'test', force: true },
    );
  }

  /** Applies a GitRepository; gives its name. */
  async apply(
    spec: JsonObject,
    options: { readonly name?: string; readonly apiVersion?: string } = {},
  ): Promise<string> {
    const name = options.name ?? `repository-${++this.#names}`;
    await this.client.apply(
      {
        apiVersion: options.apiVersion ?? gitRepository.apiVersion,
        kind: 'GitRepository',
        metadata: { name, namespace: 'apps' },
        spec: { interval: '1h', ...spec },
      },
      { fieldManager: 'test', force: true },
    );
    return name;
  }

  async request(name: string, token: string): Promise<void> {
    await this.client.patch(
      { ...gitRepository, namespace: 'apps', name },
      { metadata: { annotations: { 'reconcile.fluxcd.io/requestedAt': token } } },
      { type: 'merge' },
    );
  }

  get(name: string): Promise<Repository> {
    return this.client.get<Repository>({ ...gitRepository, namespace: 'apps', name });
  }

  /** Resolves as soon as the object is as wanted. */
  async until(name: string, wanted: (object: Repository) => boolean): Promise<Repository> {
    const key = { namespace: 'apps', name };
    let unsubscribe: (() => void) | undefined;
    try {
      return await new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const object = this.#cache.get(key);
          reject(new Error(`not in time: ${JSON.stringify(object?.['status'], undefined, 1)}`));
        }, 20_000);
        const look = (): void => {
          const object = this.#cache.get(key) as Repository | undefined;
          if (object === undefined || !wanted(object)) return;
          clearTimeout(timer);
          resolve(object);
        };
        unsubscribe = this.#cache.subscribe(look);
        look();
      });
    } finally {
      unsubscribe?.();
    }
  }

  /** Resolves once the controller has seen the object as it is now, and has nothing left to do. */
  async settled(name: string): Promise<void> {
    const { metadata } = await this.get(name);
    await this.until(
      name,
      (object) => object.metadata.resourceVersion === metadata.resourceVersion,
    );
    await this.source.controller.whenIdle();
    await this.manager.events.flush();
  }

  /** Resolves once the object is gone. */
  async gone(name: string): Promise<void> {
    const key = { namespace: 'apps', name };
    await new Promise<void>((resolve) => {
      const end = this.#cache.subscribe(() => {
        if (this.#cache.get(key) === undefined) resolve();
      });
      if (this.#cache.get(key) === undefined) resolve();
      this.#unsubscribe.push(end);
    });
  }

  /** Resolves once the object is Ready for its present generation, at a revision if given. */
  ready(name: string, revision?: string): Promise<Repository> {
    return this.until(
      name,
      (object) =>
        condition(object, 'Ready')?.status === 'True' &&
        object.status?.observedGeneration === object.metadata.generation &&
        (revision === undefined || object.status?.artifact?.revision === revision),
    );
  }

  /** Resolves once the object failed for a reason. */
  failed(name: string, reason: string): Promise<Repository> {
    return this.until(
      name,
      (object) =>
        condition(object, 'Ready')?.status === 'False' &&
        condition(object, 'Ready')?.reason === reason,
    );
  }

  /** The files of an object's artifact as texts. */
  async files(object: Repository): Promise<Record<string, string>> {
    const { artifact } = object.status ?? {};
    if (artifact === undefined) throw new Error('there is no artifact');
    const tree = await this.fetcher.open(artifact);
    const found: Record<string, string> = {};
    const visit = (path: string): void => {
      for (const name of tree.files.list(path)) {
        const inside = path === '.' ? name : `${path}/${name}`;
        if (tree.files.kind(inside) === 'directory') visit(inside);
        else found[inside] = Buffer.from(tree.files.read(inside)).toString('utf8');
      }
    };
    visit('.');
    tree.release();
    return found;
  }

  eventsOf(name: string): readonly string[] {
    return this.events
      .filter((event) => event.name === name)
      .map((event) => `${event.type} ${event.reason} ${event.message}`);
  }
}

/** A condition of an object. */
export function condition(object: Repository, type: string): Condition | undefined {
  return getCondition(getPath(object, 'status', 'conditions') as unknown as Condition[], type);
}

/** All conditions as short texts: `Ready=True Succeeded message`. */
export function conditionsOf(object: Repository): readonly string[] {
  return (object.status?.conditions ?? []).map(
    ({ message, reason, status, type }) => `${type}=${status} ${reason} ${message}`,
  );
}
