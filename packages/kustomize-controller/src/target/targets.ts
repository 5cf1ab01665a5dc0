import type { KubeConfigReference, KustomizationObject } from '@fluxts/flux-api';
import { isNotFound, type KubeClient, serviceAccountIdentity } from '@fluxts/kube-client';
import type { Manager } from '@fluxts/runtime';
import type { Settings } from '../options.ts';
import { readClusterConfigMap } from './cluster-config-map.ts';
import { readKubeconfigSecret } from './kubeconfig-secret.ts';
import { type ClusterAccess, RemoteClusters } from './remote-clusters.ts';
import type { Target } from './target.ts';
import { TargetError } from './target-error.ts';

/** The controller's own cluster. */
type LocalCluster = Pick<Manager, 'client' | 'caches' | 'clock' | 'log'>;

/** Finds out which cluster a Kustomization is applied to, and as whom. */
export class Targets {
  readonly #local: LocalCluster;
  readonly #settings: Settings;
  readonly #clusters: RemoteClusters;

  constructor(local: LocalCluster, settings: Settings) {
    this.#local = local;
    this.#settings = settings;
    this.#clusters = new RemoteClusters(local);
  }

  /** @throws TargetError, KubeApiError */
  async connect(object: KustomizationObject, signal: AbortSignal): Promise<Target> {
    const { kubeConfig } = object.spec;
    if (kubeConfig === undefined) {
      const { client, caches } = this.#local;
      return { client: this.#asTenant(object, client), caches, cluster: '' };
    }
    const access = await this.#readAccess(object.metadata.namespace, kubeConfig, signal);
    const { client, caches, id } = this.#clusters.obtain(access);
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
      await this.#local.client.getMetadata(ref, { signal });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  close(): void {
    this.#clusters.close();
  }

  async #readAccess(
    namespace: string,
    { secretRef, configMapRef }: KubeConfigReference,
    signal: AbortSignal,
  ): Promise<ClusterAccess> {
    const { client, clock } = this.#local;
    if (secretRef !== undefined) {
      const allowInsecureTls = this.#settings.insecureKubeconfigTls;
      return await readKubeconfigSecret(client, namespace, secretRef, { allowInsecureTls, signal });
    }
    if (configMapRef !== undefined) {
      return await readClusterConfigMap(client, namespace, configMapRef.name, { clock, signal });
    }
    throw new TargetError(
      'AccessMissing',
      'invalid spec.kubeConfig: neither secretRef nor configMapRef is set',
      { retry: 'on-change' },
    );
  }

  #asTenant(object: KustomizationObject, client: KubeClient): KubeClient {
    const name = this.#accountOf(object);
    if (name === undefined) return client;
    return client.impersonate(serviceAccountIdentity(object.metadata.namespace, name));
  }

  #accountOf(object: KustomizationObject): string | undefined {
    // As in Kubernetes, an empty name is none; it must not keep the default away.
    return object.spec.serviceAccountName || this.#settings.defaultServiceAccount;
  }
}
