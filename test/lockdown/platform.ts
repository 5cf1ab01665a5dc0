import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
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
import type { JsonObject } from '@fluxts/base';
import { type Artifact, type Condition, customResourceDefinitions } from '@fluxts/flux-api';
import { createGit, createGitServer, type Git, type GitServer } from '@fluxts/git';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
  parseKubeconfig,
  resolveKubeconfig,
  serviceAccountIdentity,
} from '@fluxts/kube-client';
import {
  addKustomizeController,
  type BuildJobs,
  buildJobs,
  createRemoteFetcher,
  type KustomizeControllerOptions,
} from '@fluxts/kustomize-controller';
import { type Clock, createInlinePool, createManager, silentLogger } from '@fluxts/runtime';
import { addSourceController } from '@fluxts/source-controller';
import { untilObject } from '../support/until.ts';
import { Working } from '../support/working.ts';

const source = 'source.toolkit.fluxcd.io/v1';
const kustomize = 'kustomize.toolkit.fluxcd.io/v1';
const rbac = 'rbac.authorization.k8s.io/v1';

/** Which of the two kustomize-controllers looks after a Kustomization: the locked one, or the one without flags. */
export type Lock = 'locked' | 'open';

const lockLabel = 'lockdown.test/lock';

/** The tenant that tries to get out, and the one that must not notice. */
export const attacker = 'team-a';
export const victim = 'team-b';

/** What the victim keeps to itself. */
export const victimsPassword = 'victims-password-7f3a';

/** A GitRepository as these tests read it. */
export type Repository = KubeObject & {
  readonly status?: { readonly artifact?: Artifact; readonly conditions?: readonly Condition[] };
};

/**
 * A platform with two tenants, each administrator of its own namespace as the tenant generator has it: a
 * cluster with RBAC, real git behind HTTP, a source-controller, and two kustomize-controllers that share the
 * Kustomizations by label, one with all flags of the lock-down and one with none.
 */
export class Platform {
  readonly client: KubeClient;
  readonly store: ArtifactStore;
  /** `host:port` of the artifacts. */
  readonly artifactAddress: string;
  readonly kubeconfig: string;
  readonly #api: ApiServer;
  readonly #directory: string;
  readonly #served: Map<string, Working>;
  readonly #gitUrl: string;
  readonly #clock: Clock | undefined;
  readonly #closers: (() => unknown)[] = [];

  private constructor(parts: {
    readonly api: ApiServer;
    readonly directory: string;
    readonly store: ArtifactStore;
    readonly artifactAddress: string;
    readonly served: Map<string, Working>;
    readonly gitUrl: string;
    readonly clock: Clock | undefined;
  }) {
    this.#api = parts.api;
    this.#directory = parts.directory;
    this.store = parts.store;
    this.artifactAddress = parts.artifactAddress;
    this.#served = parts.served;
    this.#gitUrl = parts.gitUrl;
    this.#clock = parts.clock;
    this.kubeconfig = parts.api.kubeconfig;
    this.client = connect(parts.api);
  }

  /** @param clock of the kustomize-controllers */
  static async start(clock?: Clock): Promise<Platform> {
    const directory = await mkdtemp(join(tmpdir(), 'fluxts-lockdown-'));
    const served = new Map<string, Working>();
    const gitServer = createGitServer({
      repository: (path) => {
        const working = served.get(path);
        return working === undefined ? undefined : { directory: working.directory };
      },
    });
    const gitUrl = await gitServer.listen();
    const api = await startApiServer({ workloadDelayMs: 20 });
    const files = await serveFiles(() => store);
    const artifactAddress = `127.0.0.1:${(files.address() as AddressInfo).port}`;
    const store = await createArtifactStore({
      root: join(directory, 'artifacts'),
      advertisedAddress: () => artifactAddress,
    });
    const platform = new Platform({
      api,
      directory,
      store,
      artifactAddress,
      served,
      gitUrl,
      clock,
    });
    await platform.#install();
    await platform.#run(files, gitServer);
    return platform;
  }

