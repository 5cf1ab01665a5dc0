import { getOwn, getPath, jsonClone, jsonEqual, type JsonObject } from '@fluxts/base';
import { badRequest, conflict, forbidden, notFound } from '../api-error.ts';
import { encodeObject, type ObjectView, type StoredObject } from '../objects/stored-object.ts';
import type { StorageDelete } from '../storage-access.ts';
import { toStorage } from './create.ts';
import { finalizersOf, foregroundDeletion, isDeleting, orphanDependents } from './finalizers.ts';
import {
  contextOf,
  metadataOf,
  timestamp,
  type WriteEnvironment,
  type WriteOptions,
  type WriteTarget,
  uidOf,
} from './write-options.ts';

/** What a deletion led to. */
export interface Deletion {
  /** The object as it is now, or was last. */
  readonly view: ObjectView;
  /** False when it waits for its finalizers or its grace period. */
  readonly gone: boolean;
}

const attempts = 16;
const undeletable = new Set(['default', 'kube-node-lease', 'kube-public', 'kube-system']);

/**
 * Deletes an object, or begins its deletion where finalizers, dependents or a grace period keep it.
 * @throws ApiError `NotFound`, `Conflict` on preconditions, `Forbidden`
 */
export async function deleteObject(
  environment: WriteEnvironment,
  target: WriteTarget,
  request: StorageDelete,
  options: WriteOptions,
): Promise<Deletion> {
  const { info, namespace, name } = target;
  if (info.group === '' && info.plural === 'namespaces' && undeletable.has(name)) {
    throw forbidden(info, name, 'this namespace may not be deleted');
  }
  for (let attempt = 1; ; attempt++) {
    const stored = environment.objects.get(info, namespace, name);
    if (stored === undefined) throw notFound(info, name);
    checkPreconditions(target, stored, request);
    const deletion = await attemptDelete(environment, target, stored, request, options);
    if (deletion !== undefined) return deletion;
    if (attempt === attempts) {
      throw conflict(info, name, 'the object was modified again and again while it was deleted');
    }
  }
}

function checkPreconditions(
  target: WriteTarget,
  stored: StoredObject,
  request: StorageDelete,
): void {
  const uid = uidOf(stored.object);
  if (request.uid !== undefined && request.uid !== uid) {
    throw conflict(
      target.info,
      target.name,
      `Precondition failed: UID in precondition: ${request.uid}, UID in object meta: ${uid}`,
    );
  }
  const { resourceVersion } = request;
  if (resourceVersion !== undefined && resourceVersion !== String(stored.revision)) {
    throw conflict(
      target.info,
      target.name,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${stored.revision}`,
    );
  }
}

async function attemptDelete(
  environment: WriteEnvironment,
  target: WriteTarget,
  stored: StoredObject,
  request: StorageDelete,
  options: WriteOptions,
): Promise<Deletion | undefined> {
  const { info } = target;
  const live = stored.view(info);
  const draft = jsonClone(live.object);
  const context = contextOf(environment, options, 'update', undefined);
  info.behaviour.beginDelete?.(draft, context);
  setPropagation(draft, request);
  const grace = graceOf(target, draft, request);
  if (grace > 0 || finalizersOf(draft).length > 0) {
    return beginDeletion(environment, target, stored, draft, grace, options);
  }
  if (options.dryRun) return { view: live, gone: true };
  const revision = await environment.objects.remove(stored.key, stored.revision);
  return revision === undefined ? undefined : { view: live, gone: true };
}

async function beginDeletion(
  environment: WriteEnvironment,
  target: WriteTarget,
  stored: StoredObject,
  draft: JsonObject,
  grace: number,
  options: WriteOptions,
): Promise<Deletion | undefined> {
  const live = stored.view(target.info);
  const metadata = metadataOf(draft);
  const present = getOwn(metadata, 'deletionGracePeriodSeconds');
  if (isDeleting(draft)) {
    // A deletion under way can be hurried, never slowed down.
    if (typeof present === 'number' && grace < present) setDeadline(metadata, grace, environment);
  } else {
    setDeadline(metadata, grace, environment);
    const generation = getOwn(metadata, 'generation');
    if (typeof generation === 'number') metadata['generation'] = generation + 1;
  }
  if (jsonEqual(draft, live.object)) return { view: live, gone: false };
  if (options.dryRun) return { view: { object: draft, bytes: encodeObject(draft) }, gone: false };
  const next = toStorage(environment, target.info, draft);
  const written = await environment.objects.put(stored.key, stored.revision, next);
  return written === undefined ? undefined : { view: written.view(target.info), gone: false };
}

function setDeadline(metadata: JsonObject, grace: number, environment: WriteEnvironment): void {
  const at = new Date(environment.now().getTime() + grace * 1000);
  metadata['deletionTimestamp'] = timestamp(at);
  metadata['deletionGracePeriodSeconds'] = grace;
}

/** What becomes of the dependents is recorded as a finalizer that the garbage collector takes off. */
function setPropagation(draft: JsonObject, request: StorageDelete): void {
  const policy = request.propagationPolicy;
  if (policy === undefined) return;
  const metadata = metadataOf(draft);
  const present = getOwn(metadata, 'finalizers');
  const others = (Array.isArray(present) ? present : []).filter(
    (finalizer) => finalizer !== foregroundDeletion && finalizer !== orphanDependents,
  );
  const finalizers =
    policy === 'Background'
      ? others
      : [...others, policy === 'Foreground' ? foregroundDeletion : orphanDependents];
  if (finalizers.length === 0) delete metadata['finalizers'];
  else metadata['finalizers'] = finalizers;
}

/** Seconds that an object is left to end by itself. Only Pods that run on a node have any. */
function graceOf(target: WriteTarget, object: JsonObject, request: StorageDelete): number {
  const asked = request.gracePeriodSeconds;
  if (asked !== undefined && (!Number.isInteger(asked) || asked < 0)) {
    throw badRequest('gracePeriodSeconds must be a whole number of seconds, and not negative');
  }
  const { info } = target;
  if (info.group !== '' || info.plural !== 'pods') return 0;
  const phase = getPath(object, 'status', 'phase');
  const scheduled = getPath(object, 'spec', 'nodeName');
  if (typeof scheduled !== 'string' || phase === 'Succeeded' || phase === 'Failed') return 0;
  const own = getPath(object, 'spec', 'terminationGracePeriodSeconds');
  return asked ?? (typeof own === 'number' ? own : 30);
}
