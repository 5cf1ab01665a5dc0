import { getPath } from '@fluxts/base';
import { groups, type KustomizationObject } from '@fluxts/flux-api';
import { groupOf, type ObjectRef } from '@fluxts/kube-client';
import type { AppliedSet } from './applier.ts';

/** What is to be healthy before a Kustomization is ready. */
export interface HealthTargets {
  readonly refs: readonly ObjectRef[];
  /** Jobs that are deleted some time after they are done: one that is gone has done its work. */
  readonly passing: ReadonlySet<ObjectRef>;
}

/**
 * The objects whose health counts: with `wait` all that were applied, but for those that were skipped on
 * purpose; else those of `healthChecks`. A Kustomization never waits for itself.
 */
export function healthTargets(object: KustomizationObject, applied: AppliedSet): HealthTargets {
  const { wait, healthChecks } = object.spec;
  const candidates: ObjectRef[] =
    wait === true
      ? applied.objects.filter(({ action }) => action !== 'skipped').map(({ ref }) => ref)
      : (healthChecks ?? []).map(({ apiVersion, kind, name, namespace }) => ({
          // Manifests of v1beta1 leave it out.
          apiVersion: apiVersion ?? 'apps/v1',
          kind,
          name,
          ...(namespace === undefined ? {} : { namespace }),
        }));
  const refs = candidates.filter((ref) => !isSelf(object, ref));
  return { refs, passing: new Set(refs.filter((ref) => isPassing(ref, applied))) };
}

function isSelf({ metadata }: KustomizationObject, ref: ObjectRef): boolean {
  return (
    ref.kind === 'Kustomization' &&
    groupOf(ref.apiVersion) === groups.kustomize &&
    ref.name === metadata.name &&
    ref.namespace === metadata.namespace
  );
}

function isPassing(ref: ObjectRef, applied: AppliedSet): boolean {
  if (ref.kind !== 'Job' || groupOf(ref.apiVersion) !== 'batch') return false;
  const found = applied.objects.find(
    (one) =>
      one.ref.kind === 'Job' && one.ref.name === ref.name && one.ref.namespace === ref.namespace,
  );
  return (
    found !== undefined && getPath(found.manifest, 'spec', 'ttlSecondsAfterFinished') !== undefined
  );
}
