import type { Json, JsonObject } from '@fluxts/base';
import type { FieldSet } from './fields/field-set.ts';
import type { Schema } from './schema/schema.ts';
import type { ObjectStatus } from './health/status.ts';
import type { AppliedObject, ApplyRequest, UpdateRequest } from './merge/requests.ts';

/** Applies a strategic merge patch; neither argument is changed. @throws KubeError `InvalidPatch` */
export declare function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  schema: Schema,
): JsonObject;
/** Applies an RFC 7386 patch; neither argument is changed. */
export declare function jsonMergePatch(target: Json | undefined, patch: Json): Json;
/** The RFC 7386 patch that turns `from` into `to`; `{}` when they are equal. */
export declare function createMergePatch(from: JsonObject, to: JsonObject): JsonObject;
/** Applies an RFC 6902 patch, all or nothing; the document is not changed. @throws KubeError `InvalidPatch`, `JsonPatchTest`, `JsonPatchPath` with the Go library's words */
export declare function applyJsonPatch(document: Json, patch: Json): Json;
/** The fields an object sets, as structured-merge-diff counts them. */
export declare function fieldsOf(object: JsonObject, schema: Schema): FieldSet;
/** One server-side apply. @throws KubeError `ApplyConflict` (an {@link ApplyConflictError}), `InvalidObject` */
export declare function serverSideApply(request: ApplyRequest): AppliedObject;
/** Ownership after a create, update or non-apply patch. */
export declare function trackUpdate(request: UpdateRequest): AppliedObject;
/** The health of an object as kstatus computes it. */
export declare function statusOf(object: JsonObject): ObjectStatus;
