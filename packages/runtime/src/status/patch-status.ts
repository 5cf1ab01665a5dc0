import {
  getOwn,
  getString,
  isObject,
  type Json,
  jsonClone,
  jsonEqual,
  type JsonObject,
  setOwn,
} from '@fluxts/base';
import { createMergePatch } from '@fluxts/kube';
import {
  type CallOptions,
  isConflict,
  isNotFound,
  type KubeClient,
  type KubeObject,
  refOf,
} from '@fluxts/kube-client';

const maxAttempts = 5;

/**
 * Writes what differs between two states of an object's status, by a merge patch on the status
 * subresource; equal states cost no request. When somebody else wrote meanwhile, only what we changed is put
 * on top of theirs: conditions are merged by type, other fields by key.
 * @param before the object as it was read
 * @param after the same object with the new status
 * @returns the object as stored; `undefined` if it was deleted, or replaced by another of its name
 * @throws KubeApiError `Conflict` if others keep writing
 */
export async function patchStatus<T extends KubeObject>(
  client: KubeClient,
  before: T,
  after: T,
  options: CallOptions & { readonly fieldManager: string },
): Promise<T | undefined> {
  const ours = statusOf(before);
  const wanted = statusOf(after);
  if (jsonEqual(ours, wanted)) return before;
  const ref = refOf(before);
  const { fieldManager, signal, timeoutMs } = options;
  let current = before;
  for (let attempt = 1; ; attempt++) {
    const status = current === before ? wanted : rebase(statusOf(current), ours, wanted);
    const patch = createMergePatch({ status: statusOf(current) }, { status });
    if (Object.keys(patch).length === 0) return current;
    const { uid, resourceVersion } = current.metadata;
    const metadata: JsonObject = {};
    if (uid !== undefined) metadata['uid'] = uid;
    if (resourceVersion !== undefined) metadata['resourceVersion'] = resourceVersion;
    try {
      return await client.patchStatus<T>(
        ref,
        { metadata, ...patch },
        { fieldManager, signal, timeoutMs },
      );
    } catch (error) {
      if (isNotFound(error)) return undefined;
      if (!isConflict(error) || attempt >= maxAttempts) throw error;
    }
    const found = await client.find<T>(ref, { signal, timeoutMs });
    if (found === undefined || found.metadata.uid !== before.metadata.uid) return undefined;
    current = found;
  }
}

function statusOf(object: KubeObject): JsonObject {
  const status = getOwn(object, 'status');
  return isObject(status) ? status : {};
}

/** `theirs` with the fields changed that differ between `from` and `to`. */
function rebase(theirs: JsonObject, from: JsonObject, to: JsonObject): JsonObject {
  const result = jsonClone(theirs);
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const before = getOwn(from, key);
    const after = getOwn(to, key);
    if (jsonEqual(before, after)) continue;
    if (after === undefined) delete result[key];
    else if (key === 'conditions') setOwn(result, key, mergeConditions(theirs[key], before, after));
    else setOwn(result, key, jsonClone(after));
  }
  return result;
}

/** Their conditions, with those replaced, added or removed that we changed. */
function mergeConditions(theirs: Json | undefined, from: Json | undefined, to: Json): Json {
  const before = byType(from);
  const after = byType(to);
  const merged = byType(theirs);
  for (const [type, condition] of after) {
    if (!jsonEqual(before.get(type), condition)) merged.set(type, condition);
  }
  for (const type of before.keys()) {
    if (!after.has(type)) merged.delete(type);
  }
  return jsonClone([...merged.values()]);
}

function byType(conditions: Json | undefined): Map<string, Json> {
  const list = Array.isArray(conditions) ? conditions : [];
  return new Map(list.map((condition) => [getString(condition, 'type') ?? '', condition]));
}
