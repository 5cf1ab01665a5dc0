import { getPath, getString, type Json, type JsonObject } from '@fluxts/base';

/** kstatus' verdicts. */
export type HealthStatus =
  | 'Current'
  | 'InProgress'
  | 'Failed'
  | 'NotFound'
  | 'Terminating'
  | 'Unknown';

/** A verdict on one object, with the reason in a sentence. */
export interface ObjectStatus {
  readonly status: HealthStatus;
  readonly message: string;
}

/** One entry of `status.conditions`. */
export interface ObjectCondition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

/** All is as asked for. */
export function current(message: string): ObjectStatus {
  return { status: 'Current', message };
}

/** Not there yet. */
export function inProgress(message: string): ObjectStatus {
  return { status: 'InProgress', message };
}

/** Will not get there by itself. */
export function failed(message: string): ObjectStatus {
  return { status: 'Failed', message };
}

/** The conditions of an object; entries that are no conditions are left out. */
export function conditionsOf(object: JsonObject): ObjectCondition[] {
  const entries = getPath(object, 'status', 'conditions');
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: Json) => {
    const type = getString(entry, 'type');
    if (type === undefined) return [];
    return {
      type,
      status: getString(entry, 'status') ?? '',
      reason: getString(entry, 'reason') ?? '',
      message: getString(entry, 'message') ?? '',
    };
  });
}

/** A number of the object, or the default where there is none. */
export function numberAt(object: JsonObject, fallback: number, ...path: string[]): number {
  const value = getPath(object, ...path);
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : fallback;
}
