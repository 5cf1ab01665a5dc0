import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiServer, type ApiServerOptions, startApiServer } from '@fluxts/apiserver';
import { type ArtifactStore, createArtifactFetcher, createArtifactStore } from '@fluxts/artifact';
import { getString, type JsonObject } from '@fluxts/base';
import {
  type Condition,
  customResourceDefinitions,
  getCondition,
  type KustomizationObject,
  pendingRequest,
} from '@fluxts/flux-api';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
  parseKubeconfig,
  type RequestReport,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import {
  addKustomizeController,
  type BuildJobs,
  buildJobs,
  type KustomizeController,
  type KustomizeControllerOptions,
} from '@fluxts/kustomize-controller';
import { createInlinePool, createManager, silentLogger } from '@fluxts/runtime';
import { untilObject } from '../../support/until.ts';

const kustomize = 'kustomize.toolkit.fluxcd.io/v1';
const source = 'source.toolkit.fluxcd.io/v1';

/** What a test can set about the controller. */
export type ControllerSettings = Omit<KustomizeControllerOptions, 'manager' | 'pool' | 'artifacts'>;

/** A controller that runs. */
interface Running {
  readonly controller: KustomizeController;
  cut(): void;
  stop(): Promise<void>;
}

/** A cluster with a kustomize-controller, and a test in the place of the source-controller. */
export class Stage {
  readonly namespace = 'apps';
  readonly client: KubeClient;
  /** Requests of the controller since it started. */
  readonly requests: RequestReport[] = [];
  readonly #server: ApiServer;
  readonly #store: ArtifactStore;
  readonly #directory: string;
  #running: Running | undefined;
  #commits = 0;

  private constructor(server: ApiServer, store: ArtifactStore, directory: string) {
    this.#server = server;
    this.#store = store;
    this.#directory = directory;
    this.client = this.#connect();
  }

  /** Starts a server in memory with the Flux kinds and one namespace, and the controller. */
  static async start(
    settings: ControllerSettings = {},
    server: ApiServerOptions = {},
  ): Promise<Stage> {
    const directory = await mkdtemp(join(tmpdir(), 'fluxts-kustomize-'));
    const store = await createArtifactStore({
      root: join(directory, 'artifacts'),
      advertisedAddress: () => '127.0.0.1:1',
    });
    const api = await startApiServer({ workloadDelayMs: 20, ...server });
    const stage = new Stage(api, store, directory);
    for (const crd of customResourceDefinitions()) {
      await stage.client.create(structuredClone(crd) as KubeObject);
    }
    await stage.create('v1', 'Namespace', stage.namespace, {}, null);
    await stage.startController(settings);
    return stage;
  }

