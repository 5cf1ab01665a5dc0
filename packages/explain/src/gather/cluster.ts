import {
  type GitRepositoryObject,
  gitRepositoryKind,
  type FluxKind,
  type KustomizationObject,
  kustomizationKind,
  normaliseGitRepository,
  normaliseKustomization,
  storageApiVersion,
} from '@fluxts/flux-api';
import { KubeApiError, type KubeClient, type KubeObject } from '@fluxts/kube-client';
import { type Seen, seen, unseen } from '../why/explanation.ts';

/** The Flux objects that one may see. */
export interface FluxObjects {
  readonly sources: readonly GitRepositoryObject[];
  readonly kustomizations: readonly KustomizationObject[];
}

/**
 * Reads all sources and Kustomizations; where one may not look at all namespaces, those of the one
 * that was asked for.
 */
export async function gatherFluxObjects(
  client: KubeClient,
  namespace: string,
  signal?: AbortSignal,
): Promise<Seen<FluxObjects>> {
  try {
    const [sources, kustomizations] = await Promise.all([
      listKind(client, gitRepositoryKind, namespace, signal),
      listKind(client, kustomizationKind, namespace, signal),
    ]);
    return seen({
      sources: sources.map((object) => normaliseGitRepository(object).object),
      kustomizations: kustomizations.map((object) => normaliseKustomization(object).object),
    });
  } catch (error) {
    if (error instanceof KubeApiError && error.code === 'Forbidden') return unseen(error.message);
    throw error;
  }
}

async function listKind(
  client: KubeClient,
  kind: FluxKind,
  namespace: string,
  signal: AbortSignal | undefined,
): Promise<readonly KubeObject[]> {
  const collection = { apiVersion: storageApiVersion(kind), kind: kind.kind };
  try {
    return (await client.list(collection, { signal })).items;
  } catch (error) {
    if (!(error instanceof KubeApiError) || error.code !== 'Forbidden') throw error;
    return (await client.list({ ...collection, namespace }, { signal })).items;
  }
}

/** The source that a Kustomization is built from. */
export function isSourceOf(source: GitRepositoryObject, object: KustomizationObject): boolean {
  const { sourceRef } = object.spec;
  return (
    sourceRef.kind === source.kind &&
    sourceRef.name === source.metadata.name &&
    (sourceRef.namespace ?? object.metadata.namespace) === source.metadata.namespace
  );
}
