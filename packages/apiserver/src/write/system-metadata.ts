import {
  getOwn,
  isObject,
  type Json,
  jsonClone,
  jsonEqual,
  type JsonObject,
  setOwn,
} from '@fluxts/base';
import { conflict } from '../api-error.ts';
import type { ResourceInfo } from '../resource.ts';
import {
  metadataOf,
  timestamp,
  type WriteEnvironment,
  type WriteTarget,
  uidOf,
} from './write-options.ts';

/** Fields of metadata that the server alone sets. */
const systemFields = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'uid',
] as const;

/** Gives a new object what the server knows of it: place, uid, time, first generation. */
export function stampNew(
  draft: JsonObject,
  target: WriteTarget,
  environment: WriteEnvironment,
): void {
  const metadata = metadataOf(draft);
  for (const field of systemFields) delete metadata[field];
  delete metadata['selfLink'];
  delete metadata['resourceVersion'];
  metadata['name'] = target.name;
  if (target.namespace === undefined) delete metadata['namespace'];
  else metadata['namespace'] = target.namespace;
  metadata['uid'] = environment.newUid();
  metadata['creationTimestamp'] = timestamp(environment.now());
  if (target.info.generation !== 'none') metadata['generation'] = 1;
}

/**
 * Puts back what a client cannot change of an object that exists.
 * @throws ApiError `Conflict` when the client means another object of that name
 */
export function keepSystemMetadata(draft: JsonObject, live: JsonObject, target: WriteTarget): void {
  const metadata = metadataOf(draft);
  const liveMetadata = metadataOf(live);
  const uid = getOwn(metadata, 'uid');
  if (typeof uid === 'string' && uid !== '' && uid !== liveMetadata['uid']) {
    throw conflict(
      target.info,
      target.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${uidOf(live)}`,
    );
  }
  metadata['name'] = target.name;
  if (target.namespace === undefined) delete metadata['namespace'];
  else metadata['namespace'] = target.namespace;
  delete metadata['selfLink'];
  for (const field of [...systemFields, 'resourceVersion', 'generateName']) {
    const value = getOwn(liveMetadata, field);
    if (value === undefined) delete metadata[field];
    else metadata[field] = value;
  }
}

/** Counts the generation up where the desired state changed. */
export function countGeneration(draft: JsonObject, live: JsonObject, info: ResourceInfo): void {
  if (info.generation === 'none') return;
  const before = getOwn(metadataOf(live), 'generation');
  const generation = typeof before === 'number' ? before : 1;
  metadataOf(draft)['generation'] = desiredEqual(draft, live, info) ? generation : generation + 1;
}

function desiredEqual(draft: JsonObject, live: JsonObject, info: ResourceInfo): boolean {
  if (info.generation === 'spec') return jsonEqual(draft['spec'], live['spec']);
  const skipped = new Set([
    'apiVersion',
    'kind',
    'metadata',
    ...(info.hasStatus ? ['status'] : []),
  ]);
  const keys = new Set([...Object.keys(draft), ...Object.keys(live)]);
  return [...keys].every(
    (key) => skipped.has(key) || jsonEqual(getOwn(draft, key), getOwn(live, key)),
  );
}

/** Lets a write touch only its part: the object without its status, or the status and nothing else. */
export function keepOtherPart(
  draft: JsonObject,
  live: JsonObject,
  info: ResourceInfo,
  subresource: 'status' | undefined,
): void {
  if (!info.hasStatus) return;
  if (subresource === undefined) {
    copyField(draft, live, 'status');
    return;
  }
  const fields = new Set([...Object.keys(draft), ...Object.keys(live)]);
  fields.delete('status');
  fields.delete('metadata');
  for (const field of fields) copyField(draft, live, field);
  const { managedFields } = metadataOf(draft);
  const metadata = jsonClone(metadataOf(live));
  if (managedFields !== undefined) metadata['managedFields'] = managedFields;
  draft['metadata'] = metadata;
}

function copyField(draft: JsonObject, live: JsonObject, field: string): void {
  const value = getOwn(live, field);
  if (value === undefined) delete draft[field];
  // A copy: the live object is frozen, and defaults are filled into the draft.
  else setOwn(draft, field, jsonClone(value));
}

/** Says whether two states of an object differ in nothing but the times in their managedFields. */
export function sameButTimes(draft: JsonObject, live: JsonObject): boolean {
  const keys = Object.keys(draft);
  if (keys.length !== Object.keys(live).length) return false;
  return keys.every((key) =>
    key === 'metadata'
      ? sameMetadata(metadataOf(draft), metadataOf(live))
      : jsonEqual(draft[key], getOwn(live, key)),
  );
}

function sameMetadata(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) =>
    key === 'managedFields'
      ? jsonEqual(timeless(a[key]), timeless(getOwn(b, key)))
      : jsonEqual(a[key], getOwn(b, key)),
  );
}

function timeless(managedFields: Json | undefined): Json | undefined {
  if (!Array.isArray(managedFields)) return managedFields;
  return managedFields.map((entry) => {
    if (!isObject(entry)) return entry;
    const { time: _, ...rest } = entry;
    return rest;
  });
}
