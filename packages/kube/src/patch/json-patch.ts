import {
  getOwn,
  getString,
  isObject,
  type Json,
  jsonEqual,
  type JsonObject,
  setOwn,
} from '@fluxts/base';
import { KubeError, type KubeErrorCode } from '../error.ts';
import { parsePointer } from './json-pointer.ts';

/** What `copy` operations may add up to, in values: enough for any object, too little for a bomb. */
const maxCopied = 1_000_000;
const maxOperations = 10_000;

/** One operation of an RFC 6902 patch. */
export interface JsonPatchOperation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  readonly path: string;
  readonly from?: string;
  readonly value?: Json;
}

/**
 * Applies an RFC 6902 patch, all of it or nothing. The document is not changed; the result shares
 * parts with it. As in the Go library that Kubernetes uses, `-1` names the last item of a list.
 * @throws KubeError `InvalidPatch` when the patch itself makes no sense, `JsonPatchPath` when it does
 *   not fit the document, `JsonPatchTest` when a test fails; worded as the Go library words them
 */
export function applyJsonPatch(document: Json, patch: Json): Json {
  const operations = readPatch(patch);
  const copied = { count: 0 };
  let result = document;
  for (const operation of operations) result = applyOperation(result, operation, copied);
  return result;
}

/**
 * Reads the operations of a patch.
 * @throws KubeError `InvalidPatch`
 */
function readPatch(patch: Json): JsonPatchOperation[] {
  if (!Array.isArray(patch)) throw invalid('a JSON patch must be a list of operations');
  if (patch.length > maxOperations) {
    throw invalid(
      `The allowed maximum operations in a JSON patch is ${maxOperations}, got ${patch.length}`,
    );
  }
  return patch.map((item) => readOperation(item));
}

function readOperation(item: Json): JsonPatchOperation {
  if (!isObject(item)) throw invalid('a JSON patch operation must be an object');
  const op = getString(item, 'op') ?? '';
  const path = getOwn(item, 'path');
  const from = getOwn(item, 'from');
  switch (op) {
    case 'add':
    case 'remove':
    case 'replace':
    case 'move':
    case 'copy':
    case 'test':
      break;
    default:
      throw invalid(`Unexpected kind: ${op === '' ? 'unknown' : op}`);
  }
  if (typeof path !== 'string')
    throw invalid(`${op} operation failed to decode path: missing value`);
  if ((op === 'move' || op === 'copy') && typeof from !== 'string') {
    throw invalid(`${op} operation failed to decode from: missing value`);
  }
  return {
    op,
    path,
    ...(typeof from === 'string' ? { from } : {}),
    ...(Object.hasOwn(item, 'value') ? { value: item['value'] as Json } : {}),
  };
}

function applyOperation(
  document: Json,
  operation: JsonPatchOperation,
  copied: { count: number },
): Json {
  const { op, path, from = '' } = operation;
  const value = operation.value ?? null;
  switch (op) {
    case 'add':
      return change(document, path, 'add', (holder, key) => insert(holder, key, value), value);
    case 'remove':
      return change(document, path, 'remove', (holder, key) => remove(holder, key));
    case 'replace':
      if (find(document, path) === undefined) {
        const what = holderOf(document, path) === undefined ? 'path' : 'key';
        throw missing(`replace operation does not apply: doc is missing ${what}: ${path}`);
      }
      return change(document, path, 'replace', (holder, key) => set(holder, key, value), value);
    case 'test': {
      const found = find(document, path);
      if (!jsonEqual(found ?? null, value)) {
        throw problem('JsonPatchTest', `testing value ${path} failed: test failed`);
      }
      return document;
    }
    case 'move':
    case 'copy':
    default: {
      if (holderOf(document, from) === undefined) {
        throw missing(`${op} operation does not apply: doc is missing from path: ${from}`);
      }
      const found = find(document, from);
      if (found === undefined) {
        const key = parsePointer(from).at(-1) ?? '';
        throw missing(`error in ${op} for path: '${from}': unable to get nonexistent key: ${key}`);
      }
      if (op === 'copy') countCopied(found, copied);
      const source =
        op === 'copy'
          ? document
          : change(document, from, 'move', (holder, key) => remove(holder, key));
      if (holderOf(source, path) === undefined) {
        throw missing(`${op} operation does not apply: doc is missing destination path: ${path}`);
      }
      return change(source, path, op, (holder, key) => insert(holder, key, found), found);
    }
  }
}

