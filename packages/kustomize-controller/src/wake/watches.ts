import type { Artifact, FluxObject } from '@fluxts/flux-api';
import { isReconcileTrigger } from '@fluxts/flux-api';
import type { CacheChange, ControllerWatch, ObjectKey } from '@fluxts/runtime';
import type { Memories } from '../memory/memory.ts';
import type { SourceObject } from '../reconcile/source.ts';
import type { KustomizationIndex } from './kustomization-index.ts';

type WatchOptions = Omit<ControllerWatch, 'cache'>;

/** A Kustomization is woken by a change of its spec, by a request, and by its deletion; not by its status. */
export const watchOwn: WatchOptions = {
  predicate: (change) =>
    change.type !== 'updated' ||
    isReconcileTrigger(change.old as FluxObject, change.object as FluxObject),
};

/** Who waits for a Kustomization to become ready is woken by whatever happens to it. */
export function watchDependencies(index: KustomizationIndex, memories: Memories): WatchOptions {
  return {
    predicate: (change) => !change.initial,
    map: (change) => index.dependentsOf(change.key).filter((key) => memories.awaitsDependency(key)),
    reason: 'dependency changed',
  };
}

/** Those built from a source are woken by a new artifact of it. */
export function watchSource(
  index: KustomizationIndex,
): Omit<ControllerWatch<SourceObject>, 'cache'> {
  return {
    predicate: hasNewArtifact,
    map: ({ key, object }): ObjectKey[] => index.consumersOf({ ...key, kind: object.kind }),
    reason: 'new artifact',
  };
}

function hasNewArtifact(change: CacheChange<SourceObject>): boolean {
  if (change.initial || change.type === 'deleted') return false;
  const [before, after] = [artifactOf(change.old), artifactOf(change.object)];
  if (after === undefined) return false;
  // Path and URL count as well: an artifact may have been refused because of them.
  return (['digest', 'revision', 'path', 'url'] as const).some(
    (key) => before?.[key] !== after[key],
  );
}

function artifactOf(source: SourceObject | undefined): Artifact | undefined {
  return source?.status?.artifact;
}
