import { getOwn, isObject, type Json, type JsonObject, jsonEqual, setOwn } from '@fluxts/base';
import { gvkOf } from '../model/object-id.ts';
import type { FieldChange } from './diff.ts';

const masked = '***';
const maskedBefore = '*** (before)';
const maskedAfter = '*** (after)';
const secretFields = ['data', 'stringData'];

/** Whether an object is a Secret, whose values must not be shown. */
export function isSecret(object: JsonObject): boolean {
  const { group, kind } = gvkOf(object);
  return group === '' && kind === 'Secret';
}

/**
 * The changes of an object with the values of a Secret masked; which of them changed can still be
 * told. Changes of other kinds are returned as they are.
 */
export function maskChanges(object: JsonObject, changes: readonly FieldChange[]): FieldChange[] {
  if (!isSecret(object)) return [...changes];
  return changes.map((change) => {
    if (!isSensitive(change.path)) return change;
    const both = change.before !== undefined && change.after !== undefined;
    return {
      ...change,
      before: maskValue(change.before, both ? maskedBefore : masked),
      after: maskValue(change.after, both ? maskedAfter : masked),
    };
  });
}

/**
 * Two states of a Secret with their values masked: equal ones look equal, different ones differ.
 * Objects of other kinds are returned as they are.
 */
export function maskSecrets(before: JsonObject, after: JsonObject): [JsonObject, JsonObject] {
  if (!isSecret(before) && !isSecret(after)) return [before, after];
  return [maskSide(before, after, maskedBefore), maskSide(after, before, maskedAfter)];
}

function maskSide(object: JsonObject, other: JsonObject, changed: string): JsonObject {
  const result = withoutLastApplied(object);
  for (const field of secretFields) {
    const values = getOwn(object, field);
    if (values === undefined) continue;
    const others = getOwn(other, field);
    const hidden: JsonObject = {};
    for (const [key, value] of Object.entries(isObject(values) ? values : {})) {
      const theirs = isObject(others) ? getOwn(others, key) : undefined;
      const same = theirs === undefined || jsonEqual(value, theirs);
      setOwn(hidden, key, same ? masked : changed);
    }
    setOwn(result, field, hidden);
  }
  return result;
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** kubectl's copy of the object holds the values once more. */
function withoutLastApplied(object: JsonObject): JsonObject {
  const metadata = getOwn(object, 'metadata');
  const annotations = isObject(metadata) ? getOwn(metadata, 'annotations') : undefined;
  if (!isObject(metadata) || !isObject(annotations) || !Object.hasOwn(annotations, lastApplied)) {
    return { ...object };
  }
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...annotations, [lastApplied]: masked } },
  };
}

function isSensitive(path: string): boolean {
  if (path === '' || path === '/metadata' || path === '/metadata/annotations') return true;
  if (path === '/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration')
    return true;
  return secretFields.some((field) => path === `/${field}` || path.startsWith(`/${field}/`));
}

function maskValue(value: Json | undefined, mask: string): Json | undefined {
  if (value === undefined) return undefined;
  if (!isObject(value)) return mask;
  const hidden: JsonObject = {};
  for (const key of Object.keys(value)) setOwn(hidden, key, mask);
  return hidden;
}
