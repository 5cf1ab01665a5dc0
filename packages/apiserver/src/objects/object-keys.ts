import type { GroupResource } from '../resource.ts';

/** Where an object is stored. Objects of one resource, and of one namespace within it, lie side by side. */
export function objectKey(
  resource: GroupResource,
  namespace: string | undefined,
  name: string,
): string {
  return `${namespacePrefix(resource, namespace ?? '')}${name}`;
}

/** The prefix of all objects of a resource. */
function resourcePrefix(resource: GroupResource): string {
  return `/${resource.group}/${resource.plural}/`;
}

/** The prefix of the objects of a resource in one namespace; `''` stands for cluster-wide ones. */
function namespacePrefix(resource: GroupResource, namespace: string): string {
  return `${resourcePrefix(resource)}${namespace}/`;
}

/** The prefix that a list or watch reads: one namespace, or all of them. */
export function collectionPrefix(resource: GroupResource, namespace: string | undefined): string {
  return namespace === undefined ? resourcePrefix(resource) : namespacePrefix(resource, namespace);
}

/** The resource that a key belongs to. */
export function resourceOfKey(key: string): GroupResource {
  const afterGroup = key.indexOf('/', 1);
  const afterPlural = key.indexOf('/', afterGroup + 1);
  return { group: key.slice(1, afterGroup), plural: key.slice(afterGroup + 1, afterPlural) };
}
