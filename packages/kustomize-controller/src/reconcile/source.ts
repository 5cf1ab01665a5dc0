import {
  type Artifact,
  type FluxKind,
  type FluxObject,
  type KustomizationObject,
  reasons,
} from '@fluxts/flux-api';
import type { WatchCache } from '@fluxts/runtime';
import type { Settings } from '../options.ts';
import { requireOwnArtifact, requireSameNamespace } from './access.ts';
import { idOf, sourceOf } from './keys.ts';
import { StageError } from './stage-error.ts';

/** A source's status, as far as its consumers read it. */
export type SourceObject = FluxObject & { readonly status?: { readonly artifact?: Artifact } };

/** A kind of source that is served, and what is there of it. */
export interface SourceCache {
  readonly kind: FluxKind;
  readonly cache: WatchCache<SourceObject>;
}

/** By kind. */
export type SourceCaches = ReadonlyMap<string, SourceCache>;

/** What is to be built: an artifact, and the commit that it was made of where the source tells. */
export interface SourceArtifact {
  readonly artifact: Artifact;
  readonly originRevision: string | undefined;
}

/** Set by OCI sources: the revision of what an artifact was packed from. */
const originAnnotation = 'org.opencontainers.image.revision';

/**
 * The artifact that a Kustomization is to be built from.
 * @throws StageError `Missing` while the source is not there, `Waiting` while its artifact is not, `Stalled` when
 * the source may not be used
 */
export function resolveSource(
  object: KustomizationObject,
  caches: SourceCaches,
  settings: Settings,
  retryingIn: string,
): SourceArtifact {
  const source = sourceOf(object);
  const id = idOf(source);
  requireSameNamespace(object.metadata, source, settings);
  const served = caches.get(source.kind);
  if (served === undefined) {
    throw new StageError(
      'Missing',
      reasons.artifactFailed,
      `source '${id}' kind '${source.kind}' not supported`,
    );
  }
  const found = served.cache.get(source);
  if (found === undefined) {
    const resource = `${served.kind.plural}.${served.kind.group}`;
    throw new StageError(
      'Missing',
      reasons.artifactFailed,
      `${resource} "${source.name}" not found`,
    );
  }
  const artifact = found.status?.artifact;
  if (artifact === undefined) {
    throw new StageError(
      'Waiting',
      reasons.artifactFailed,
      `Source artifact not found, retrying in ${retryingIn}`,
    );
  }
  requireOwnArtifact(source, artifact, settings);
  return { artifact, originRevision: artifact.metadata?.[originAnnotation] };
}
