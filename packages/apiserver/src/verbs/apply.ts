import { getPath, getString, jsonClone, jsonEqual, type JsonObject } from '@fluxts/base';
import {
  ApplyConflictError,
  KubeError,
  managersOf,
  serverSideApply,
  withoutManagedFields,
} from '@fluxts/kube';
import { ApiError, badRequest } from '../api-error.ts';
import type { ObjectView } from '../objects/stored-object.ts';
import { apiVersionOf } from '../resource.ts';
import { createObject } from '../write/create.ts';
import { ignoredFields, updateObject } from '../write/update.ts';
import {
  timestamp,
  type WriteEnvironment,
  type WriteOptions,
  type WriteTarget,
} from '../write/write-options.ts';

/** One server-side apply. */
export interface ApplyObjectRequest extends WriteTarget {
  readonly subresource: 'status' | undefined;
  /** The applied configuration, pruned of unknown fields. */
  readonly applied: JsonObject;
  readonly force: boolean;
  /** Asked before an object is made that was not there. @throws ApiError `Forbidden` */
  readonly authorizeCreate: () => void;
}

/** What an apply led to. */
export interface Applied {
  readonly view: ObjectView;
  readonly created: boolean;
}

/**
 * Merges a configuration into an object, or makes the object from it.
 * @throws ApiError `Conflict` with a cause for each field that others own, and what writes throw
 */
export async function applyObject(
  environment: WriteEnvironment,
  request: ApplyObjectRequest,
  options: WriteOptions,
): Promise<Applied> {
  checkIdentity(request);
  const { info, namespace, name, subresource } = request;
  for (;;) {
    if (environment.objects.get(info, namespace, name) !== undefined || subresource !== undefined) {
      const view = await updateObject(
        environment,
        {
          ...request,
          change: (live) => ({ next: merge(environment, request, options, live), tracked: true }),
        },
        options,
      );
      return { view, created: false };
    }
    request.authorizeCreate();
    if (getString(request.applied, 'metadata', 'uid') !== undefined) throw uidMismatch(request);
    try {
      const draft = jsonClone(merge(environment, request, options, undefined));
      const view = await createObject(
        environment,
        { info, namespace, draft, tracked: true },
        options,
      );
      return { view, created: true };
    } catch (error) {
      // Somebody made it in the meantime: then it is an update.
      if (!(error instanceof ApiError) || error.code !== 'AlreadyExists') throw error;
    }
  }
}

function merge(
  environment: WriteEnvironment,
  request: ApplyObjectRequest,
  options: WriteOptions,
  live: JsonObject | undefined,
): JsonObject {
  const { info, subresource, applied, force } = request;
  try {
    const { object } = serverSideApply({
      live,
      applied,
      schema: info.schema,
      manager: options.fieldManager,
      force,
      subresource,
      ignored: ignoredFields(info, subresource),
      time: timestamp(environment.now()),
    });
    return live !== undefined && onlyTracks(object, live, options.fieldManager) ? live : object;
  } catch (error) {
    throw error instanceof KubeError ? worded(error) : error;
  }
}

/**
 * Whether an apply would do nothing but begin to record who owns what, and own nothing itself: an object
 * applied with a name alone. To keep such a record is no reason for a write.
 */
function onlyTracks(object: JsonObject, live: JsonObject, manager: string): boolean {
  const tracked = getPath(live, 'metadata', 'managedFields');
  if (Array.isArray(tracked) && tracked.length > 0) return false;
  for (const entry of managersOf(object).values()) {
    if (entry.operation === 'Apply' && entry.manager === manager) return false;
  }
  return jsonEqual(withoutManagedFields(object), withoutManagedFields(live));
}

function worded(error: KubeError): ApiError {
  if (!(error instanceof ApplyConflictError)) return badRequest(error.message);
  return new ApiError('Conflict', error.message, {
    causes: error.conflicts.map(({ field, message }) => ({
      reason: 'FieldManagerConflict',
      field,
      message,
    })),
  });
}

function checkIdentity({ info, namespace, name, applied }: ApplyObjectRequest): void {
  const apiVersion = getString(applied, 'apiVersion') ?? '';
  const kind = getString(applied, 'kind') ?? '';
  if (apiVersion !== apiVersionOf(info) || kind !== info.kind) {
    throw badRequest(
      `the object in the request is ${apiVersion}, Kind=${kind}, and the address is of ${apiVersionOf(info)}, Kind=${info.kind}`,
    );
  }
  const ownName = getString(applied, 'metadata', 'name');
  if (ownName !== undefined && ownName !== name) {
    throw badRequest(
      `the name of the object (${ownName}) does not match the name on the URL (${name})`,
    );
  }
  const ownNamespace = getString(applied, 'metadata', 'namespace');
  if (ownNamespace !== undefined && namespace !== undefined && ownNamespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}

function uidMismatch({ info, name, applied }: ApplyObjectRequest): ApiError {
  const uid = getString(applied, 'metadata', 'uid') ?? '';
  return new ApiError(
    'Conflict',
    `Operation cannot be fulfilled on ${info.plural} "${name}": uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
    { name, kind: info.plural },
  );
}
