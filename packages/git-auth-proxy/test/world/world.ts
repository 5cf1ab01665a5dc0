import { execFile } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type ApiServer, startApiServer } from '@fluxts/apiserver';
import { getString, type JsonObject } from '@fluxts/base';
import { addGitAuthProxy, type GitAuthProxyOptions } from '@fluxts/git-auth-proxy';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { createLogger, createManager } from '@fluxts/runtime';
import { GitHost, gitEnvironment, pat } from './git-host.ts';

const run = promisify(execFile);

/** A repository as a configuration names it. */
export interface Repository {
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly secretNameOverride?: string;
}

/** A proxy that runs. */
export interface RunningProxy {
  readonly url: string;
  stop(): Promise<void>;
}

/** What git printed, and whether it succeeded. */
export interface GitOutcome {
  readonly ok: boolean;
  readonly output: string;
}

/** A cluster, a git host, and proxies between them. */
export class World {
  readonly root: string = mkdtempSync(join(tmpdir(), 'git-auth-proxy-'));
  readonly configPath: string = join(this.root, 'config.json');
  readonly host: GitHost = new GitHost();
  readonly logs: string[] = [];
  client!: KubeClient;
  #server!: ApiServer;
  readonly #proxies: RunningProxy[] = [];

  static async start(
    namespaces: readonly string[] = ['flux-system', 'tenant1', 'tenant2'],
  ): Promise<World> {
    const world = new World();
    await world.host.start();
    world.#server = await startApiServer({ simulateWorkloads: false });
    world.client = world.connect();
    for (const name of namespaces) await world.namespace(name);
    return world;
  }

  connect(): KubeClient {
    return createKubeClient(
      resolveKubeconfig(parseKubeconfig([{ text: this.#server.kubeconfig }])),
    );
  }

  async namespace(name: string): Promise<void> {
    await this.client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }

  /** The configuration of the Azure DevOps side. */
  azure(repositories: readonly Repository[], settings: JsonObject = {}): JsonObject {
    return {
      organizations: [
        {
          provider: 'azuredevops',
          azuredevops: { pat },
          host: this.host.address,
          scheme: 'http',
          name: 'Org1',
          repositories: repositories.map((one) => ({
            project: 'project1',
            ...one,
            namespaces: [...one.namespaces],
          })),
          ...settings,
        },
      ],
    };
  }

  /** The configuration of the GitHub side. */
  gitHub(repositories: readonly Repository[]): JsonObject {
    return {
      organizations: [
        {
          provider: 'github',
          github: {
            appID: 12,
            installationID: 34,
            privateKey: Buffer.from(this.host.privateKey).toString('base64'),
          },
          host: this.host.address,
          scheme: 'http',
          name: 'acme',
          repositories: repositories.map((one) => ({ ...one, namespaces: [...one.namespaces] })),
        },
      ],
    };
  }

  /** Replaces the configuration as Kubernetes replaces a mounted one: by a rename. */
  configure(config: JsonObject | string, path: string = this.configPath): void {
    writeFileSync(`${path}.next`, typeof config === 'string' ? config : JSON.stringify(config));
    renameSync(`${path}.next`, path);
  }

  /** Starts a proxy, and waits until it takes requests and is ready. */
  async proxy(options: Partial<GitAuthProxyOptions> = {}): Promise<RunningProxy> {
    const client = this.connect();
    const manager = createManager({
      client,
      log: createLogger({ level: 'debug', destination: { write: (line) => this.logs.push(line) } }),
      name: 'git-auth-proxy',
      gracefulShutdownMs: 0,
    });
    const stop = new AbortController();
    let finished: Promise<void> = Promise.resolve();
    const url = await new Promise<string>((resolve, reject) => {
      addGitAuthProxy({
        manager,
        configPath: this.configPath,
        address: '127.0.0.1:0',
        namespace: 'flux-system',
        ...options,
        onListening: resolve,
      });
      finished = manager.run(stop.signal);
      finished.catch(reject);
    });
    const proxy: RunningProxy = {
      url,
      stop: async () => {
        stop.abort();
        await finished;
        client.close();
      },
    };
    this.#proxies.push(proxy);
    await eventually(
      async () => (await fetch(`${url}/readyz`)).status === 200,
      'the proxy to be ready',
    );
    return proxy;
  }

  async secret(namespace: string, name: string): Promise<KubeObject | undefined> {
    return await this.client.find({ apiVersion: 'v1', kind: 'Secret', namespace, name });
  }

  /** The token that a Secret holds; waits until it is there. */
  async token(namespace: string, name: string): Promise<string> {
    const secret = await eventually(
      async () => await this.secret(namespace, name),
      `Secret ${namespace}/${name}`,
    );
    return Buffer.from(getString(secret, 'data', 'token') ?? '', 'base64').toString('utf8');
  }

  /** Runs real git, with a trace of everything that goes over the wire. */
  async git(args: readonly string[], cwd: string = this.root): Promise<GitOutcome> {
    const env = {
      ...gitEnvironment(this.root),
      GIT_TRACE_CURL: '1',
      GIT_TRACE_CURL_NO_DATA: '1',
      GIT_TRACE_REDACT: '0',
    };
    try {
      const { stdout, stderr } = await run('git', [...args], { cwd, env, maxBuffer: 1 << 28 });
      return { ok: true, output: stdout + stderr };
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      return { ok: false, output: stdout + stderr };
    }
  }

  async stop(): Promise<void> {
    for (const proxy of this.#proxies) await proxy.stop();
    this.client.close();
    await this.#server.close();
    await this.host.close();
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A URL that carries a token as git takes it. */
export function withToken(url: string, token: string): string {
  return url.replace('http://', `http://git:${token}@`);
}

/** Asks again and again until there is an answer. */
export async function eventually<T>(
  ask: () => Promise<T | undefined | false>,
  what: string,
  timeoutMs = 20_000,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
