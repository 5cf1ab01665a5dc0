import { isObject, type Json, jsonClone, type JsonObject } from '@fluxts/base';
import {
  applyJsonPatch,
  jsonMergePatch,
  KubeError,
  type Schema,
  strategicMerge,
} from '@fluxts/kube';
import { ApiError, badRequest } from '../api-error.ts';
import type { ResourceInfo } from '../resource.ts';

/** The media types of patches, and what each means. */
export type PatchType = 'apply' | 'json' | 'merge' | 'strategic';

const patchTypes: ReadonlyMap<string, PatchType> = new Map([
  ['application/json-patch+json', 'json'],
  ['application/merge-patch+json', 'merge'],
  ['application/strategic-merge-patch+json', 'strategic'],
  ['application/apply-patch+yaml', 'apply'],
]);

/**
 * Reads the type of a patch from its `Content-Type`.
 * @throws ApiError `UnsupportedMediaType`
 */
export function readPatchType(contentType: string | undefined, info: ResourceInfo): PatchType {
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const type = patchTypes.get(mediaType);
  // Custom resources have no Go type to take merge rules from, so the real server refuses these too.
  const supported = type !== undefined && !(type === 'strategic' && isCustom(info));
  if (supported) return type;
  const accepted = [...patchTypes.keys()].filter(
    (known) => !(known.startsWith('application/strategic') && isCustom(info)),
  );
  throw new ApiError(
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  );
}

function isCustom(info: ResourceInfo): boolean {
  return info.openApiSchema !== undefined;
}

/**
 * Applies a JSON, merge or strategic patch. The live object is not changed; the result shares no part with it.
 * @throws ApiError `BadRequest` for a patch that makes no sense, `Invalid` for one that does not fit
 */
export function applyPatch(
  type: Exclude<PatchType, 'apply'>,
  live: JsonObject,
  patch: Json,
  schema: Schema,
): JsonObject {
  try {
    const next = patched(type, live, patch, schema);
    if (!isObject(next)) throw badRequest('the patch leaves no object');
    return jsonClone(next);
  } catch (error) {
    throw error instanceof KubeError ? worded(error) : error;
  }
}

function patched(
  type: Exclude<PatchType, 'apply'>,
  live: JsonObject,
  patch: Json,
  schema: Schema,
): Json {
  if (type === 'json') return applyJsonPatch(live, patch);
  if (!isObject(patch)) throw badRequest('the body of a patch must be an object');
  return type === 'merge' ? jsonMergePatch(live, patch) : strategicMerge(live, patch, schema);
}

function worded(error: KubeError): ApiError {
  if (error.code !== 'JsonPatchTest' && error.code !== 'JsonPatchPath') {
    return new ApiError('BadRequest', error.message, undefined, error);
  }
  return new ApiError(
    'Invalid',
    `the server rejected our request due to an error in our request: ${error.message}`,
    {},
    error,
  );
}
