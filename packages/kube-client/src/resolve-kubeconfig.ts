import type { ClusterConfig } from './cluster-config.ts';
import type { Kubeconfig, KubeconfigOptions, KubeconfigSource } from './kubeconfig.ts';

/** Reads and merges kubeconfig files, in the order of `KUBECONFIG`: for each name the first file wins. Missing files are skipped. @throws KubeClientError `KubeconfigInvalid` */
export declare function loadKubeconfig(files: readonly string[]): Kubeconfig;
/** Parses and merges kubeconfig texts. @throws KubeClientError `KubeconfigInvalid` */
export declare function parseKubeconfig(sources: readonly KubeconfigSource[]): Kubeconfig;
/** The cluster and identity of a context. @throws KubeClientError `KubeconfigInvalid`, `AuthUnsupported`, `ExecForbidden` */
export declare function resolveKubeconfig(
  kubeconfig: Kubeconfig,
  options?: KubeconfigOptions,
): ClusterConfig;
/** The cluster that this Pod runs in. @param env the process's environment @throws KubeClientError `NotInCluster` */
export declare function inClusterConfig(
  env: Readonly<Record<string, string | undefined>>,
  directory?: string,
): ClusterConfig;
