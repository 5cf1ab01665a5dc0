import { errorMessage, getString } from '@fluxts/base';
import type { SecretKeyReference } from '@fluxts/flux-api';
import {
  type ClusterConfig,
  createKubeClient,
  isNotFound,
  type KubeClient,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { type Clock, createCaches, type Logger, type RunningCaches } from '@fluxts/runtime';
import { LRUCache } from 'lru-cache';
import { TargetError } from './target-error.ts';

const maxClusters = 200;

/** A cluster that a kubeconfig in a Secret leads to. */
export interface KubeconfigCluster {
  readonly client: KubeClient;
  readonly caches: RunningCaches;
  /** Changes when the kubeconfig does. */
  readonly id: string;
}

/** What {@link KubeconfigClusters} needs. */
export interface KubeconfigClustersOptions {
  /** Reads the Secrets. */
  readonly local: KubeClient;
  readonly clock: Clock;
  readonly log: Logger;
  readonly allowInsecureTls: boolean;
}

/**
 * Clients for the clusters that tenants' kubeconfigs name, one per Secret and version of it. A tenant's
 * kubeconfig may name no files and run no plugins, so that it can read nothing of this machine's.
 */
export class KubeconfigClusters {
  readonly #options: KubeconfigClustersOptions;
  readonly #clusters = new LRUCache<string, KubeconfigCluster>({
    max: maxClusters,
    dispose: ({ client, caches }) => {
      void caches.stop().finally(() => client.close());
    },
  });

  constructor(options: KubeconfigClustersOptions) {
    this.#options = options;
  }

  /** @throws TargetError; KubeApiError when the Secret cannot be read */
  async connect(
    namespace: string,
    reference: SecretKeyReference,
    signal: AbortSignal,
  ): Promise<KubeconfigCluster> {
    const name = `${namespace}/${reference.name}`;
    const secret = await this.#readSecret(namespace, reference.name, signal);
    const id = `${name}/${reference.key ?? ''}@${secret.metadata.uid}.${secret.metadata.resourceVersion}`;
    const known = this.#clusters.get(`${name}/${reference.key ?? ''}`);
    if (known?.id === id) return known;
    const config = this.#parse(name, kubeconfigText(name, secret['data'], reference.key));
    const cluster = this.#open(id, config);
    this.#clusters.set(`${name}/${reference.key ?? ''}`, cluster);
    return cluster;
  }

  close(): void {
    this.#clusters.clear();
  }

  #open(id: string, config: ClusterConfig): KubeconfigCluster {
    const { clock, log } = this.#options;
    const client = createKubeClient(config, { allowExec: false });
    const caches = createCaches({ client, clock, log });
    caches.start();
    return { id, client, caches };
  }

  async #readSecret(
    namespace: string,
    name: string,
    signal: AbortSignal,
  ): ReturnType<KubeClient['get']> {
    const ref = { apiVersion: 'v1', kind: 'Secret', namespace, name };
    try {
      return await this.#options.local.get(ref, { signal });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      throw new TargetError(
        'KubeconfigMissing',
        `unable to read KubeConfig secret '${namespace}/${name}' error: ${errorMessage(error)}`,
        { cause: error },
      );
    }
  }

  #parse(name: string, text: string): ClusterConfig {
    try {
      return resolveKubeconfig(parseKubeconfig([{ text }]), {
        allowFiles: false,
        allowExec: false,
        allowInsecureTls: this.#options.allowInsecureTls,
      });
    } catch (error) {
      throw new TargetError(
        'KubeconfigInvalid',
        `KubeConfig secret '${name}' is not usable: ${errorMessage(error)}`,
        { cause: error, retry: 'on-change' },
      );
    }
  }
}

function kubeconfigText(secret: string, data: unknown, key: string | undefined): string {
  const encoded =
    key === undefined
      ? (getString(data as never, 'value') ?? getString(data as never, 'value.yaml'))
      : getString(data as never, key);
  if (encoded === undefined) {
    throw new TargetError(
      'KubeconfigMissing',
      `KubeConfig secret '${secret}' does not contain a '${key ?? 'value'}' key with a kubeconfig`,
      { retry: 'on-change' },
    );
  }
  return Buffer.from(encoded, 'base64').toString('utf8');
}
