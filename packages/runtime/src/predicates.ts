import { getString, isObject, jsonEqual, type Json } from '@fluxts/base';
import type { CacheChange, CachedObject } from './cache/watch-cache.ts';

/** Decides whether a change matters. */
export type Predicate<T extends CachedObject = CachedObject> = (change: CacheChange<T>) => boolean;

/** The spec changed, or the object came, went, or is being deleted. Status writes do not matter. */
export const generationChanged: Predicate = ({ type, object, old }) =>
  type !== 'updated' ||
  object.metadata.generation !== old.metadata.generation ||
  object.metadata.deletionTimestamp !== old.metadata.deletionTimestamp;

/** The value of an annotation changed to another, non-empty one. */
export function annotationChanged(annotation: string): Predicate {
  return ({ type, object, old }) => {
    if (type !== 'updated') return false;
    const value = getString(object.metadata.annotations, annotation) ?? '';
    return value !== '' && value !== getString(old.metadata.annotations, annotation);
  };
}

/** Labels or annotations changed in any way. */
export const metadataChanged: Predicate = ({ type, object, old }) =>
  type === 'updated' &&
  !(
    jsonEqual(object.metadata.labels ?? {}, old.metadata.labels ?? {}) &&
    jsonEqual(object.metadata.annotations ?? {}, old.metadata.annotations ?? {})
  );

/**
 * `status.artifact.revision` (or `digest`, where the revision stayed) changed; neither creation, deletion
 * nor readiness alone count. The first artifact of an object that is there already does.
 */
export const artifactRevisionChanged: Predicate = ({ type, object, old }) => {
  if (type !== 'updated') return false;
  const artifact = artifactOf(object);
  const before = artifactOf(old);
  if (!isObject(artifact)) return false;
  return (
    getString(artifact, 'revision') !== getString(before, 'revision') ||
    getString(artifact, 'digest') !== getString(before, 'digest')
  );
};

/** Condition `type` became `True`, or `status.observedGeneration` moved while it is. */
export function conditionBecameTrue(condition: string): Predicate {
  return ({ type, object, old }) =>
    type === 'updated' &&
    isTrue(object, condition) &&
    (!isTrue(old, condition) || !jsonEqual(observedGeneration(object), observedGeneration(old)));
}

/** True when any of them is. */
export function anyOf<T extends CachedObject>(
  ...predicates: readonly Predicate<T>[]
): Predicate<T> {
  return (change) => predicates.some((predicate) => predicate(change));
}

/** True when all of them are. */
export function allOf<T extends CachedObject>(
  ...predicates: readonly Predicate<T>[]
): Predicate<T> {
  return (change) => predicates.every((predicate) => predicate(change));
}

/** The opposite. */
export function not<T extends CachedObject>(predicate: Predicate<T>): Predicate<T> {
  return (change) => !predicate(change);
}

function artifactOf(object: CachedObject): Json | undefined {
  const status = object['status'];
  return isObject(status) ? status['artifact'] : undefined;
}

function observedGeneration(object: CachedObject): Json | undefined {
  const status = object['status'];
  return isObject(status) ? status['observedGeneration'] : undefined;
}

function isTrue(object: CachedObject, condition: string): boolean {
  const status = object['status'];
  const conditions = isObject(status) ? status['conditions'] : undefined;
  if (!Array.isArray(conditions)) return false;
  return conditions.some(
    (item) => getString(item, 'type') === condition && getString(item, 'status') === 'True',
  );
}
