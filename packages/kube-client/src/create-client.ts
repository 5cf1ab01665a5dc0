import type { KubeClient } from './client.ts';
import type { ClusterConfig } from './cluster-config.ts';
import type { KubeClientOptions } from './options.ts';

/**
 * A client of a cluster. Opens no connection before the first call.
 * @throws KubeClientError `AuthUnsupported`, `ExecForbidden`, `KubeconfigInvalid`
 */
export declare function createKubeClient(
  cluster: ClusterConfig,
  options?: KubeClientOptions,
): KubeClient;
