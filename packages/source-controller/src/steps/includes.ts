import { type ArtifactStore, isArtifactOf } from '@fluxts/artifact';
import { type Artifact, type GitRepositoryInclude, normaliseGitRepository } from '@fluxts/flux-api';
import type { KubeObject } from '@fluxts/kube-client';
import type { RepositoryDraft } from '../draft.ts';
import { SourceFailure } from '../failure.ts';

/** An included repository and its artifact of now. */
export interface Included {
  readonly include: GitRepositoryInclude;
  readonly artifact: Artifact;
}

/**
 * Finds the artifacts of the repositories that an object includes, in the order of its spec.
 * Only what the store made for the included object counts, and only from the store it is read: a status can
 * be written by others.
 * @param find looks a GitRepository of the object's namespace up
 * @throws SourceFailure waiting, `NotFound` or `NoArtifact`
 */
export function findIncludes(
  draft: RepositoryDraft,
  find: (name: string) => KubeObject | undefined,
  store: ArtifactStore,
): readonly Included[] {
  const includes = (draft.spec.include ?? []).map((include) => {
    const { name } = include.repository;
    const stored = find(name);
    if (stored === undefined) {
      throw unavailable(
        `could not get resource for include '${name}': gitrepositories.source.toolkit.fluxcd.io "${name}" not found`,
        'NotFound',
      );
    }
    const { artifact } = normaliseGitRepository(stored).object.status ?? {};
    const owner = { kind: draft.object.kind, namespace: draft.namespace, name };
    if (artifact === undefined || !isArtifactOf(owner, artifact.path)) {
      throw unavailable(`no artifact available for include '${name}'`, 'NoArtifact');
    }
    return { include, artifact: store.withUrl(artifact) };
  });
  draft.clear('IncludeUnavailable');
  return includes;
}

/** Says whether the artifacts differ from those that were included the last time. */
export function includesChanged(draft: RepositoryDraft, includes: readonly Included[]): boolean {
  const observed = draft.status.includedArtifacts ?? [];
  return (
    observed.length !== includes.length ||
    includes.some(
      ({ artifact }, index) =>
        artifact.revision !== observed[index]?.revision ||
        artifact.digest !== observed[index]?.digest,
    )
  );
}

function unavailable(message: string, reason: string): SourceFailure {
  return new SourceFailure(message, { kind: 'waiting', reason, condition: 'IncludeUnavailable' });
}
