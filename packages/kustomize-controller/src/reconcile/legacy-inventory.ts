import { entryOf } from '@fluxts/apply';
import {
  type InventoryEntry,
  kustomizeKeys,
  type KustomizationObject,
  type LegacyKind,
  legacySnapshotKinds,
} from '@fluxts/flux-api';
import { NoKindMatchError } from '@fluxts/kube-client';
import type { Target } from '../target/target.ts';
import type { Subject } from './services.ts';

/**
 * The inventory of a Kustomization that was last reconciled by a controller of 2021 or before: its status
 * names kinds and namespaces only, so the objects are found by the owner labels that they carry. Without this,
 * what has left the source since then would stay in the cluster for ever.
 * @throws KubeApiError when the objects may not be listed
 */
export async function legacyInventory(
  { stored, object }: Subject,
  target: Target,
  signal: AbortSignal,
): Promise<InventoryEntry[]> {
  const found = await Promise.all(
    legacySnapshotKinds(stored).map((kind) => listOwned(object, kind, target, signal)),
  );
  return found.flat();
}

async function listOwned(
  object: KustomizationObject,
  kind: LegacyKind,
  target: Target,
  signal: AbortSignal,
): Promise<InventoryEntry[]> {
  const { name, namespace } = object.metadata;
  const labelSelector = `${kustomizeKeys.ownerName}=${name},${kustomizeKeys.ownerNamespace}=${namespace}`;
  try {
    const { items } = await target.client.listMetadata(kind, { labelSelector, signal });
    return items.map((item) => entryOf(item));
  } catch (error) {
    // A kind that is not served any more has no objects.
    if (error instanceof NoKindMatchError) return [];
    throw error;
  }
}
