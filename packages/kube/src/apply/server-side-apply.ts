import { getOwn, getPath, getString, isObject, type JsonObject } from '@fluxts/base';
import { stringifyJson } from '@fluxts/yaml';
import { KubeError } from '../error.ts';
import { fieldsOf } from '../fields/extract.ts';
import { FieldSet } from '../fields/field-set.ts';
import type { Schema } from '../schema/schema.ts';
import { typedProblems } from './check-applied.ts';
import { compare, isSame } from './compare.ts';
import { ApplyConflictError } from './conflict.ts';
import {
  type FieldManager,
  type FieldManagers,
  managerId,
  managersOf,
  ownable,
  sameOwnership,
  withManagers,
  withoutManagedFields,
} from './managed-fields.ts';
import { transfer } from './ownership.ts';
import { pruneDropped } from './prune.ts';
import { mergeTyped } from './typed-merge.ts';

/** What {@link serverSideApply} takes. No value is changed. */
export interface ApplyRequest {
  /** The object as stored, with its managedFields; undefined when it is to be created. */
  readonly live: JsonObject | undefined;
  /** The applied configuration: what the manager wants, without managedFields. */
  readonly applied: JsonObject;
  readonly schema: Schema;
  /** `fieldManager`. */
  readonly manager: string;
  /** Takes fields over from others instead of raising a conflict. */
  readonly force: boolean;
  /** The subresource written to, such as `status`; undefined for the object itself. */
  readonly subresource?: string | undefined;
  /** Fields that this endpoint does not write, and so does not own: `status` on the object itself. */
  readonly ignored?: FieldSet | undefined;
  /** Time of the request, RFC 3339 in whole seconds. */
  readonly time: string;
}

/** The object after a write, with its managedFields. */
export interface AppliedObject {
  readonly object: JsonObject;
  /** Whether anything differs from the live object. When false, `object` is the live one itself. */
  readonly changed: boolean;
}

const beforeFirstApply = 'before-first-apply';
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * One server-side apply: the configuration is laid over the live object, what the manager applied
 * before and no longer does is removed unless another applier wants it, and ownership is recorded.
 * An apply that changes neither values nor ownership returns the live object, times included.
 * Values of the system (uid, resourceVersion, generation…) are merged like any other; the server
 * puts its own in afterwards.
 * @throws ApplyConflictError without force, when it would change what others own
 * @throws KubeError `InvalidObject` when the configuration does not fit the schema
 */
export function serverSideApply(request: ApplyRequest): AppliedObject {
  checkApplied(request.applied, request.schema);
  if (request.manager !== 'kubectl') return applyOnce(request);
  return syncLastApplied(request, applyAfterClientSideApply(request));
}

function applyOnce(request: ApplyRequest): AppliedObject {
  const { schema, time } = request;
  const applied = withoutManagedFields(request.applied);
  const live = withoutManagedFields(request.live ?? {});
  const stored = managersOf(request.live);
  const known = stored.size > 0 ? stored : unmanaged(live, request);

  const apiVersion = getString(applied, 'apiVersion') ?? '';
  const identity = {
    manager: request.manager,
    operation: 'Apply' as const,
    apiVersion,
    subresource: request.subresource ?? '',
  };
  const id = managerId(identity);
  const last = known.get(id);
  const fields = fieldsOf(applied, schema).recursiveDifference(request.ignored ?? new FieldSet());
  const applier: FieldManager = { ...identity, time: last?.time, fields };

  const merged = mergeTyped(live, applied, schema);
  const wanted = new Map(known).set(id, applier);
  const after = last === undefined ? merged : pruneDropped(merged, last.fields, wanted, schema);
  const { managers, comparison } = transfer({
    before: live,
    after,
    schema,
    managers: wanted,
    writer: id,
    force: request.force,
  });
  const owned = ownable(fields);
  managers.set(id, { ...applier, fields: owned });
  if (owned.empty) managers.delete(id);

  const same = isSame(comparison);
  if (request.live !== undefined && same && sameOwnership(stored, managers)) {
    return { object: request.live, changed: false };
  }
  if (managers.has(id)) managers.set(id, { ...applier, fields: owned, time });
  return { object: withManagers(same ? live : after, managers), changed: true };
}

/** What was in the object before anybody applied belongs to a manager of its own. */
function unmanaged(live: JsonObject, request: ApplyRequest): FieldManagers {
  const fields = ownable(compare({}, live, request.schema).added);
  if (fields.empty) return new Map();
  const manager: FieldManager = {
    manager: beforeFirstApply,
    operation: 'Update',
    apiVersion: getString(request.applied, 'apiVersion') ?? '',
    subresource: request.subresource ?? '',
    time: request.time,
    fields,
  };
  return new Map([[managerId(manager), manager]]);
}

function checkApplied(applied: JsonObject, schema: Schema): void {
  const managedFields = getPath(applied, 'metadata', 'managedFields');
  if (Array.isArray(managedFields) && managedFields.length > 0) {
    throw new KubeError('InvalidObject', 'metadata.managedFields must be nil', {
      retry: 'on-change',
    });
  }
  const problems = typedProblems(applied, schema);
  if (problems.length > 0) {
    const apiVersion = getString(applied, 'apiVersion') ?? '';
    const namespace = getString(applied, 'metadata', 'namespace');
    const name = getString(applied, 'metadata', 'name') ?? '';
    const subject = `${namespace === undefined ? '' : `${namespace}/`}${name}; ${apiVersion}, Kind=${getString(applied, 'kind') ?? ''}`;
    const detail =
      problems.length === 1
        ? problems[0]
        : ['errors:', ...problems.map((problem) => `  ${problem}`)].join('\n');
    throw new KubeError(
      'InvalidObject',
      `failed to create typed patch object (${subject}): ${detail}`,
      { retry: 'on-change' },
    );
  }
}

/**
 * `kubectl apply --server-side` on an object that `kubectl apply` made: conflicts in fields that the
 * last-applied annotation shows kubectl to have set are no conflicts.
 */
function applyAfterClientSideApply(request: ApplyRequest): AppliedObject {
  try {
    return applyOnce(request);
  } catch (error) {
    const annotation = getString(request.live, 'metadata', 'annotations', lastApplied);
    if (!(error instanceof ApplyConflictError) || annotation === undefined) throw error;
    const allowed = lastAppliedFields(annotation, request.schema);
    if (allowed === undefined) throw error;
    const rest = error.conflicts.filter((conflict) => !allowed.has(conflict.path));
    if (rest.length > 0) throw new ApplyConflictError(rest);
    return applyOnce({ ...request, force: true });
  }
}

function lastAppliedFields(annotation: string, schema: Schema): FieldSet | undefined {
  try {
    const value: unknown = JSON.parse(annotation);
    return isObject(value) ? fieldsOf(value, schema) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the annotation of an object that `kubectl apply` also works on up to date. */
function syncLastApplied(request: ApplyRequest, result: AppliedObject): AppliedObject {
  const metadata = getOwn(result.object, 'metadata');
  const annotations = isObject(metadata) ? getOwn(metadata, 'annotations') : undefined;
  if (!isObject(metadata) || !isObject(annotations)) return result;
  const current = getOwn(annotations, lastApplied);
  if (current === undefined) return result;
  const text = `${stringifyJson(request.applied, { go: true })}\n`;
  if (current === text) return result;
  const object = {
    ...result.object,
    metadata: { ...metadata, annotations: { ...annotations, [lastApplied]: text } },
  };
  return { object, changed: true };
}
