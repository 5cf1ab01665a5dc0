import { getOwn, isObject, type Json, type JsonObject } from '@fluxts/base';
import { applyJsonPatch, KubeError } from '@fluxts/kube';

/**
 * Applies the operations of an RFC 6902 patch as the Go library does that kustomize uses, which is
 * more lenient than the RFC: `replace` adds a key that is missing, `copy` from one copies null, and what
 * stands before the first slash of a pointer is not looked at. The document itself cannot be replaced.
 * @throws KubeError
 */
export function applyLenient(document: Json, operations: readonly Json[]): Json {
  let result = document;
  for (const operation of operations) {
    result = applyJsonPatch(result, [
      isObject(operation) ? adapt(result, withSlashes(operation)) : operation,
    ]);
  }
  return result;
}

function withSlashes(operation: JsonObject): JsonObject {
  const result = { ...operation };
  for (const field of ['path', 'from']) {
    const pointer = getOwn(operation, field);
    if (typeof pointer === 'string' && pointer !== '' && !pointer.startsWith('/')) {
      const slash = pointer.indexOf('/');
      result[field] = slash === -1 ? '' : pointer.slice(slash);
    }
  }
  return result;
}

function adapt(document: Json, operation: JsonObject): JsonObject {
  const path = getOwn(operation, 'path');
  if (typeof path !== 'string') return operation;
  const op = getOwn(operation, 'op');
  if (op === 'add' && path === '') {
    throw missing('add operation does not apply: doc is missing path: ""');
  }
  if (op === 'replace' && isObject(holderOf(document, path))) return { ...operation, op: 'add' };
  if (op === 'test' && holderOf(document, path) === undefined) {
    throw missing(`test operation does not apply: is missing path: ${path}`);
  }
  const from = getOwn(operation, 'from');
  if (op !== 'copy' || typeof from !== 'string') return operation;
  const holder = holderOf(document, from);
  const isMissing = isObject(holder) && !Object.hasOwn(holder, lastStep(from));
  return isMissing ? { op: 'add', path, value: null } : operation;
}

/** The map or list that a pointer leads into; undefined where there is none. */
function holderOf(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const step of pointer.split('/').slice(1, -1)) {
    const key = unescape(step);
    if (isObject(value)) value = getOwn(value, key);
    else if (Array.isArray(value) && /^-?\d{1,9}$/.test(key)) value = value.at(Number(key));
    else return undefined;
  }
  return isObject(value) || Array.isArray(value) ? value : undefined;
}

function lastStep(pointer: string): string {
  return unescape(pointer.slice(pointer.lastIndexOf('/') + 1));
}

function unescape(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function missing(message: string): KubeError {
  return new KubeError('JsonPatchPath', `${message}: missing value`, { retry: 'on-change' });
}