  get controller(): KustomizeController {
    if (this.#running === undefined) throw new Error('the controller is not running');
    return this.#running.controller;
  }

  async startController(settings: ControllerSettings = {}): Promise<void> {
    const stop = new AbortController();
    const client = this.#connect((report) => this.requests.push(report));
    const pool = createInlinePool<BuildJobs>(buildJobs());
    const fetcher = await createArtifactFetcher({
      cacheDir: join(this.#directory, 'trees'),
      store: this.#store,
    });
    const manager = createManager({
      client,
      log: silentLogger,
      name: 'kustomize-controller',
      gracefulShutdownMs: 0,
    });
    const controller = addKustomizeController({ ...settings, manager, pool, artifacts: fetcher });
    const finished = manager.run(stop.signal);
    await manager.whenReady();
    this.#running = {
      controller,
      cut: () => client.close(),
      stop: async () => {
        stop.abort();
        await finished;
        controller.close();
        await pool.close();
        await fetcher.close();
        client.close();
      },
    };
  }

  async stopController(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /** Cuts the controller off from the cluster in the middle of whatever it does, as a kill would. */
  async killController(): Promise<void> {
    this.#running?.cut();
    await this.stopController();
  }

  async stop(): Promise<void> {
    await this.stopController();
    this.client.close();
    await this.#server.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Stores files as the new artifact of a GitRepository, which is made if it is not there. */
  async publish(
    name: string,
    files: Readonly<Record<string, string>>,
    namespace: string = this.namespace,
  ): Promise<string> {
    const hash = createHash('sha1')
      .update(`${name} ${++this.#commits}`)
      .digest('hex');
    const revision = `main@sha1:${hash}`;
    const owner = { kind: 'GitRepository', namespace, name };
    const artifact = await this.#store.write(
      { owner, file: `${hash}.tar.gz`, revision },
      async (archive) => {
        for (const [path, text] of Object.entries(files)) {
          const content = new TextEncoder().encode(text);
          await archive.add({ path, executable: false, size: content.length }, content);
        }
      },
    );
    const ref = { apiVersion: source, ...owner };
    if ((await this.client.find(ref)) === undefined) {
      await this.create(
        source,
        owner.kind,
        name,
        {
          spec: { url: 'https://git.example.org/a.git', interval: '1m' },
        },
        namespace,
      );
    }
    await this.client.patchStatus(ref, { status: { artifact, observedGeneration: 1 } });
    return revision;
  }

  /** Makes a Kustomization that builds `./` of the GitRepository `repo`, unless the spec says otherwise. */
  async kustomization(name: string, spec: JsonObject = {}): Promise<void> {
    await this.create(kustomize, 'Kustomization', name, {
      spec: {
        interval: '10m',
        retryInterval: '5m',
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'repo' },
        ...spec,
      },
    });
  }

  async create(
    apiVersion: string,
    kind: string,
    name: string,
    rest: JsonObject = {},
    namespace: string | null = this.namespace,
  ): Promise<KubeObject> {
    const metadata = namespace === null ? { name } : { name, namespace };
    return await this.client.create({ apiVersion, kind, metadata, ...rest } as KubeObject);
  }

  ref(
    apiVersion: string,
    kind: string,
    name: string,
    namespace: string | undefined = this.namespace,
  ): ObjectRef {
    return { apiVersion, kind, name, namespace };
  }

  configMap(name: string): ObjectRef {
    return this.ref('v1', 'ConfigMap', name);
  }

  kustomizationRef(name: string): ObjectRef {
    return this.ref(kustomize, 'Kustomization', name);
  }

  /** Waits until an object is as it should be; `undefined` stands for one that does not exist. */
  async until<T extends KubeObject = KubeObject>(
    ref: ObjectRef,
    predicate: (object: T | undefined) => boolean,
    timeoutMs?: number,
  ): Promise<T | undefined> {
    return await untilObject(this.client, ref, predicate, timeoutMs);
  }

  /** Waits until a condition of a Kustomization has a status, for the spec and the request of now. */
  async untilCondition(
    name: string,
    type: string,
    status: Condition['status'],
    accept: (condition: Condition) => boolean = () => true,
  ): Promise<Condition> {
    const object = await this.until(this.kustomizationRef(name), (found) => {
      const condition = conditionOf(found, type);
      return condition?.status === status && accept(condition);
    });
    return conditionOf(object, type)!;
  }

  /** Waits until a Kustomization is Ready at a revision. */
  async untilReady(name: string, revision?: string): Promise<KustomizationObject> {
    const object = await this.until(this.kustomizationRef(name), (found) => {
      if (found === undefined) return false;
      const { status, metadata } = found as KustomizationObject;
      return (
        conditionOf(found, 'Ready')?.status === 'True' &&
        status?.observedGeneration === metadata.generation &&
        pendingRequest(found as KustomizationObject) === undefined &&
        (revision === undefined || status?.lastAppliedRevision === revision)
      );
    });
    return object as KustomizationObject;
  }

  /** Asks for a reconcile, and waits until it was handled. */
  async reconcile(name: string): Promise<void> {
    const token = `${++this.#commits}`;
    const annotations = { 'reconcile.fluxcd.io/requestedAt': token };
    const ref = this.kustomizationRef(name);
    await this.client.patch(ref, { metadata: { annotations } }, { type: 'merge' });
    await this.until(ref, (found) => {
      const { status } = found as KustomizationObject;
      return status?.lastHandledReconcileAt === token;
    });
  }

  /** Changes a Kustomization's spec. */
  async change(name: string, spec: JsonObject): Promise<void> {
    await this.client.patch(this.kustomizationRef(name), { spec }, { type: 'merge' });
  }

  /** The events about an object so far, as `Type Reason: message`, in the order they were made. */
  async events(name: string): Promise<string[]> {
    const { items } = await this.client.list({
      apiVersion: 'v1',
      kind: 'Event',
      namespace: this.namespace,
    });
    const about = items.filter((event) => (event['involvedObject'] as JsonObject)['name'] === name);
    return about.map(describe);
  }

  /** Waits for an event about an object. */
  async untilEvent(name: string, pattern: RegExp): Promise<string> {
    const collection = { apiVersion: 'v1', kind: 'Event', namespace: this.namespace };
    const { resourceVersion } = await this.client.list(collection, { fieldSelector: 'type=None' });
    const found = (await this.events(name)).find((text) => pattern.test(text));
    if (found !== undefined) return found;
    const signal = AbortSignal.timeout(20_000);
    for await (const { object, type } of this.client.watch(collection, {
      resourceVersion,
      signal,
    })) {
      if (type === 'BOOKMARK') continue;
      const about = (object['involvedObject'] as JsonObject)['name'] === name;
      if (about && pattern.test(describe(object))) return describe(object);
    }
    const told = (await this.events(name)).join('\n');
    throw new Error(`no event about ${name} like ${pattern.source}; there are:\n${told}`);
  }

  /** A client with the identity of somebody else. */
  as(user: string): KubeClient {
    return this.client.impersonate({ user });
  }

  get url(): string {
    return this.#server.url;
  }

  get certificateAuthority(): string {
    return this.#server.adminClientConfig.certificateAuthority;
  }

  get kubeconfig(): string {
    return this.#server.kubeconfig;
  }

  #connect(onRequest?: (report: RequestReport) => void): KubeClient {
    const config = resolveKubeconfig(parseKubeconfig([{ text: this.#server.kubeconfig }]));
    return createKubeClient(config, onRequest === undefined ? {} : { onRequest });
  }
}

function describe(event: KubeObject): string {
  const text = (key: string): string => getString(event, key) ?? '';
  return `${text('type')} ${text('reason')}: ${text('message')}`;
}

function conditionOf(object: KubeObject | undefined, type: string): Condition | undefined {
  return getCondition((object as KustomizationObject | undefined)?.status?.conditions, type);
}

/** A ConfigMap as a manifest. */
export function configMap(name: string, data: Record<string, string> = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'apps' },
    data,
  });
}
