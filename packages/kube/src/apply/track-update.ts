import { getPath, getString, isObject, jsonEqual, type JsonObject } from '@fluxts/base';
import { KubeError } from '../error.ts';
import { FieldSet } from '../fields/field-set.ts';
import type { Schema } from '../schema/schema.ts';
import {
  decodeManagedFields,
  type FieldManager,
  type FieldManagers,
  managerId,
  managersOf,
  ownable,
  seconds,
  withManagers,
  withoutManagedFields,
} from './managed-fields.ts';
import { transfer } from './ownership.ts';
import type { AppliedObject } from './server-side-apply.ts';

/** What {@link trackUpdate} takes. No value is changed. */
export interface UpdateRequest {
  /** The object as stored; undefined on create. */
  readonly live: JsonObject | undefined;
  /**
   * The object as it will be stored. Its managedFields are the client's wish: reset when they are
   * `[{}]`, taken when they make sense, otherwise the live object's stay.
   */
  readonly updated: JsonObject;
  readonly schema: Schema;
  readonly manager: string;
  /** The subresource written to, such as `status`; undefined for the object itself. */
  readonly subresource?: string | undefined;
  /** Fields that this endpoint does not write, and so does not own: `status` on the object itself. */
  readonly ignored?: FieldSet | undefined;
  /** Time of the request, RFC 3339 in whole seconds. */
  readonly time: string;
}

/** How many managers that update, rather than apply, an object remembers. */
const maxUpdateManagers = 10;
const oldUpdates = 'ancient-changes';

/**
 * Records who owns what after a create, an update or a patch that is no apply: what changed now
 * belongs to the writer alone. Of many writers the oldest are merged into one. An object whose lists
 * have items without their keys is left to validation: its owners stay as they are.
 */
export function trackUpdate(request: UpdateRequest): AppliedObject {
  const { live } = request;
  const updated = withoutManagedFields(request.updated);
  const known = knownManagers(request);
  // An object that is not tracked stays so until somebody applies.
  if (live !== undefined && known.size === 0) return result(live, updated);

  let managers: FieldManagers;
  try {
    managers = capped(moveFields(request, updated, known));
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    managers = known;
  }
  return result(live, withManagers(updated, managers));
}

function moveFields(
  request: UpdateRequest,
  updated: JsonObject,
  known: FieldManagers,
): Map<string, FieldManager> {
  const identity = {
    manager: request.manager,
    operation: 'Update' as const,
    apiVersion: getString(updated, 'apiVersion') ?? '',
    subresource: request.subresource ?? '',
  };
  const { managers, comparison } = transfer({
    before: withoutManagedFields(request.live ?? {}),
    after: updated,
    schema: request.schema,
    managers: known,
    writer: '',
    force: true,
  });
  const taken = ownable(
    comparison.modified
      .union(comparison.added)
      .recursiveDifference(request.ignored ?? new FieldSet()),
  );
  if (!taken.empty) {
    const id = managerId(identity);
    const previous = managers.get(id);
    managers.set(id, {
      ...identity,
      time: request.time,
      fields: previous === undefined ? taken : previous.fields.union(taken),
    });
  }
  return managers;
}

function result(live: JsonObject | undefined, object: JsonObject): AppliedObject {
  if (live !== undefined && jsonEqual(live, object)) return { object: live, changed: false };
  return { object, changed: true };
}

function knownManagers(request: UpdateRequest): FieldManagers {
  if (request.subresource === undefined || request.subresource === '') {
    const wished = getPath(request.updated, 'metadata', 'managedFields');
    if (isReset(wished)) return new Map();
    try {
      const managers = decodeManagedFields(wished);
      if (managers.size > 0) return managers;
    } catch (error) {
      if (!(error instanceof KubeError)) throw error;
    }
  }
  return managersOf(request.live);
}

function isReset(entries: unknown): boolean {
  if (!Array.isArray(entries) || entries.length !== 1) return false;
  const only: unknown = entries[0];
  return isObject(only) && Object.keys(only).length === 0;
}

function capped(managers: Map<string, FieldManager>): FieldManagers {
  const updaters = [...managers]
    .filter(([, manager]) => manager.operation === 'Update')
    .sort(([a, first], [b, second]) => {
      const difference = seconds(first.time) - seconds(second.time);
      return difference || (a < b ? -1 : 1);
    });
  let excess = updaters.length - maxUpdateManagers;
  const firstOf = new Map<string, string>();
  for (const [id, manager] of updaters) {
    if (excess <= 0) break;
    const bucket = {
      manager: oldUpdates,
      operation: 'Update' as const,
      apiVersion: manager.apiVersion,
      subresource: '',
    };
    const bucketId = managerId(bucket);
    const first = firstOf.get(manager.apiVersion);
    if (first === undefined) firstOf.set(manager.apiVersion, id);
    if (first === undefined || id === bucketId) continue;
    const merged = managers.get(bucketId) ?? managers.get(first);
    if (!managers.has(bucketId)) managers.delete(first);
    managers.delete(id);
    managers.set(bucketId, {
      ...bucket,
      time: manager.time,
      fields: merged === undefined ? manager.fields : merged.fields.union(manager.fields),
    });
    excess--;
  }
  return managers;
}
