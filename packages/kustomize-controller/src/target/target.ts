import type { KubeClient } from '@fluxts/kube-client';
import type { CacheRegistry } from '@fluxts/runtime';

/** The cluster that a Kustomization is applied to, and who it is applied as. */
export interface Target {
  /** Acts as the tenant: applies, prunes and reads health. */
  readonly client: KubeClient;
  /** Watches as the controller itself, or as the user of the kubeconfig; never as the tenant. */
  readonly caches: CacheRegistry;
  /** Names the cluster among all that this controller applies to; empty for its own. */
  readonly cluster: string;
}
