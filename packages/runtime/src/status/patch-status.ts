import type { CallOptions, KubeClient, KubeObject } from '@fluxts/kube-client';

/**
 * Writes what differs between two states of an object's status, by a merge patch on the status
 * subresource; equal states cost no request. When somebody else wrote meanwhile, only what we changed is put
 * on top of theirs: conditions are merged by type, other fields by key.
 * @param before the object as it was read; @param after the same object with the new status
 * @returns the object as stored; `undefined` if it was deleted, or replaced by another of its name
 */
export declare function patchStatus<T extends KubeObject>(
  client: KubeClient,
  before: T,
  after: T,
  options: CallOptions & { readonly fieldManager: string },
): Promise<T | undefined>;
