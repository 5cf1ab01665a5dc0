import type { CacheChange, CachedObject } from './cache/watch-cache.ts';

/** Decides whether a change matters. */
export type Predicate<T extends CachedObject = CachedObject> = (change: CacheChange<T>) => boolean;

/** The spec changed, or the object came or is being deleted. Status writes do not matter. */
export declare const generationChanged: Predicate;
/** The value of an annotation changed to another, non-empty one. */
export declare function annotationChanged(annotation: string): Predicate;
/** Labels or annotations changed in any way. */
export declare const metadataChanged: Predicate;
/** `status.artifact.revision` (or, where absent, `digest`) changed; neither creation, deletion nor readiness alone count. */
export declare const artifactRevisionChanged: Predicate;
/** The status of condition `type` became `True`, or `observedGeneration` moved while it is. */
export declare function conditionBecameTrue(type: string): Predicate;
/** True when any of them is. */
export declare function anyOf<T extends CachedObject>(
  ...predicates: readonly Predicate<T>[]
): Predicate<T>;
/** True when all of them are. */
export declare function allOf<T extends CachedObject>(
  ...predicates: readonly Predicate<T>[]
): Predicate<T>;
/** The opposite. */
export declare function not<T extends CachedObject>(predicate: Predicate<T>): Predicate<T>;
