import { getPath, isObject, type Json, type JsonObject } from '@fluxts/base';
import { stringifyJson } from '@fluxts/yaml';
import type { ApiResource } from '../discovery/api-resource.ts';
import type {
  ApplyOptions,
  DeleteOptions,
  PatchOptions,
  PatchType,
  WriteOptions,
} from '../kube-client.ts';
import { type KubeObject, type ObjectRef, refOf } from '../object.ts';
import { collectionPath, objectPath, type Query, requireNamespace, withQuery } from './paths.ts';
import { readObject } from './read-objects.ts';
import type { Call, Session } from './session.ts';

const contentTypes: Readonly<Record<PatchType | 'apply', string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** Creates an object. */
export async function createObject(
  session: Session,
  resource: ApiResource,
  object: KubeObject,
  options: WriteOptions,
): Promise<KubeObject> {
  const ref = refOf(object);
  requireNamespace(resource, ref);
  const path = collectionPath(resource, ref);
  return await write(session, resource, ref, options, 'create', {
    method: 'POST',
    path,
    query: {},
    contentType: 'application/json',
    body: object,
    repeatable: false,
  });
}

/** Replaces an object or a subresource of it. */
export async function updateObject(
  session: Session,
  resource: ApiResource,
  object: KubeObject,
  options: WriteOptions,
  subresource?: string,
): Promise<KubeObject> {
  const ref = refOf(object);
  return await write(session, resource, ref, options, 'update', {
    method: 'PUT',
    path: objectPath(resource, ref, subresource),
    query: {},
    contentType: 'application/json',
    body: object,
    repeatable: false,
  });
}

/** Patches an object or a subresource of it. */
export async function patchObject(
  session: Session,
  resource: ApiResource,
  ref: ObjectRef,
  patch: Json,
  options: PatchOptions,
): Promise<KubeObject> {
  return await write(session, resource, ref, options, 'patch', {
    method: 'PATCH',
    path: objectPath(resource, ref, options.subresource),
    query: {},
    contentType: contentTypes[options.type],
    body: patch,
    // With a version in it, a second attempt would meet the first one's result as a conflict.
    repeatable:
      options.type !== 'json' && getPath(patch, 'metadata', 'resourceVersion') === undefined,
  });
}

/** Server-side apply. */
export async function applyObject(
  session: Session,
  resource: ApiResource,
  object: KubeObject,
  options: ApplyOptions,
): Promise<KubeObject> {
  const ref = refOf(object);
  return await write(session, resource, ref, options, 'apply', {
    method: 'PATCH',
    path: objectPath(resource, ref, options.subresource),
    query: { force: options.force },
    contentType: contentTypes.apply,
    body: object,
    repeatable: true,
  });
}

/** Deletes an object. */
export async function deleteObject(
  session: Session,
  resource: ApiResource,
  ref: ObjectRef,
  options: DeleteOptions,
): Promise<KubeObject | undefined> {
  const body: JsonObject = { apiVersion: 'v1', kind: 'DeleteOptions' };
  if (options.propagationPolicy !== undefined)
    body['propagationPolicy'] = options.propagationPolicy;
  if (options.gracePeriodSeconds !== undefined) {
    body['gracePeriodSeconds'] = options.gracePeriodSeconds;
  }
  const { uid, resourceVersion } = options.preconditions ?? {};
  const preconditions: JsonObject = {};
  if (uid !== undefined) preconditions['uid'] = uid;
  if (resourceVersion !== undefined) preconditions['resourceVersion'] = resourceVersion;
  if (Object.keys(preconditions).length > 0) body['preconditions'] = preconditions;
  if (options.dryRun === true) body['dryRun'] = ['All'];
  const value = await session.json({
    verb: 'delete',
    what: `${resource.name} ${ref.name}`,
    subject: ref,
    method: 'DELETE',
    path: objectPath(resource, ref),
    headers: { 'content-type': 'application/json' },
    body: stringifyJson(body),
    signal: options.signal,
    timeoutMs: options.timeoutMs,
  });
  return isObject(value) && value['kind'] !== 'Status' ? (value as KubeObject) : undefined;
}

interface Write {
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  readonly contentType: string;
  readonly body: Json;
  readonly repeatable: boolean;
}

async function write(
  session: Session,
  resource: ApiResource,
  ref: ObjectRef,
  options: WriteOptions,
  verb: string,
  request: Write,
): Promise<KubeObject> {
  const what = `${resource.name} ${ref.name}`;
  const call: Call = {
    verb,
    what,
    subject: ref,
    method: request.method,
    path: withQuery(request.path, {
      ...request.query,
      fieldManager: options.fieldManager,
      dryRun: options.dryRun === true ? 'All' : undefined,
      fieldValidation: options.fieldValidation,
    }),
    headers: { 'content-type': request.contentType },
    body: stringifyJson(request.body),
    signal: options.signal,
    timeoutMs: options.timeoutMs,
    repeatable: request.repeatable,
  };
  return readObject(await session.json(call), what);
}
