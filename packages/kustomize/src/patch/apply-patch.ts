import { getPath, isObject, jsonClone, type Json } from '@fluxts/base';
import { KubeError } from '@fluxts/kube';
import { KustomizeError } from '../error.ts';
import { setMetadata, setTextMap, textMap } from '../model/metadata.ts';
import type { Resource } from '../model/resource.ts';
import { placeOf } from '../model/resource-set.ts';
import type { SchemaSource } from '../schema/merge-schema.ts';
import { applyLenient } from './lenient-json-patch.ts';
import { dropBlanks, strategicMerge } from './strategic-merge.ts';

/**
 * Applies a strategic merge patch to an object. Its name, kind and namespace stay unless the patch may
 * change them; a patch that deletes leaves it empty.
 * @throws KustomizeError `Patch`
 */
export function applyStrategicMerge(
  resource: Resource,
  patch: Resource,
  schemas: SchemaSource,
): void {
  const { name, namespace, kind } = resource;
  if (patch.allowNameChange || patch.allowKindChange) resource.rememberId();
  if (resource.blanks.length > 0) {
    const schema = schemas.schemaOf(resource.apiVersion, kind);
    dropBlanks(resource.object, resource.blanks, schema);
  }
  resource.blanks = [];
  const odd = patch.oddKeys.filter((path) => getPath(resource.object, ...path) === undefined);
  if (odd.length > 0) resource.oddKeys = [...resource.oddKeys, ...odd];
  const declared = new Map([...patch.declared, ...resource.declared]);
  const merged = strategicMerge(resource.object, patch.object, schemas, declared);
  if (merged === undefined) {
    resource.object = {};
    return;
  }
  resource.object = merged;
  if (!patch.allowKindChange) merged['kind'] = kind;
  if (!patch.allowNameChange) resource.name = name;
  resource.namespace = namespace;
}

/**
 * The patch as it meets an object selected by a target: it takes on the object's API version, and its
 * labels and annotations become text.
 */
export function patchForTarget(patch: Resource, target: Resource): Resource {
  const adapted = patch.copy();
  adapted.object['apiVersion'] = target.apiVersion;
  for (const field of ['labels', 'annotations'] as const) {
    setTextMap(adapted.object, field, textMap(adapted.object, field));
  }
  return adapted;
}

/** Applies the operations of an RFC 6902 patch to an object. @throws KustomizeError `Patch` */
export function applyJson6902(resource: Resource, operations: readonly Json[]): void {
  // The real kustomize keeps its own notes in annotations, which are there for a patch to add to.
  if (resource.hasBuildState && !isObject(getPath(resource.object, 'metadata', 'annotations'))) {
    setMetadata(resource.object, 'annotations', {});
  }
  let patched: Json;
  try {
    patched = applyLenient(resource.object, operations);
  } catch (error) {
    if (!(error instanceof KubeError)) throw error;
    throw new KustomizeError('Patch', error.message, {
      retry: 'on-change',
      cause: error,
      ...placeOf(resource),
    });
  }
  if (!isObject(patched)) {
    throw new KustomizeError('Patch', 'a patch must leave an object', { retry: 'on-change' });
  }
  // The result shares values with the patch, which the next object gets, too.
  resource.object = jsonClone(patched);
  resource.blanks = [];
  resource.shared = [];
}
