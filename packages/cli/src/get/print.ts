import type { JsonObject } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { stringify, stringifyJson } from '@fluxts/yaml';

/** Writes objects as `-o json|yaml` does: one by itself when it was asked for by name, else a List. */
export function formatObjects(
  objects: readonly KubeObject[],
  options: { readonly output: 'json' | 'yaml'; readonly single: boolean },
): string {
  const shown = objects.map(withoutManagedFields);
  const value: JsonObject =
    options.single && shown[0] !== undefined
      ? shown[0]
      : { apiVersion: 'v1', kind: 'List', items: shown };
  return options.output === 'yaml' ? stringify(value) : `${stringifyJson(value, { indent: 2 })}\n`;
}

function withoutManagedFields(object: KubeObject): JsonObject {
  const { managedFields: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}