  async stop(): Promise<void> {
    for (const close of this.#closers.toReversed()) await close();
    this.client.close();
    await this.#api.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** A repository with real git behind it, and its GitRepository, which is Ready at the end. */
  async repository(
    namespace: string,
    name: string,
    files: Readonly<Record<string, string>>,
    spec: JsonObject = {},
  ): Promise<Working> {
    const working = this.working(`${namespace}-${name}`);
    working.commit(files);
    await this.gitRepository(namespace, name, {
      url: this.urlOf(`${namespace}-${name}`),
      ...spec,
    });
    await this.untilRepository(namespace, name, 'True');
    return working;
  }

  /** An empty repository that is served. */
  working(name: string): Working {
    const working = new Working(join(this.#directory, 'repositories', name));
    this.#served.set(`/${name}`, working);
    return working;
  }

  urlOf(name: string): string {
    return `${this.#gitUrl}/${name}`;
  }

  async gitRepository(namespace: string, name: string, spec: JsonObject): Promise<KubeObject> {
    return await this.client.create({
      apiVersion: source,
      kind: 'GitRepository',
      metadata: { name, namespace },
      spec: { interval: '1h', ref: { branch: 'main' }, ...spec },
    });
  }

  repositoryRef(namespace: string, name: string): ObjectRef {
    return { apiVersion: source, kind: 'GitRepository', namespace, name };
  }

  /** Waits until a GitRepository is Ready, or until it is not. */
  async untilRepository(
    namespace: string,
    name: string,
    status: Condition['status'],
  ): Promise<Repository> {
    const ref = this.repositoryRef(namespace, name);
    const found = await this.until<Repository>(ref, (object) => {
      const ready = readyOf(object);
      return ready?.status === status && ready.observedGeneration === object?.metadata.generation;
    });
    return found as Repository;
  }

  /** Makes a Kustomization of the attacker, as an administrator of its namespace. */
  async kustomization(name: string, lock: Lock, spec: JsonObject): Promise<ObjectRef> {
    const ref = this.kustomizationRef(name);
    await this.as(attacker).create({
      apiVersion: ref.apiVersion,
      kind: ref.kind,
      metadata: { name, namespace: attacker, labels: { [lockLabel]: lock } },
      spec: {
        interval: '10m',
        retryInterval: '10m',
        timeout: '20s',
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'app' },
        ...spec,
      },
    });
    return ref;
  }

  kustomizationRef(name: string, namespace: string = attacker): ObjectRef {
    return { apiVersion: kustomize, kind: 'Kustomization', namespace, name };
  }

  /** Waits until a Kustomization of the attacker says whether it is Ready. */
  async outcome(
    name: string,
    accept: (ready: Condition) => boolean = () => true,
  ): Promise<Condition> {
    const object = await this.until(this.kustomizationRef(name), (found) => {
      const ready = readyOf(found);
      if (ready === undefined || ready.observedGeneration !== found?.metadata.generation) {
        return false;
      }
      return ready.status !== 'Unknown' && accept(ready);
    });
    return readyOf(object) as Condition;
  }

  /** Asks for a reconcile of a Kustomization, and waits until it is over. */
  async reconcile(name: string): Promise<Condition> {
    const token = `again-${Date.now()}-${Math.random()}`;
    const ref = this.kustomizationRef(name);
    const annotations = { 'reconcile.fluxcd.io/requestedAt': token };
    await this.client.patch(ref, { metadata: { annotations } }, { type: 'merge' });
    await this.until(ref, (found) => {
      const status = found?.['status'] as JsonObject | undefined;
      return status?.['lastHandledReconcileAt'] === token && readyOf(found)?.status !== 'Unknown';
    });
    return await this.outcome(name);
  }

  /** A tenant's own identity: administrator of its namespace, and nothing elsewhere. */
  as(tenant: string): KubeClient {
    return this.client.impersonate(serviceAccountIdentity(tenant, 'flux'));
  }

  async until<T extends KubeObject = KubeObject>(
    ref: ObjectRef,
    predicate: (object: T | undefined) => boolean,
  ): Promise<T | undefined> {
    return await untilObject(this.client, ref, predicate);
  }

  async #install(): Promise<void> {
    for (const definition of customResourceDefinitions()) {
      await this.client.create(structuredClone(definition) as KubeObject);
    }
    for (const tenant of [attacker, victim]) await this.#tenant(tenant);
    await this.client.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'private', namespace: victim },
      stringData: { PASSWORD: victimsPassword },
    });
    await this.client.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'private', namespace: victim },
      data: { NAME: 'from-the-victim' },
    });
  }

  async #tenant(name: string): Promise<void> {
    await this.client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await this.client.create({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'flux', namespace: name },
    });
    await this.client.create({
      apiVersion: rbac,
      kind: 'RoleBinding',
      metadata: { name: 'gotk-reconciler', namespace: name },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [{ kind: 'ServiceAccount', name: 'flux', namespace: name }],
    });
  }

  async #run(files: Server, gitServer: GitServer): Promise<void> {
    const git = await createGit({ cacheDir: join(this.#directory, 'git') });
    const artifacts = await createArtifactFetcher({
      cacheDir: join(this.#directory, 'trees'),
      store: this.store,
      retries: 0,
    });
    this.#closers.push(
      () => new Promise((done) => files.close(done).closeAllConnections()),
      () => gitServer.close(),
      () => git.close(),
      () => artifacts.close(),
    );
    await this.#startSource(git, artifacts);
    await this.#startKustomize('open', git, artifacts, {});
    await this.#startKustomize('locked', git, artifacts, {
      noCrossNamespaceRefs: true,
      noRemoteBases: true,
      defaultServiceAccount: 'flux',
      artifactAddress: this.artifactAddress,
    });
  }

  async #startSource(git: Git, artifacts: ArtifactFetcher): Promise<void> {
    const stop = new AbortController();
    const client = connect(this.#api);
    const manager = createManager({ client, log: silentLogger, name: 'source-controller' });
    const controller = addSourceController({ manager, git, store: this.store, artifacts });
    const finished = manager.run(stop.signal);
    await manager.whenReady();
    this.#closers.push(async () => {
      stop.abort();
      await finished;
      controller.close();
      client.close();
    });
  }

  async #startKustomize(
    lock: Lock,
    git: Git,
    artifacts: ArtifactFetcher,
    settings: Partial<KustomizeControllerOptions>,
  ): Promise<void> {
    const stop = new AbortController();
    const client = connect(this.#api);
    const fetcher = createRemoteFetcher({ openGit: () => Promise.resolve(git) });
    const pool = createInlinePool<BuildJobs>(buildJobs({ fetcher }));
    const manager = createManager({
      client,
      log: silentLogger,
      name: 'kustomize-controller',
      gracefulShutdownMs: 0,
      clock: this.#clock,
    });
    const controller = addKustomizeController({
      manager,
      pool,
      artifacts,
      watchLabelSelector: `${lockLabel}=${lock}`,
      ...settings,
    });
    const finished = manager.run(stop.signal);
    await manager.whenReady();
    this.#closers.push(async () => {
      stop.abort();
      await finished;
      controller.close();
      await pool.close();
      client.close();
    });
  }
}

function connect(api: ApiServer): KubeClient {
  return createKubeClient(resolveKubeconfig(parseKubeconfig([{ text: api.kubeconfig }])));
}

async function serveFiles(store: () => ArtifactStore): Promise<Server> {
  const server = createServer((request, response) => serveArtifact(store(), request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

/** The Ready condition of an object. */
export function readyOf(object: KubeObject | undefined): Condition | undefined {
  const status = object?.['status'] as { conditions?: readonly Condition[] } | undefined;
  return status?.conditions?.find(({ type }) => type === 'Ready');
}
