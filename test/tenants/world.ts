import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type ApiServer, startApiServer } from '@fluxts/apiserver';
import {
  type ArtifactStore,
  createArtifactFetcher,
  createArtifactStore,
  serveArtifact,
} from '@fluxts/artifact';
import { createGit } from '@fluxts/git';
import { addGitAuthProxy } from '@fluxts/git-auth-proxy';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  type ObjectRef,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { addKustomizeController, type BuildJobs, buildJobs } from '@fluxts/kustomize-controller';
import { createCaches, createInlinePool, createLogger, createManager } from '@fluxts/runtime';
import { addSourceController } from '@fluxts/source-controller';
import { CertificateAuthority } from '../../packages/apiserver/src/auth/certificate-authority.ts';
import { type Outcome, runFlux } from '../../packages/cli/test/run-flux.ts';
import { GitHost, gitEnvironment } from '../../packages/git-auth-proxy/test/world/git-host.ts';

const run = promisify(execFile);

/** Ends what was started, the last first. */
type Closer = () => unknown;

/** An empty cluster with controllers and the proxy, a git host behind HTTPS, and the command line. */
export class World {
  readonly root: string = mkdtempSync(join(tmpdir(), 'flux-tenants-'));
  readonly logs: string[] = [];
  /** Everything that commands have printed. */
  readonly printed: string[] = [];
  readonly proxyConfig: string = join(this.root, 'proxy.json');
  readonly caFile: string = join(this.root, 'ca.pem');
  host!: GitHost;
  client!: KubeClient;
  /** `http://127.0.0.1:PORT` of the proxy. */
  proxyUrl!: string;
  #api!: ApiServer;
  #store: ArtifactStore | undefined;
  readonly #closers: Closer[] = [];

  static async start(): Promise<World> {
    const world = new World();
    const now = new Date();
    const authority = await CertificateAuthority.create(now);
    const serving = await authority.issueServing(['localhost'], ['127.0.0.1'], now);
    writeFileSync(world.caFile, authority.pair.certificate);
    world.host = new GitHost({ key: serving.key, cert: serving.certificate });
    await world.host.start();
    world.#closers.push(() => world.host.close());
    const files = createHttpServer((request, response) => {
      if (world.#store === undefined) response.writeHead(503).end();
      else serveArtifact(world.#store, request, response);
    });
    files.listen(0, '127.0.0.1');
    await once(files, 'listening');
    world.#closers.push(() => files.close());
    world.#api = await startApiServer({
      workloadDelayMs: 0,
      proxyTargets: [
        {
          namespace: 'flux-system',
          service: 'source-controller',
          url: `http://127.0.0.1:${(files.address() as AddressInfo).port}`,
        },
      ],
    });
    world.#closers.push(() => world.#api.close());
    writeFileSync(world.kubeconfig, world.#api.kubeconfig, { mode: 0o600 });
    world.client = world.#connect();
    world.proxyUrl = `http://127.0.0.1:${await freePort()}`;
    return world;
  }

  get kubeconfig(): string {
    return join(this.root, 'kubeconfig');
  }

  /** Runs the command line as an administrator of the cluster. */
  async flux(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    cwd: string = this.root,
  ): Promise<Outcome> {
    const outcome = await runFlux(args, {
      cwd,
      env: { ...gitEnvironment(this.root), KUBECONFIG: this.kubeconfig, ...env },
    });
    this.printed.push(outcome.out, outcome.err);
    return outcome;
  }

  /** Clones a repository of the host by its folder, and names who commits. */
  checkout(name: string, from: string): string {
    const directory = join(this.root, name);
    this.git(this.root, 'clone', '--quiet', from, directory);
    return directory;
  }

  git(cwd: string, ...args: readonly string[]): string {
    return execFileSync('git', [...args], {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
      env: gitEnvironment(this.root),
    }).trim();
  }

  /** Runs git against a server of this process. @returns what it printed, errors included */
  async remoteGit(...args: readonly string[]): Promise<string> {
    try {
      const { stdout } = await run('git', [...args], { env: gitEnvironment(this.root) });
      return stdout;
    } catch (error) {
      return String((error as { stderr?: string }).stderr);
    }
  }

  /** Commits files to a checkout and pushes them. */
  commit(checkout: string, files: Readonly<Record<string, string>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      writeFileSync(join(checkout, path), content);
    }
    this.git(checkout, 'add', '--all');
    this.git(checkout, 'commit', '--quiet', '--message=change');
    this.git(checkout, 'push', '--quiet', 'origin', 'HEAD:main');
  }

