import type { ApiResource } from '../discovery/api-resource.ts';
import { isExpired } from '../errors.ts';
import type { GetOptions, ListOptions, PageOptions, WatchOptions } from '../kube-client.ts';
import type { CollectionRef, KubeList, KubeObject, KubeTable, ObjectRef } from '../object.ts';
import { collectionPath, objectPath, withQuery } from './paths.ts';
import { asKind, readList, readObject, readTable } from './read-objects.ts';
import type { Call, Session } from './session.ts';

const asMetadata = 'as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
const asMetadataList = 'as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
const accept = {
  full: 'application/json',
  metadata: `application/json;${asMetadata},application/json`,
  metadataList: `application/json;${asMetadataList},application/json`,
  table: 'application/json;as=Table;g=meta.k8s.io;v=v1,application/json',
};

/** Reads one object. */
export async function getObject(
  session: Session,
  resource: ApiResource,
  ref: ObjectRef,
  options: GetOptions,
  metadataOnly: boolean,
): Promise<KubeObject> {
  const what = `${resource.name} ${ref.name}`;
  const value = await session.json({
    verb: 'get',
    what,
    subject: ref,
    method: 'GET',
    path: withQuery(objectPath(resource, ref), { resourceVersion: options.resourceVersion }),
    headers: { accept: metadataOnly ? accept.metadata : accept.full },
    signal: options.signal,
    timeoutMs: options.timeoutMs,
  });
  return asKind(readObject(value, what), ref, metadataOnly);
}

/** Reads one page of a list. */
export async function listPage(
  session: Session,
  resource: ApiResource,
  collection: CollectionRef,
  options: PageOptions,
  metadataOnly: boolean,
): Promise<KubeList> {
  const path = withQuery(collectionPath(resource, collection), {
    ...listQuery(options),
    limit: options.limit,
    continue: options.continueToken,
  });
  const call = listCall(resource, path, options);
  const headers = { accept: metadataOnly ? accept.metadataList : accept.full };
  return readList(await session.json({ ...call, headers }), collection, metadataOnly);
}

/** Reads all pages of a list. If the token expires on the way, starts once more, without pages. */
export async function listAll(
  session: Session,
  resource: ApiResource,
  collection: CollectionRef,
  options: ListOptions,
  metadataOnly: boolean,
): Promise<KubeList> {
  const limit = session.shared.pageSize;
  const first = await listPage(session, resource, collection, { ...options, limit }, metadataOnly);
  if (first.continueToken === undefined) return first;
  const { resourceVersion: _from, resourceVersionMatch: _match, ...rest } = options;
  const items = first.items;
  let page = first;
  while (page.continueToken !== undefined) {
    const next: PageOptions = { ...rest, limit, continueToken: page.continueToken };
    try {
      page = await listPage(session, resource, collection, next, metadataOnly);
    } catch (error) {
      if (!isExpired(error)) throw error;
      return await listPage(session, resource, collection, options, metadataOnly);
    }
    for (const item of page.items) items.push(item);
  }
  return { ...page, items };
}

/** Has the server print a kind, or one object of it. */
export async function readTableOf(
  session: Session,
  resource: ApiResource,
  target: CollectionRef & { readonly name?: string | undefined },
  options: ListOptions,
): Promise<KubeTable> {
  const { name } = target;
  const path =
    name === undefined
      ? collectionPath(resource, target)
      : objectPath(resource, { ...target, name });
  const query = name === undefined ? listQuery(options) : {};
  const call = listCall(
    resource,
    withQuery(path, { ...query, includeObject: 'Metadata' }),
    options,
  );
  const subject = name === undefined ? {} : { subject: { ...target, name } };
  const value = await session.json({ ...call, ...subject, headers: { accept: accept.table } });
  return readTable(value);
}

/** The request of a watch. */
export function watchCall(
  resource: ApiResource,
  collection: CollectionRef,
  options: WatchOptions,
  resourceVersion: string,
  timeoutSeconds: number,
): Call {
  return {
    verb: 'watch',
    what: resource.name,
    subject: { apiVersion: collection.apiVersion, kind: collection.kind, name: '' },
    method: 'GET',
    path: withQuery(collectionPath(resource, collection), {
      watch: 1,
      allowWatchBookmarks: true,
      resourceVersion,
      timeoutSeconds,
      labelSelector: options.labelSelector,
      fieldSelector: options.fieldSelector,
    }),
    headers: { accept: options.metadataOnly === true ? accept.metadata : accept.full },
    signal: options.signal,
    streaming: true,
  };
}

function listCall(resource: ApiResource, path: string, options: ListOptions): Call {
  return {
    verb: 'list',
    what: resource.name,
    method: 'GET',
    path,
    signal: options.signal,
    timeoutMs: options.timeoutMs,
  };
}

function listQuery(options: ListOptions): Record<string, string | undefined> {
  return {
    labelSelector: options.labelSelector,
    fieldSelector: options.fieldSelector,
    resourceVersion: options.resourceVersion,
    resourceVersionMatch: options.resourceVersionMatch,
  };
}
