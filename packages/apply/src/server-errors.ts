import { errorMessage, type JsonObject } from '@fluxts/base';
import { formatObject, idOf, isSecret } from '@fluxts/kube';
import { isNotFound, KubeApiError, KubeClientError, NoKindMatchError } from '@fluxts/kube-client';

/** `Kind/namespace/name` of an object. */
export function nameOf(object: JsonObject): string {
  return formatObject(idOf(object));
}

/** Why a dry run was refused, worded as Flux words it. */
export function dryRunMessage(object: JsonObject, error: unknown): string {
  const name = nameOf(object);
  if (isNotFound(error) || isUnplaced(error)) {
    const problem = idOf(object).namespace === '' ? 'namespace not specified' : 'not found';
    return `${name} ${problem}: ${error.message}`;
  }
  const reason = reasonOf(error);
  return `${name} dry-run failed${reason === '' ? '' : ` (${reason})`}: ${serverWords(object, error)}`;
}

/** What the server says. Of a Secret it can quote a value that has a wrong type, as Go prints it. */
export function serverWords(object: JsonObject, error: unknown): string {
  const words = errorMessage(error);
  return isSecret(object) ? words.replace(/\{Value:[^]*$/, '{Value:***}') : words;
}

/** The client does not even ask for a namespaced object that names no namespace. */
function isUnplaced(error: unknown): error is KubeClientError {
  return error instanceof KubeClientError && error.code === 'RequestInvalid';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof KubeApiError)) return '';
  const isManagerConflict = error.causes.some(({ reason }) => reason === 'FieldManagerConflict');
  return isManagerConflict ? 'FieldManagerConflict' : error.reason;
}

/**
 * Whether an object may have to be made anew for a change: the server refuses it as invalid or in
 * conflict, or a webhook or a rule says that something is immutable.
 */
export function isImmutable(error: unknown): boolean {
  if (!(error instanceof KubeApiError)) return false;
  if (error.code === 'Invalid' || error.code === 'Conflict') return true;
  return /is\simmutable|immutable\sfield/.test(error.message);
}

/** Whether the object is not there, or cannot be because its kind is not. */
export function isGone(error: unknown): boolean {
  return isNotFound(error) || error instanceof NoKindMatchError;
}
