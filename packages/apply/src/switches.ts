import { getOwn, getPath, isObject, type JsonObject } from '@fluxts/base';
import { kustomizeKeys } from '@fluxts/flux-api';

/**
 * The switches that an object carries as annotations or labels under `kustomize.toolkit.fluxcd.io/`.
 * Values count in any case.
 */
export interface Switches {
  /** `reconcile: disabled` or `ssa: Ignore`: neither applied nor deleted. */
  readonly leftAlone: boolean;
  /** `ssa: IfNotPresent`: created, and never changed. */
  readonly onlyCreated: boolean;
  /** `ssa: Merge`: what others added with kubectl stays. */
  readonly merged: boolean;
  /** `force: enabled`: made anew when an immutable field changes. */
  readonly forced: boolean;
  /** `prune: disabled`: not deleted. */
  readonly kept: boolean;
}

/** Reads the switches of an object. */
export function switchesOf(object: JsonObject): Switches {
  const is = (key: string, value: string): boolean => hasValue(object, key, value);
  return {
    leftAlone: is(kustomizeKeys.reconcile, 'disabled') || is(kustomizeKeys.ssa, 'ignore'),
    onlyCreated: is(kustomizeKeys.ssa, 'ifnotpresent'),
    merged: is(kustomizeKeys.ssa, 'merge'),
    forced: is(kustomizeKeys.force, 'enabled'),
    kept: is(kustomizeKeys.prune, 'disabled'),
  };
}

function hasValue(object: JsonObject, key: string, value: string): boolean {
  return ['labels', 'annotations'].some((field) => {
    const map = getPath(object, 'metadata', field);
    const found = isObject(map) ? getOwn(map, key) : undefined;
    return typeof found === 'string' && found.toLowerCase() === value;
  });
}
