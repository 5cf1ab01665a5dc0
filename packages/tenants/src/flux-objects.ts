import type { JsonObject } from '@fluxts/base';
import type { TenantsConfig } from './config.ts';

/** In which form Flux' objects are written: today's, or that of 2021, for clusters whose Flux is as old. */
export type ApiVersions = 'current' | 'legacy';

/** What a GitRepository is made from. */
export interface GitRepositoryInput {
  readonly name: string;
  readonly namespace: string;
  readonly url: string;
  /** Name of the Secret with the credentials. */
  readonly secret: string;
}

/** A GitRepository that follows the fleet's branch. */
export function gitRepository(
  config: TenantsConfig,
  versions: ApiVersions,
  { name, namespace, url, secret }: GitRepositoryInput,
): JsonObject {
  const direct = config.proxyUrl === undefined;
  return {
    apiVersion: `source.toolkit.fluxcd.io/${versions === 'legacy' ? 'v1beta1' : 'v1'}`,
    kind: 'GitRepository',
    metadata: { name, namespace },
    spec: {
      // Only libgit2 spoke multi_ack, without which Azure DevOps sends nothing.
      ...(versions === 'legacy' && config.provider === 'azuredevops'
        ? { gitImplementation: 'libgit2' }
        : {}),
      ...(direct ? { provider: config.provider === 'azuredevops' ? 'azure' : 'github' } : {}),
      interval: '1m',
      url,
      // Azure's workload identity needs no Secret; a GitHub App's key lies in one.
      ...(direct && config.provider === 'azuredevops' ? {} : { secretRef: { name: secret } }),
      ref: { branch: config.branch },
    },
  };
}

/** What a Kustomization is made from. */
export interface KustomizationInput {
  readonly name: string;
  readonly namespace: string;
  /** Name of the GitRepository. */
  readonly source: string;
  readonly path: string;
  readonly serviceAccount?: string;
}

/** A Kustomization that prunes. */
export function kustomization(
  versions: ApiVersions,
  { name, namespace, source, path, serviceAccount }: KustomizationInput,
): JsonObject {
  return {
    apiVersion: `kustomize.toolkit.fluxcd.io/${versions === 'legacy' ? 'v1beta1' : 'v1'}`,
    kind: 'Kustomization',
    metadata: { name, namespace },
    spec: {
      ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
      interval: '5m',
      path,
      sourceRef: { kind: 'GitRepository', name: source },
      prune: true,
      ...(versions === 'legacy' ? { validation: 'client' } : {}),
    },
  };
}
