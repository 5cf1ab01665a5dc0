import type { JsonObject } from '@fluxts/base';
import { getString } from '@fluxts/base';
import { groups } from './names.ts';

/** How a Flux kind is named in the API. */
export interface FluxKind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** The served versions, oldest first. The last one is stored, and the one controllers see. */
  readonly versions: readonly string[];
}

/** `GitRepository`, served as v1beta1, v1beta2 and v1. */
export const gitRepositoryKind: FluxKind = {
  group: groups.source,
  kind: 'GitRepository',
  plural: 'gitrepositories',
  shortNames: ['gitrepo'],
  categories: ['all', 'fluxcd', 'fluxcd-sources'],
  versions: ['v1beta1', 'v1beta2', 'v1'],
};

/** `Kustomization`, served as v1beta1, v1beta2 and v1. */
export const kustomizationKind: FluxKind = {
  group: groups.kustomize,
  kind: 'Kustomization',
  plural: 'kustomizations',
  shortNames: ['ks'],
  categories: ['all', 'fluxcd', 'fluxcd-appliers'],
  versions: ['v1beta1', 'v1beta2', 'v1'],
};

/** Every kind that has a controller. */
export const fluxKinds: readonly FluxKind[] = [gitRepositoryKind, kustomizationKind];

/** The kinds whose artifacts a Kustomization can be built from. */
export const sourceKinds: readonly FluxKind[] = [gitRepositoryKind];

/** The version that is stored. */
export function storageVersion(kind: FluxKind): string {
  return kind.versions.at(-1) ?? 'v1';
}

/** `group/version` of the stored version. */
export function storageApiVersion(kind: FluxKind): string {
  return `${kind.group}/${storageVersion(kind)}`;
}

/** The Flux kind of an object, in whatever version it is written; `undefined` if it is none of ours. */
export function fluxKindOf(object: JsonObject): FluxKind | undefined {
  const apiVersion = getString(object, 'apiVersion') ?? '';
  const slash = apiVersion.indexOf('/');
  const group = apiVersion.slice(0, Math.max(slash, 0));
  const version = apiVersion.slice(slash + 1);
  const kind = getString(object, 'kind');
  return fluxKinds.find(
    (one) => one.group === group && one.kind === kind && one.versions.includes(version),
  );
}
