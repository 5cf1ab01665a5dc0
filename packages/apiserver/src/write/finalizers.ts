import { getPath, type JsonObject } from '@fluxts/base';

/** The finalizer that keeps an owner until its blocking dependents are gone. */
export const foregroundDeletion = 'foregroundDeletion';
/** The finalizer that keeps an owner until its dependents no longer name it. */
export const orphanDependents = 'orphan';

/** Whether an object's deletion has begun. */
export function isDeleting(object: JsonObject): boolean {
  return typeof getPath(object, 'metadata', 'deletionTimestamp') === 'string';
}

/** Everything that keeps an object whose deletion has begun: finalizers, and those of a Namespace's spec. */
export function finalizersOf(object: JsonObject): readonly string[] {
  const own = strings(getPath(object, 'metadata', 'finalizers'));
  const isNamespace = object['kind'] === 'Namespace' && object['apiVersion'] === 'v1';
  return isNamespace ? [...own, ...strings(getPath(object, 'spec', 'finalizers'))] : own;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
