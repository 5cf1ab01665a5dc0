import { getOwn, getPath, isObject, type Json, type JsonObject } from '@fluxts/base';
import {
  type FieldSelector,
  KubeError,
  type LabelSelector,
  matchesFields,
  matchesLabels,
  parseFieldSelector,
  parseLabelSelector,
} from '@fluxts/kube';
import { badRequest } from '../api-error.ts';
import { apiVersionOf, type ResourceInfo } from '../resource.ts';

/** Which objects of a collection a request means. */
export interface Selection {
  /** True when every object matches. */
  readonly everything: boolean;
  matches(object: JsonObject): boolean;
}

/**
 * Reads `labelSelector` and `fieldSelector`.
 * @throws ApiError `BadRequest` for what does not parse, or a field that the resource cannot select by
 */
export function readSelection(query: URLSearchParams, info: ResourceInfo): Selection {
  const labels = parsed(() => parseLabelSelector(query.get('labelSelector') ?? ''));
  const fields = parsed(() => parseFieldSelector(query.get('fieldSelector') ?? ''));
  for (const { path } of fields) refuseUnknownField(path, info);
  return {
    everything: labels.length === 0 && fields.length === 0,
    matches: (object) => matchesLabelsOf(object, labels) && matchesFieldsOf(object, fields),
  };
}

/** A selection of one name, for requests that name an object as if it were a collection. */
export function selectName(selection: Selection, name: string): Selection {
  return {
    everything: false,
    matches: (object) => getPath(object, 'metadata', 'name') === name && selection.matches(object),
  };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof KubeError) throw badRequest(error.message);
    throw error;
  }
}

function refuseUnknownField(field: string, info: ResourceInfo): void {
  if (field === 'metadata.name') return;
  if (field === 'metadata.namespace' && info.namespaced) return;
  if (info.selectableFields.includes(field)) return;
  throw badRequest(
    `Unable to find "${apiVersionOf(info)}, Resource=${info.plural}" that match label selector "", field selector "${field}": field label not supported: ${field}`,
  );
}

function matchesLabelsOf(object: JsonObject, selector: LabelSelector): boolean {
  if (selector.length === 0) return true;
  const labels = getPath(object, 'metadata', 'labels');
  return matchesLabels(selector, isObject(labels) ? (labels as Record<string, string>) : {});
}

function matchesFieldsOf(object: JsonObject, selector: FieldSelector): boolean {
  return selector.length === 0 || matchesFields(selector, (field) => fieldText(object, field));
}

/** The value that a field selector compares: text as it is, everything else as Go prints it. */
function fieldText(object: JsonObject, field: string): string {
  let value: Json | undefined = object;
  for (const step of field.split('.')) value = isObject(value) ? getOwn(value, step) : undefined;
  if (value === undefined || value === null || typeof value === 'object') return defaultText(field);
  return String(value);
}

function defaultText(field: string): string {
  return field === 'spec.unschedulable' || field === 'spec.hostNetwork' ? 'false' : '';
}
