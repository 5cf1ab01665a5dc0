import { getString, jsonClone, type JsonObject } from '@fluxts/base';
import { FieldSet, trackUpdate } from '@fluxts/kube';
import { conflict, invalid, notFound } from '../api-error.ts';
import { encodeObject, type ObjectView, type StoredObject } from '../objects/stored-object.ts';
import type { ResourceInfo } from '../resource.ts';
import { toStorage } from './create.ts';
import { validateMetadata } from './metadata-validation.ts';
import { finalizersOf, isDeleting } from './finalizers.ts';
import {
  countGeneration,
  keepOtherPart,
  keepSystemMetadata,
  sameButTimes,
} from './system-metadata.ts';
import {
  contextOf,
  timestamp,
  type WriteEnvironment,
  type WriteOptions,
  type WriteTarget,
} from './write-options.ts';

/** What a change makes of the live object. */
export interface Change {
  /** The object as it shall be; it may share parts with the live one, which is frozen. */
  readonly next: JsonObject;
  /** Whether ownership was recorded already, by an apply. */
  readonly tracked: boolean;
}

/** One change of an object that exists. */
export interface UpdateRequest extends WriteTarget {
  readonly subresource: 'scale' | 'status' | undefined;
  /**
   * Computes the change from the object as it is, in the request's version. Called again when another
   * write came in between, unless what it returns names a resourceVersion.
   */
  readonly change: (live: JsonObject) => Change;
}

/** How often a change that names no resourceVersion is tried again when it lost a race. */
const attempts = 16;

/** What changes when somebody else got in first. */
const modified =
  'the object has been modified; please apply your changes to the latest version and try again';

/**
 * Changes an object that exists, against the revision that the change was computed from. A change that
 * changes nothing writes nothing. Removes the object when it was only waiting for its finalizers.
 * @throws ApiError `NotFound`, `Conflict`, `Invalid`, and what the change throws
 */
export async function updateObject(
  environment: WriteEnvironment,
  request: UpdateRequest,
  options: WriteOptions,
): Promise<ObjectView> {
  const { info, namespace, name } = request;
  for (let attempt = 1; ; attempt++) {
    const stored = environment.objects.get(info, namespace, name);
    if (stored === undefined) throw notFound(info, name);
    const live = stored.view(info);
    const { next, tracked } = request.change(live.object);
    if (next === live.object) return live;
    const wanted = getString(next, 'metadata', 'resourceVersion') ?? '';
    if (wanted !== '' && wanted !== String(stored.revision)) {
      throw conflict(info, name, modified);
    }
    const settled = settle(environment, request, live.object, { next, tracked }, options);
    if (sameButTimes(settled, live.object)) return live;
    judge(environment, request, live.object, settled, options);
    if (options.dryRun) return { object: settled, bytes: encodeObject(settled) };
    const view = await write(environment, info, stored, settled);
    if (view !== undefined) return view;
    if (attempt === attempts) throw conflict(info, name, modified);
  }
}

/** Everything that the server does to a change before it judges it. */
function settle(
  environment: WriteEnvironment,
  request: UpdateRequest,
  live: JsonObject,
  change: Change,
  options: WriteOptions,
): JsonObject {
  const { info, subresource } = request;
  const draft = jsonClone(change.next);
  draft['apiVersion'] = live['apiVersion'] as string;
  draft['kind'] = info.kind;
  keepSystemMetadata(draft, live, request);
  keepOtherPart(draft, live, info, subresource === 'status' ? 'status' : undefined);
  info.behaviour.applyDefaults(draft);
  const context = contextOf(environment, options, 'update', subresource);
  info.behaviour.prepare?.(draft, live, context);
  if (subresource !== 'status') countGeneration(draft, live, info);
  if (change.tracked) return draft;
  return trackUpdate({
    live,
    updated: draft,
    schema: info.schema,
    manager: options.fieldManager,
    subresource,
    ignored: ignoredFields(info, subresource),
    time: timestamp(environment.now()),
  }).object;
}

function judge(
  environment: WriteEnvironment,
  request: UpdateRequest,
  live: JsonObject,
  next: JsonObject,
  options: WriteOptions,
): void {
  const { info, name, subresource } = request;
  validateMetadata(next, live, request);
  const context = contextOf(environment, options, 'update', subresource);
  const { causes, warnings } = info.behaviour.validate(next, live, context);
  if (causes.length > 0) throw invalid(info, name, causes);
  for (const warning of warnings) options.warn(warning);
}

async function write(
  environment: WriteEnvironment,
  info: ResourceInfo,
  stored: StoredObject,
  next: JsonObject,
): Promise<ObjectView | undefined> {
  if (isDeleting(next) && finalizersOf(next).length === 0) {
    const removed = await environment.objects.remove(stored.key, stored.revision);
    return removed === undefined ? undefined : { object: next, bytes: encodeObject(next) };
  }
  const draft = toStorage(environment, info, next);
  const written = await environment.objects.put(stored.key, stored.revision, draft);
  return written?.view(info);
}

const statusFields = FieldSet.of(['f:status']);

/** The fields that a write to an endpoint does not own, since it does not write them. */
export function ignoredFields(
  info: ResourceInfo,
  subresource: 'scale' | 'status' | undefined,
): FieldSet | undefined {
  return info.hasStatus && subresource !== 'status' ? statusFields : undefined;
}
