import { type JsonObject, getString } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';
import type { GroupResource } from '../resource.ts';

/** The definitions themselves. */
export const definitions: GroupResource = {
  group: 'apiextensions.k8s.io',
  plural: 'customresourcedefinitions',
};

/** The version that a definition's objects are stored in. */
export function storageVersionOf(definition: JsonObject): string | undefined {
  const version = mappingsAt(definition, 'spec', 'versions').find(
    (item) => item['storage'] === true,
  );
  return getString(version, 'name');
}

/** The resource that a definition defines. */
export function definedResource(definition: JsonObject): GroupResource {
  return {
    group: getString(definition, 'spec', 'group') ?? '',
    plural: getString(definition, 'spec', 'names', 'plural') ?? '',
  };
}

/** The status of a condition of an object; undefined when it has no such condition. */
export function conditionStatus(object: JsonObject, type: string): string | undefined {
  const found = mappingsAt(object, 'status', 'conditions').find((item) => item['type'] === type);
  return getString(found, 'status');
}
