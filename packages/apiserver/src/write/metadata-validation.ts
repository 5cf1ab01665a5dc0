import { getOwn, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import { labelKeyProblems, labelValueProblems } from '@fluxts/kube';
import { invalid } from '../api-error.ts';
import type { FieldCause } from '../resource.ts';
import { isDeleting } from './finalizers.ts';
import { nameProblems } from './name-rules.ts';
import { metadataOf, type WriteTarget } from './write-options.ts';

/** Kubernetes' limit for all annotations of an object together. */
const maxAnnotationBytes = 256 * 1024;

/**
 * Judges the metadata that all kinds have in common.
 * @param live the object as it is; `undefined` for a new one
 * @throws ApiError `Invalid`
 */
export function validateMetadata(
  draft: JsonObject,
  live: JsonObject | undefined,
  target: WriteTarget,
): void {
  const metadata = metadataOf(draft);
  const causes = [
    ...(live === undefined ? nameCauses(target) : []),
    ...labelCauses(getOwn(metadata, 'labels')),
    ...annotationCauses(getOwn(metadata, 'annotations')),
    ...ownerCauses(getOwn(metadata, 'ownerReferences')),
    ...finalizerCauses(getOwn(metadata, 'finalizers')),
    ...(live === undefined ? [] : newFinalizerCauses(metadata, live)),
  ];
  if (causes.length > 0) throw invalid(target.info, target.name, causes);
}

function nameCauses(target: WriteTarget): FieldCause[] {
  return nameProblems(target.info, target.name).map((problem) =>
    invalidValue('metadata.name', target.name, problem),
  );
}

function labelCauses(labels: Json | undefined): FieldCause[] {
  if (labels === undefined) return [];
  if (!isObject(labels)) return [invalidValue('metadata.labels', labels, 'must be a map')];
  return Object.entries(labels).flatMap(([key, value]) => [
    ...labelKeyProblems(key).map((problem) => invalidValue('metadata.labels', key, problem)),
    ...(typeof value === 'string' ? labelValueProblems(value) : ['must be a string']).map(
      (problem) => invalidValue('metadata.labels', value, problem),
    ),
  ]);
}

function annotationCauses(annotations: Json | undefined): FieldCause[] {
  if (annotations === undefined) return [];
  const field = 'metadata.annotations';
  if (!isObject(annotations)) return [invalidValue(field, annotations, 'must be a map')];
  const causes = Object.keys(annotations).flatMap((key) =>
    labelKeyProblems(key.toLowerCase()).map((problem) => invalidValue(field, key, problem)),
  );
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    if (typeof value !== 'string') causes.push(invalidValue(field, value, 'must be a string'));
    else bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  if (bytes > maxAnnotationBytes) {
    const message = `Too long: may not be more than ${maxAnnotationBytes} bytes`;
    causes.push({ reason: 'FieldValueTooLong', field, message });
  }
  return causes;
}

function ownerCauses(owners: Json | undefined): FieldCause[] {
  if (owners === undefined) return [];
  const field = 'metadata.ownerReferences';
  if (!Array.isArray(owners)) return [invalidValue(field, owners, 'must be a list')];
  const causes = owners.flatMap((owner, index) => {
    if (!isObject(owner)) return [invalidValue(`${field}[${index}]`, owner, 'must be a map')];
    return ['apiVersion', 'kind', 'name', 'uid']
      .filter((key) => (getOwn(owner, key) ?? '') === '')
      .map((key) => invalidValue(`${field}.${key}`, '', `${key} must not be empty`));
  });
  const controllers = owners.filter((owner) => isObject(owner) && owner['controller'] === true);
  if (controllers.length > 1) {
    const kinds = controllers.map((owner) => getString(owner, 'kind') ?? '').join(' and ');
    causes.push(
      invalidValue(
        field,
        '',
        `Only one reference can have Controller set to true. Found "true" in references for ${kinds}`,
      ),
    );
  }
  return causes;
}

function finalizerCauses(finalizers: Json | undefined): FieldCause[] {
  if (finalizers === undefined) return [];
  const field = 'metadata.finalizers';
  if (!Array.isArray(finalizers)) return [invalidValue(field, finalizers, 'must be a list')];
  return finalizers.flatMap((finalizer) =>
    (typeof finalizer === 'string' ? labelKeyProblems(finalizer) : ['must be a string']).map(
      (problem) => invalidValue(field, finalizer, problem),
    ),
  );
}

function newFinalizerCauses(metadata: JsonObject, live: JsonObject): FieldCause[] {
  if (!isDeleting(live)) return [];
  const before = new Set(listOf(getOwn(metadataOf(live), 'finalizers')));
  const added = listOf(getOwn(metadata, 'finalizers')).filter((item) => !before.has(item));
  if (added.length === 0) return [];
  const names = added.map((item) => JSON.stringify(item)).join(', ');
  return [
    {
      reason: 'FieldValueForbidden',
      field: 'metadata.finalizers',
      message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${names}}`,
    },
  ];
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function invalidValue(field: string, value: Json, problem: string): FieldCause {
  const shown = typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
  return {
    reason: 'FieldValueInvalid',
    field,
    message: `Invalid value: ${shown}: ${problem}`,
  };
}
