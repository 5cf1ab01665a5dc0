import { getString, jsonClone, type JsonObject } from '@fluxts/base';
import { trackUpdate } from '@fluxts/kube';
import { alreadyExists, badRequest, invalid } from '../api-error.ts';
import { objectKey } from '../objects/object-keys.ts';
import { convertTo, encodeObject, type ObjectView } from '../objects/stored-object.ts';
import type { ResourceInfo } from '../resource.ts';
import { validateMetadata } from './metadata-validation.ts';
import { refuseOutsideNamespaces } from './namespace-lifecycle.ts';
import { stampNew } from './system-metadata.ts';
import {
  contextOf,
  metadataOf,
  timestamp,
  type WriteEnvironment,
  type WriteOptions,
  type WriteTarget,
} from './write-options.ts';

/** What is created, and where. */
export interface CreateRequest {
  readonly info: ResourceInfo;
  readonly namespace: string | undefined;
  /** Belongs to the request, pruned of unknown fields; changed in place. */
  readonly draft: JsonObject;
  /** Whether ownership was recorded already, by an apply. */
  readonly tracked?: boolean;
}

/** Names that are made up and taken are made up again this often. */
const nameAttempts = 8;
/** What `generateName` is cut to, so that its suffix fits. */
const longestBase = 58;

/**
 * Creates an object: defaults, the kind's own changes, metadata of the system, ownership, validation.
 * Under dry run all of that and no write.
 * @throws ApiError `AlreadyExists`, `Invalid`, `NotFound` (the namespace), `Forbidden`
 */
export async function createObject(
  environment: WriteEnvironment,
  request: CreateRequest,
  options: WriteOptions,
): Promise<ObjectView> {
  const { info, namespace, draft } = request;
  const generateName = getString(draft, 'metadata', 'generateName') ?? '';
  const given = getString(draft, 'metadata', 'name') ?? '';
  const made = given === '' && generateName !== '';
  for (let attempt = 1; ; attempt++) {
    const name = made ? generateName.slice(0, longestBase) + environment.newSuffix() : given;
    if (name === '') throw invalid(info, '', [nameRequired]);
    const target = { info, namespace, name };
    refuseOutsideNamespaces(environment.reader, target);
    const existing = environment.objects.get(info, namespace, name);
    if (existing === undefined) {
      const next = settleNew(environment, { ...request, draft }, target, options);
      const view = await store(environment, target, next, options);
      if (view !== undefined) return view;
    }
    if (!made || attempt === nameAttempts) throw alreadyExists(info, name);
  }
}

const nameRequired = {
  reason: 'FieldValueRequired',
  field: 'metadata.name',
  message: 'Required value: name or generateName is required',
};

function settleNew(
  environment: WriteEnvironment,
  request: CreateRequest,
  target: WriteTarget,
  options: WriteOptions,
): JsonObject {
  const { info, draft } = request;
  if ((getString(draft, 'metadata', 'resourceVersion') ?? '') !== '') {
    throw badRequest('resourceVersion should not be set on objects to be created');
  }
  const context = contextOf(environment, options, 'create', undefined);
  if (info.hasStatus) delete draft['status'];
  stampNew(draft, target, environment);
  info.behaviour.applyDefaults(draft);
  info.behaviour.prepare?.(draft, undefined, context);
  const next =
    request.tracked === true
      ? draft
      : trackUpdate({
          live: undefined,
          updated: draft,
          schema: info.schema,
          manager: options.fieldManager,
          time: timestamp(environment.now()),
        }).object;
  validateMetadata(next, undefined, target);
  const { causes, warnings } = info.behaviour.validate(next, undefined, context);
  if (causes.length > 0) throw invalid(info, target.name, causes);
  for (const warning of warnings) options.warn(warning);
  return next;
}

async function store(
  environment: WriteEnvironment,
  target: WriteTarget,
  next: JsonObject,
  options: WriteOptions,
): Promise<ObjectView | undefined> {
  const { info } = target;
  if (options.dryRun) return { object: next, bytes: encodeObject(next) };
  const stored = toStorage(environment, info, next);
  const key = objectKey(info, target.namespace, target.name);
  const written = await environment.objects.put(key, 0, stored);
  return written?.view(info);
}

/** Changes an object into the version that its resource is stored in. */
export function toStorage(
  environment: WriteEnvironment,
  info: ResourceInfo,
  draft: JsonObject,
): JsonObject {
  // Apply may hand on parts of the live object, which is frozen; metadata is about to change.
  const own: JsonObject = { ...draft, metadata: { ...metadataOf(draft) } };
  const storage = environment.registry.storageVersion(info) ?? info;
  return storage === info ? own : convertTo(jsonClone(own), storage);
}