type Holder = Json[] | JsonObject;

/** Rebuilds the document along a path with the last holder changed; `whole` replaces all of it at the empty path. */
function change(
  document: Json,
  path: string,
  op: string,
  edit: (holder: Holder, key: string) => Holder,
  whole?: Json,
): Json {
  const steps = parsePointer(path);
  if (steps.length === 0) {
    if (whole !== undefined) return whole;
    throw missing(`${op} operation does not apply: doc is missing path: "${path}"`);
  }
  const rebuild = (value: Json | undefined, depth: number): Json => {
    if (!Array.isArray(value) && !isObject(value)) {
      throw missing(`${op} operation does not apply: doc is missing path: "${path}"`);
    }
    const key = steps[depth] ?? '';
    if (depth === steps.length - 1) return wrap(op, path, () => edit(value, key));
    return set(value, key, rebuild(step(value, key), depth + 1));
  };
  return rebuild(document, 0);
}

function wrap<T>(op: string, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    throw problem('JsonPatchPath', `error in ${op} for path: '${path}': ${error.message}`);
  }
}

function holderOf(document: Json, path: string): Holder | undefined {
  const steps = parsePointer(path);
  if (steps.length === 0) return {};
  let value: Json | undefined = document;
  for (const key of steps.slice(0, -1)) value = step(value, key);
  return Array.isArray(value) || isObject(value) ? value : undefined;
}

function find(document: Json, path: string): Json | undefined {
  let value: Json | undefined = document;
  for (const key of parsePointer(path)) value = step(value, key);
  return value;
}

function step(value: Json | undefined, key: string): Json | undefined {
  if (isObject(value)) return getOwn(value, key);
  if (!Array.isArray(value)) return undefined;
  const index = readIndex(key);
  return index === undefined ? undefined : value.at(index);
}

function insert(holder: Holder, key: string, value: Json): Holder {
  if (!Array.isArray(holder)) return set(holder, key, value);
  const index = key === '-' ? holder.length : indexIn(key, holder.length + 1);
  return [...holder.slice(0, index), value, ...holder.slice(index)];
}

function set(holder: Holder, key: string, value: Json): Holder {
  if (Array.isArray(holder)) {
    const copy = [...holder];
    copy[indexIn(key, holder.length)] = value;
    return copy;
  }
  const copy = { ...holder };
  setOwn(copy, key, value);
  return copy;
}

function remove(holder: Holder, key: string): Holder {
  if (Array.isArray(holder)) {
    const index = indexIn(key, holder.length);
    return [...holder.slice(0, index), ...holder.slice(index + 1)];
  }
  if (!Object.hasOwn(holder, key)) {
    throw missing(`Unable to remove nonexistent key: ${key}`);
  }
  const { [key]: _, ...rest } = holder;
  return rest;
}

function readIndex(key: string): number | undefined {
  return /^-?\d{1,9}$/.test(key) ? Number(key) : undefined;
}

function indexIn(key: string, length: number): number {
  const index = readIndex(key);
  if (index === undefined)
    throw problem('JsonPatchPath', `strconv.Atoi: parsing "${key}": invalid syntax`);
  if (index >= length || index < -length) {
    throw problem(
      'JsonPatchPath',
      `Unable to access invalid index: ${index}: invalid index referenced`,
    );
  }
  return index < 0 ? index + length : index;
}

function countCopied(value: Json, copied: { count: number }): void {
  if (++copied.count > maxCopied)
    throw invalid('the copy operations of the JSON patch copy too much');
  if (typeof value !== 'object' || value === null) return;
  for (const item of Object.values(value)) countCopied(item, copied);
}

function problem(code: KubeErrorCode, message: string): KubeError {
  return new KubeError(code, message, { retry: 'on-change' });
}

function missing(message: string): KubeError {
  return problem('JsonPatchPath', `${message}: missing value`);
}

function invalid(message: string): KubeError {
  return problem('InvalidPatch', message);
}
