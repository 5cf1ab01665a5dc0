import type { AppliedEntry, HealthTarget } from '@fluxts/apply';
import { getPath } from '@fluxts/base';
import { groups, type KustomizationObject } from '@fluxts/flux-api';
import { sameObject } from '@fluxts/kube';
import { groupOf, type ObjectRef } from '@fluxts/kube-client';

/**
 * What is to be healthy before a Kustomization is ready: with `wait` all that was applied, but for what
 * was skipped on purpose; else the objects of `healthChecks`. A Kustomization never waits for itself.
 */
export function healthTargets(
  object: KustomizationObject,
  applied: readonly AppliedEntry[],
): HealthTarget[] {
  return refsToCheck(object, applied)
    .filter((ref) => !isSelf(object, ref))
    .map((ref) => ({ ref, mayVanish: mayVanish(ref, applied) }));
}

function refsToCheck({ spec }: KustomizationObject, applied: readonly AppliedEntry[]): ObjectRef[] {
  if (spec.wait === true) {
    return applied.filter(({ action }) => action !== 'skipped').map(({ ref }) => ref);
  }
  return (spec.healthChecks ?? []).map(({ apiVersion, kind, name, namespace }) => ({
    // Manifests of v1beta1 leave it out.
    apiVersion: apiVersion ?? 'apps/v1',
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  }));
}

function isSelf({ metadata }: KustomizationObject, ref: ObjectRef): boolean {
  return (
    ref.kind === 'Kustomization' &&
    groupOf(ref.apiVersion) === groups.kustomize &&
    ref.name === metadata.name &&
    ref.namespace === metadata.namespace
  );
}

/** A Job that is deleted some time after it is done: gone, it has done its work. */
function mayVanish(ref: ObjectRef, applied: readonly AppliedEntry[]): boolean {
  if (ref.kind !== 'Job' || groupOf(ref.apiVersion) !== 'batch') return false;
  const found = applied.find((one) => sameObject(keyOf(one.ref), keyOf(ref)));
  return getPath(found?.manifest, 'spec', 'ttlSecondsAfterFinished') !== undefined;
}

function keyOf({
  apiVersion,
  kind,
  namespace = '',
  name,
}: ObjectRef): Parameters<typeof sameObject>[0] {
  return { group: groupOf(apiVersion), kind, namespace, name };
}