  /**
   * What runs in the Pods whose Deployments are only simulated: waits until the definitions are there, and
   * starts the proxy and both controllers in this process.
   */
  async startPods(): Promise<void> {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      name: 'kustomizations.kustomize.toolkit.fluxcd.io',
    };
    await this.until(definition, (found) => condition(found, 'Established').status === 'True');
    await this.#startProxy();
    await this.#startControllers();
  }

  async #startControllers(): Promise<void> {
    const client = this.#connect();
    const log = createLogger({ destination: { write: (line) => this.logs.push(line) } });
    const store = await createArtifactStore({
      root: join(this.root, 'artifacts'),
      advertisedAddress: () => 'source-controller.flux-system.svc.cluster.local.',
    });
    this.#store = store;
    const artifacts = await createArtifactFetcher({ cacheDir: join(this.root, 'trees'), store });
    const git = await createGit({ cacheDir: join(this.root, 'git') });
    const pool = createInlinePool<BuildJobs>(buildJobs());
    const caches = createCaches({ client, log });
    const stop = new AbortController();
    const manager = (name: string): ReturnType<typeof createManager> =>
      createManager({
        client: client.withFieldManager(`gotk-${name}`),
        log,
        name,
        caches,
        gracefulShutdownMs: 0,
      });
    const sourceManager = manager('source-controller');
    const retryDelay = { minMs: 100, maxMs: 1000 };
    const source = addSourceController({
      manager: sourceManager,
      git,
      store,
      artifacts,
      retryDelay,
    });
    const kustomizeManager = manager('kustomize-controller');
    const kustomize = addKustomizeController({
      manager: kustomizeManager,
      pool,
      artifacts,
      retryDelay,
    });
    const finished = Promise.all([
      sourceManager.run(stop.signal),
      kustomizeManager.run(stop.signal),
    ]);
    this.#closers.push(async () => {
      stop.abort();
      await finished;
      await caches.stop();
      source.close();
      kustomize.close();
      await pool.close();
      await git.close();
      await artifacts.close();
      client.close();
    });
    await Promise.all([sourceManager.whenReady(), kustomizeManager.whenReady()]);
  }

  /** Waits until an object is as it should be; `undefined` stands for one that does not exist. */
  async until(
    ref: ObjectRef,
    isRight: (object: KubeObject | undefined) => boolean,
    timeoutMs = 30_000,
  ): Promise<KubeObject | undefined> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const object = await this.client.find(ref);
      if (isRight(object)) return object;
      if (Date.now() > end) {
        throw new Error(
          `${ref.kind} ${ref.namespace}/${ref.name} did not become what was expected: ${JSON.stringify(object?.['status'] ?? object)}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async stop(): Promise<void> {
    for (const close of this.#closers.reverse()) await close();
    this.client.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The proxy stands in for its Deployment, whose Pods are simulated. */
  async #startProxy(): Promise<void> {
    const client = this.#connect();
    const manager = createManager({
      client,
      log: createLogger({ destination: { write: (line) => this.logs.push(line) } }),
      name: 'git-auth-proxy',
      gracefulShutdownMs: 0,
    });
    const stop = new AbortController();
    let finished: Promise<void> = Promise.resolve();
    await new Promise((resolve, reject) => {
      addGitAuthProxy({
        manager,
        configPath: this.proxyConfig,
        address: new URL(this.proxyUrl).host,
        namespace: 'flux-system',
        upstream: { ca: readFileSync(this.caFile, 'utf8') },
        onListening: resolve,
      });
      finished = manager.run(stop.signal);
      finished.catch(reject);
    });
    this.#closers.push(async () => {
      stop.abort();
      await finished;
      client.close();
    });
  }

  #connect(): KubeClient {
    const kubeconfig = parseKubeconfig([{ text: readFileSync(this.kubeconfig, 'utf8') }]);
    return createKubeClient(resolveKubeconfig(kubeconfig));
  }
}

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly message?: string;
}

function condition(object: KubeObject | undefined, type: string): Condition {
  const status = object?.['status'] as { conditions?: readonly Condition[] } | undefined;
  return status?.conditions?.find((one) => one.type === type) ?? {};
}

/** The status of an object's Ready condition, and what it says. */
export function ready(object: KubeObject | undefined): Condition {
  return condition(object, 'Ready');
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
