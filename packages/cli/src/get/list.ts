import type { CollectionRef, KubeClient, KubeObject } from '@fluxts/kube-client';
import { noneFoundError, notFoundError } from '../cluster/locate.ts';
import { CommandError } from '../error.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';
import type { Query } from './query.ts';

/** The objects a query chose, and the version to watch from. */
export interface Selection {
  readonly objects: readonly KubeObject[];
  readonly resourceVersion: string;
}

/** Lists the objects of a kind that a query is about, by namespace and name. */
export async function listObjects(
  client: KubeClient,
  kind: CliKind,
  query: Query,
  signal: AbortSignal,
): Promise<Selection> {
  const list = await client.list(collectionOf(kind, query), { ...selectorsOf(query), signal });
  const chosen = query.status === undefined ? list.items : list.items.filter(query.status);
  return {
    objects: chosen.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)),
    resourceVersion: list.resourceVersion,
  };
}

/** The changes of the objects that a query is about, for as long as somebody looks. */
export async function* watchObjects(
  client: KubeClient,
  kind: CliKind,
  query: Query,
  from: string,
  signal: AbortSignal,
): AsyncGenerator<KubeObject> {
  for await (const event of client.watch(collectionOf(kind, query), {
    ...selectorsOf(query),
    resourceVersion: from,
    signal,
  })) {
    if (event.type !== 'ADDED' && event.type !== 'MODIFIED') continue;
    if (query.status === undefined || query.status(event.object)) yield event.object;
  }
}

/** The error for a query that chose nothing. Says where there is something, if the namespace was wrong. */
export async function emptyError(
  client: KubeClient,
  kind: CliKind,
  query: Query,
): Promise<CommandError> {
  const { namespace, name } = query;
  if (namespace === undefined) {
    return new CommandError('NotFound', `no ${kind.api.kind} objects found in any namespace`);
  }
  if (query.status !== undefined || query.labelSelector !== '') {
    return new CommandError(
      'NotFound',
      `no ${kind.api.kind} objects found in "${namespace}" namespace that match`,
    );
  }
  return name === undefined
    ? await noneFoundError(client, kindRef(kind), namespace)
    : await notFoundError(client, kindRef(kind), name, namespace);
}

function collectionOf(kind: CliKind, query: Query): CollectionRef {
  return {
    ...kindRef(kind),
    ...(query.namespace === undefined ? {} : { namespace: query.namespace }),
  };
}

function selectorsOf(query: Query): { labelSelector?: string; fieldSelector?: string } {
  return {
    ...(query.labelSelector === '' ? {} : { labelSelector: query.labelSelector }),
    ...(query.name === undefined ? {} : { fieldSelector: `metadata.name=${query.name}` }),
  };
}

function sortKey(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
}
