import { getOwn, getPath, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { ApiError, badRequest } from '../api-error.ts';
import type { StorageDelete } from '../storage-access.ts';
import { listObjects } from '../verbs/list.ts';
import { readSelection } from '../verbs/selection.ts';
import { deleteObject } from '../write/delete.ts';
import { uidOf, type WriteEnvironment, type WriteOptions } from '../write/write-options.ts';
import type { ApiRequest } from './api-request.ts';
import { asObject, decodeBody, readBody } from './body.ts';
import { jsonReply, type Reply } from './reply.ts';
import { isDryRun, writeOptionsOf } from './write-options-of.ts';

interface DeleteRequest {
  readonly deletion: StorageDelete;
  readonly options: WriteOptions;
}

/** Answers DELETE of one object. */
export async function handleDelete(
  environment: WriteEnvironment,
  request: ApiRequest,
): Promise<Reply> {
  const { info, namespace, address } = request;
  const name = address.name as string;
  const { deletion, options } = await readDelete(request);
  const { view, gone } = await deleteObject(
    environment,
    { info, namespace, name },
    deletion,
    options,
  );
  if (!gone || info.plural === 'pods') {
    return { code: 200, body: request.negotiated.representation.one(view, info) };
  }
  return jsonReply(200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(info.group === '' ? {} : { group: info.group }),
      kind: info.plural,
      uid: uidOf(view.object),
    },
  });
}

/** Answers DELETE of a collection with the objects that it deleted, or began to. */
export async function handleDeleteCollection(
  environment: WriteEnvironment,
  request: ApiRequest,
): Promise<Reply> {
  const { info, namespace, query, negotiated } = request;
  const { deletion, options } = await readDelete(request);
  const selection = readSelection(query, info);
  const { items, metadata } = await listObjects(environment.objects, {
    info,
    namespace,
    selection,
    query,
  });
  const views = [];
  for (const stored of items) {
    const target = {
      info,
      name: getString(stored.object, 'metadata', 'name') ?? '',
      namespace: getString(stored.object, 'metadata', 'namespace'),
    };
    try {
      views.push((await deleteObject(environment, target, deletion, options)).view);
    } catch (error) {
      // What somebody else has deleted in the meantime is what was asked for.
      if (!(error instanceof ApiError) || error.code !== 'NotFound') throw error;
    }
  }
  return { code: 200, body: negotiated.representation.list(views, metadata, info) };
}

/** DeleteOptions come in the body, or as parameters of the address. */
async function readDelete(request: ApiRequest): Promise<DeleteRequest> {
  const { http, query } = request;
  const body = await readBody(http);
  const options = writeOptionsOf(request);
  const given: JsonObject =
    body.length === 0 ? {} : asObject(decodeBody(body, http.headers['content-type']).value);
  const dryRun = getOwn(given, 'dryRun');
  const bodyDryRun = isDryRun(Array.isArray(dryRun) ? dryRun.map(String) : []);
  return {
    deletion: readDeletion(given, query),
    options: { ...options, dryRun: options.dryRun || bodyDryRun },
  };
}

function readDeletion(given: JsonObject, query: URLSearchParams): StorageDelete {
  const preconditions = getOwn(given, 'preconditions');
  const uid = isObject(preconditions) ? getString(preconditions, 'uid') : undefined;
  const resourceVersion = getString(given, 'preconditions', 'resourceVersion');
  const policy = policyOf(given, query);
  const grace = getPath(given, 'gracePeriodSeconds') ?? numberOf(query.get('gracePeriodSeconds'));
  return {
    ...(uid === undefined ? {} : { uid }),
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
    ...(policy === undefined ? {} : { propagationPolicy: policy }),
    ...(typeof grace === 'number' ? { gracePeriodSeconds: grace } : {}),
  };
}

function policyOf(
  given: JsonObject,
  query: URLSearchParams,
): StorageDelete['propagationPolicy'] | undefined {
  const policy: Json | undefined =
    getOwn(given, 'propagationPolicy') ?? query.get('propagationPolicy') ?? undefined;
  if (getOwn(given, 'orphanDependents') === true) return 'Orphan';
  if (policy === undefined || policy === null) return undefined;
  if (policy === 'Background' || policy === 'Foreground' || policy === 'Orphan') return policy;
  throw badRequest(
    `propagationPolicy: Unsupported value: ${JSON.stringify(policy)}: supported values: "Background", "Foreground", "Orphan", "nil"`,
  );
}

function numberOf(text: string | null): number | undefined {
  return text === null || text === '' ? undefined : Number(text);
}
