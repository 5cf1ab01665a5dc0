import { KubeClientError } from '../errors.ts';
import type { ApiResource } from '../discovery/api-resource.ts';
import type { CollectionRef, ObjectRef } from '../object.ts';

/** Values of a query; `undefined` ones are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Path of all objects of a kind, in a namespace or in all. @throws KubeClientError `RequestInvalid` */
export function collectionPath(resource: ApiResource, collection: CollectionRef): string {
  const slash = resource.apiVersion.indexOf('/');
  const group =
    slash < 0
      ? `/api/${segment(resource.apiVersion, 'version')}`
      : `/apis/${segment(resource.apiVersion.slice(0, slash), 'group')}/${segment(resource.apiVersion.slice(slash + 1), 'version')}`;
  const namespace = collection.namespace ?? '';
  const inNamespace =
    resource.namespaced && namespace !== '' ? `/namespaces/${segment(namespace, 'namespace')}` : '';
  return `${group}${inNamespace}/${segment(resource.name, 'resource')}`;
}

/** Path of one object. @throws KubeClientError `RequestInvalid` if it is namespaced and names no namespace */
export function objectPath(resource: ApiResource, ref: ObjectRef, subresource?: string): string {
  requireNamespace(resource, ref);
  const tail = subresource === undefined ? '' : `/${segment(subresource, 'subresource')}`;
  return `${collectionPath(resource, ref)}/${segment(ref.name, 'name')}${tail}`;
}

/** @throws KubeClientError `RequestInvalid` if the kind is namespaced and no namespace is given */
export function requireNamespace(
  resource: ApiResource,
  ref: { readonly namespace?: string | undefined; readonly name?: string | undefined },
): void {
  if (resource.namespaced && (ref.namespace === undefined || ref.namespace === '')) {
    throw new KubeClientError(
      'RequestInvalid',
      `${resource.kind} '${ref.name ?? ''}' needs a namespace`,
      { retry: 'on-change' },
    );
  }
}

/** Appends a query. */
export function withQuery(path: string, query: Query): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    parts.push(`${encodeURIComponent(key)}=${encoded(String(value), key)}`);
  }
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

/**
 * One segment of a path. Names come from users: an empty one would address the whole collection, and `..`
 * another object.
 */
function segment(text: string, what: string): string {
  if (text === '' || text === '.' || text === '..' || /[/%]/.test(text)) {
    throw new KubeClientError('RequestInvalid', `'${text}' cannot be a ${what}`, {
      retry: 'on-change',
    });
  }
  return encoded(text, what);
}

/** Percent-encodes a text. @throws KubeClientError `RequestInvalid` for half a character */
function encoded(text: string, what: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new KubeClientError('RequestInvalid', `a ${what} of the request is not valid Unicode`, {
      retry: 'on-change',
    });
  }
  return encodeURIComponent(text);
}
