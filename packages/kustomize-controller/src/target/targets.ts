import type { KustomizationObject } from '@fluxts/flux-api';
import { isNotFound, type KubeClient, serviceAccountIdentity } from '@fluxts/kube-client';
import type { CacheRegistry, Manager } from '@fluxts/runtime';
import type { Settings } from '../options.ts';
import { KubeconfigClusters } from './kubeconfig-clusters.ts';
import type { Target } from './target.ts';
import { TargetError } from './target-error.ts';

/** The controller's own cluster. */
type LocalCluster = Pick<Manager, 'client' | 'caches' | 'clock' | 'log'>;

/** Finds out which cluster a Kustomization is applied to, and as whom. */
export class Targets {
  readonly #client: KubeClient;
  readonly #caches: CacheRegistry;
  readonly #settings: Settings;
  readonly #clusters: KubeconfigClusters;

  constructor({ client, caches, clock, log }: LocalCluster, settings: Settings) {
    this.#client = client;
    this.#caches = caches;
    this.#settings = settings;
    this.#clusters = new KubeconfigClusters({
      local: client,
      clock,
      log,
      allowInsecureTls: settings.insecureKubeconfigTls,
    });
  }

  /** @throws TargetError, KubeApiError */
  async connect(object: KustomizationObject, signal: AbortSignal): Promise<Target> {
    const { kubeConfig } = object.spec;
    if (kubeConfig === undefined) {
      const client = this.#asTenant(object, this.#client);
      return { client, caches: this.#caches, cluster: '' };
    }
    if (kubeConfig.secretRef === undefined) {
      throw new TargetError(
        'ProviderUnsupported',
        'spec.kubeConfig.configMapRef needs the login of a cloud provider, which is not available here; use spec.kubeConfig.secretRef',
        { retry: 'on-change' },
      );
    }
    const { namespace } = object.metadata;
    const { client, caches, id } = await this.#clusters.connect(
      namespace,
      kubeConfig.secretRef,
      signal,
    );
    return { client: this.#asTenant(object, client), caches, cluster: id };
  }

  /**
   * Says whether the account that a Kustomization is applied as still exists, so that what it made can be
   * deleted as it.
   */
  async accountExists(object: KustomizationObject, signal: AbortSignal): Promise<boolean> {
    const name = this.#accountOf(object);
    if (name === undefined) return true;
    const { namespace } = object.metadata;
    const ref = { apiVersion: 'v1', kind: 'ServiceAccount', namespace, name };
    try {
      await this.#client.getMetadata(ref, { signal });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  close(): void {
    this.#clusters.close();
  }

  #asTenant(object: KustomizationObject, client: KubeClient): KubeClient {
    const name = this.#accountOf(object);
    if (name === undefined) return client;
    return client.impersonate(serviceAccountIdentity(object.metadata.namespace, name));
  }

  #accountOf(object: KustomizationObject): string | undefined {
    return object.spec.serviceAccountName ?? this.#settings.defaultServiceAccount;
  }
}
