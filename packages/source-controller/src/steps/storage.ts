import type { ArtifactStore } from '@fluxts/artifact';
import type { EventInput } from '@fluxts/runtime';
import type { RepositoryDraft } from '../draft.ts';

/**
 * Holds what the status says of the artifact against the store: collects what is no longer needed, takes
 * an artifact out of the status that is missing or damaged, and brings its URL up to date.
 * @returns whether an artifact was lost
 */
export async function checkStorage(
  draft: RepositoryDraft,
  store: ArtifactStore,
  record: (event: EventInput) => void,
): Promise<boolean> {
  const { artifact } = draft.status;
  const owner = { kind: draft.object.kind, namespace: draft.namespace, name: draft.name };
  if (artifact === undefined) return false;
  const collected = await store.collect(owner, artifact);
  if (collected > 0) {
    record({
      type: 'Trace',
      reason: 'GarbageCollectionSucceeded',
      message: `garbage collected ${collected} artifacts`,
    });
  }
  const verification = await store.verify(artifact);
  if (verification === 'intact') {
    draft.status.artifact = store.withUrl(artifact);
    return false;
  }
  if (verification === 'changed') {
    record({
      type: 'Warning',
      reason: 'ArtifactVerificationFailed',
      message: `failed to verify integrity of artifact: the digest of '${artifact.path}' is not '${artifact.digest}' any more`,
    });
    await store.remove(artifact);
  }
  delete draft.status.artifact;
  draft.clear('ArtifactInStorage');
  return true;
}
