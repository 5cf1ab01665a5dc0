import type { KubeClient } from '@fluxts/kube-client';

/** The cluster that a Kustomization is applied to, and who it is applied as. */
export interface Target {
  /** Acts as the tenant: applies, prunes and reads health. */
  readonly client: KubeClient;
  /** Acts as the controller, or as the kubeconfig's own user: watches. */
  readonly watcher: KubeClient;
  /** Names the cluster among all that this controller applies to; empty for its own. */
  readonly cluster: string;
}
