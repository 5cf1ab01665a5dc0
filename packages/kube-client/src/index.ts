export {
  type CollectionRef,
  type KindRef,
  type KubeList,
  type KubeObject,
  type KubeTable,
  type MetadataObject,
  type ObjectMeta,
  type ObjectRef,
  type OwnerReference,
  type TableColumn,
  type TableRow,
  groupOf,
  refOf,
  versionOf,
} from './object.ts';
export {
  type ApiFailure,
  type KubeApiErrorCode,
  type KubeClientErrorCode,
  type StatusCause,
  isConflict,
  isExpired,
  isNotFound,
  KubeApiError,
  KubeClientError,
  NoKindMatchError,
} from './errors.ts';
export {
  type ClusterAuth,
  type ClusterConfig,
  type ExecAuth,
  type Impersonation,
  serviceAccountIdentity,
} from './cluster-config.ts';
export type {
  Kubeconfig,
  KubeconfigContext,
  KubeconfigEntry,
  KubeconfigOptions,
  KubeconfigSource,
} from './kubeconfig/kubeconfig.ts';
export { inClusterConfig } from './kubeconfig/in-cluster.ts';
export { loadKubeconfig, parseKubeconfig } from './kubeconfig/parse.ts';
export { resolveKubeconfig } from './kubeconfig/resolve.ts';
export type {
  ApplyOptions,
  CallOptions,
  DeleteOptions,
  GetOptions,
  KubeClient,
  ListOptions,
  PageOptions,
  PatchOptions,
  PatchType,
  PropagationPolicy,
  RestMapper,
  WatchEvent,
  WatchOptions,
  WriteOptions,
} from './kube-client.ts';
export { createKubeClient } from './create-client.ts';
export type { KubeClientOptions, RequestReport } from './options.ts';
export type { ApiGroup, ApiGroupVersion, ApiResource } from './discovery/api-resource.ts';
export {
  type RawRequest,
  type RawResponse,
  type StreamResponse,
  podLogPath,
  serviceProxyPath,
} from './raw.ts';
