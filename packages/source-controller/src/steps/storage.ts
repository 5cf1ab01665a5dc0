import { type ArtifactStore, isArtifactOf } from '@fluxts/artifact';
import type { EventInput } from '@fluxts/runtime';
import type { RepositoryDraft } from '../draft.ts';

/**
 * Holds what the status says of the artifact against the store: collects what is no longer needed, takes
 * an artifact out of the status that is missing, damaged or not the object's own, and brings its URL up to
 * date. Whoever may edit a status could otherwise have the artifacts of others read, or removed.
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
  if (!isArtifactOf(owner, artifact.path)) {
    record({
      type: 'Warning',
      reason: 'ArtifactRefused',
      message: `status.artifact was not written by this controller: its path '${artifact.path.slice(0, 256)}' belongs to another object`,
    });
    return lose(draft);
  }
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
  return lose(draft);
}

/** Without an artifact in the status, a new one is made. */
function lose(draft: RepositoryDraft): true {
  delete draft.status.artifact;
  draft.clear('ArtifactInStorage');
  return true;
}
