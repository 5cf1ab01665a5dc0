import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiServer, type ApiServerOptions, startApiServer } from '@fluxts/apiserver';
import {
  type ClusterConfig,
  createKubeClient,
  type KubeClient,
  type KubeClientOptions,
  type KubeObject,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';

/** An embedded API server that a test may stop and start again on the same folder and port. */
export class Cluster {
  readonly #folder = mkdtempSync(join(tmpdir(), 'cluster-'));
  readonly #clients: KubeClient[] = [];
  readonly #options: ApiServerOptions;
  #server: ApiServer | undefined;
  #port = 0;

  constructor(options: ApiServerOptions = {}) {
    this.#options = options;
  }

  get server(): ApiServer {
    if (this.#server === undefined) throw new Error('the server is stopped');
    return this.#server;
  }

  async start(): Promise<void> {
    await this.#startOn(this.#port);
    this.#port = Number(new URL(this.server.url).port);
  }

  /** Starts where the clients made so far do not find it. */
  async startElsewhere(): Promise<void> {
    await this.#startOn(0);
  }

  async #startOn(port: number): Promise<void> {
    this.#server = await startApiServer({ ...this.#options, dataDir: this.#folder, port });
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  /** The administrator's way in. */
  config(): ClusterConfig {
    return resolveKubeconfig(parseKubeconfig([{ text: this.server.kubeconfig }]));
  }

  client(options: KubeClientOptions = {}, config: Partial<ClusterConfig> = {}): KubeClient {
    const client = createKubeClient({ ...this.config(), ...config }, options);
    this.#clients.push(client);
    return client;
  }

  async end(): Promise<void> {
    for (const client of this.#clients) client.close();
    await this.stop();
    rmSync(this.#folder, { recursive: true });
  }
}

/** A ConfigMap in the namespace `default`. */
export function configMap(name: string, data: Record<string, string> = {}): ConfigMap {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, data };
}

/** What {@link configMap} makes. */
export interface ConfigMap extends KubeObject {
  data: Record<string, string>;
}
