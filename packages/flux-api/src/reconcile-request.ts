import type { Json } from '@fluxts/base';
import { getString } from '@fluxts/base';
import { reconcileKeys } from './names.ts';
import type { FluxObject } from './types/meta.ts';

/** The parts of an object that a request is read from. */
export type Requested = Pick<FluxObject, 'metadata' | 'status'>;

/** The token of the last request that somebody made by annotation; `undefined` if nobody ever did. */
export function requestedAt(object: Requested): string | undefined {
  return annotation(object, reconcileKeys.requestedAt);
}

/**
 * The token of a request that was not handled yet. Any value that differs from
 * `status.lastHandledReconcileAt` counts: it is a token, not a time. Whoever handles it writes it there, even
 * when the reconcile failed.
 */
export function pendingRequest(object: Requested): string | undefined {
  const token = requestedAt(object);
  return token === undefined || token === object.status?.lastHandledReconcileAt ? undefined : token;
}

/**
 * The token of a `forceAt` or `resetAt` request that must be honoured now: it equals `requestedAt`, and
 * neither `status.lastHandledReconcileAt` nor `status[handledField]` has it already. One-shot: the caller
 * advances `status[handledField]` to the annotation's value even when the request was not honoured.
 */
export function pendingSpecialRequest(
  object: Requested,
  key: 'forceAt' | 'resetAt',
  handledField: string,
): string | undefined {
  const token = annotation(object, reconcileKeys[key]);
  if (token === undefined || token !== pendingRequest(object)) return undefined;
  return token === getString(object.status as Json | undefined, handledField) ? undefined : token;
}

/**
 * Says whether a change of an object is one that its controller acts on: the spec changed (generation), a new
 * request was made, or deletion began. Writes of status are not.
 */
export function isReconcileTrigger(before: Requested, after: Requested): boolean {
  return (
    before.metadata.generation !== after.metadata.generation ||
    before.metadata.deletionTimestamp !== after.metadata.deletionTimestamp ||
    requestedAt(before) !== requestedAt(after)
  );
}

function annotation(object: Requested, key: string): string | undefined {
  return getString(object.metadata.annotations, key);
}
