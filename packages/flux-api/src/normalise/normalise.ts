import { getString, isObject, type JsonObject } from '@fluxts/base';
import {
  type FluxKind,
  fluxKindOf,
  gitRepositoryKind,
  kustomizationKind,
  storageApiVersion,
} from '../kinds.ts';
import type { GitRepositoryObject } from '../types/git-repository.ts';
import type { KustomizationObject } from '../types/kustomization.ts';
import { Draft } from './draft.ts';
import { upgradeGitRepository } from './git-repository.ts';
import { upgradeKustomization } from './kustomization.ts';
import { NormaliseError, type Normalised } from './notice.ts';

/**
 * Brings a Flux object of any served version into the form of the stored one: fields that are gone are
 * turned into those that replaced them, or dropped with a notice. Revisions and digests in status come
 * out in today's form, so that an old status does not look like a change. An object that is in form
 * already is returned as it is; the given object is never changed.
 * @throws NormaliseError `UnknownKind` for what is no Flux object, `MissingSpec` for one without a spec
 */
export function normalise(object: JsonObject): Normalised {
  const kind = fluxKindOf(object);
  if (kind === undefined) {
    const name = `${getString(object, 'apiVersion') ?? ''} ${getString(object, 'kind') ?? ''}`;
    throw new NormaliseError('UnknownKind', `'${name}' is not a kind of Flux that is served here`, {
      retry: 'never',
    });
  }
  return upgrade(object, kind);
}

/** {@link normalise} for a GitRepository. @throws NormaliseError */
export function normaliseGitRepository(object: JsonObject): Normalised<GitRepositoryObject> {
  return upgrade(object, gitRepositoryKind) as Normalised<GitRepositoryObject>;
}

/** {@link normalise} for a Kustomization. @throws NormaliseError */
export function normaliseKustomization(object: JsonObject): Normalised<KustomizationObject> {
  return upgrade(object, kustomizationKind) as Normalised<KustomizationObject>;
}

const upgrades: ReadonlyMap<FluxKind, (draft: Draft) => void> = new Map([
  [gitRepositoryKind, upgradeGitRepository],
  [kustomizationKind, upgradeKustomization],
]);

function upgrade(object: JsonObject, kind: FluxKind): Normalised {
  if (fluxKindOf(object) !== kind) {
    throw new NormaliseError('UnknownKind', `the object is not a ${kind.kind} of ${kind.group}`, {
      retry: 'never',
    });
  }
  if (!isObject(object['spec'])) {
    const name = getString(object, 'metadata', 'name') ?? '';
    throw new NormaliseError('MissingSpec', `${kind.kind} '${name}' has no spec`, {
      retry: 'on-change',
    });
  }
  const draft = new Draft(object);
  const apiVersion = storageApiVersion(kind);
  if (object['apiVersion'] !== apiVersion) draft.write(['apiVersion'], apiVersion);
  upgrades.get(kind)?.(draft);
  return { object: draft.object, notices: draft.notices };
}
