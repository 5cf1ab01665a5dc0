import { type JsonObject, getString } from '@fluxts/base';
import { type GroupResource, type ResourceInfo, groupResourceName } from '../resource.ts';
import { keyOf } from './controller.ts';

/** The name of an object. */
export function nameOf(object: JsonObject): string {
  return getString(object, 'metadata', 'name') ?? '';
}

/** The namespace of an object; undefined for what is cluster-wide. */
export function namespaceOf(object: JsonObject): string | undefined {
  return getString(object, 'metadata', 'namespace');
}

/** The uid of an object. */
export function uidOf(object: JsonObject): string {
  return getString(object, 'metadata', 'uid') ?? '';
}

/** The key of an object in a queue. */
export function objectKey(object: JsonObject): string {
  return keyOf(namespaceOf(object), nameOf(object));
}

/** Whether two resources are the same. */
export function isResource(of: GroupResource, group: string, plural: string): boolean {
  return of.plural === plural && of.group === group;
}

/** A reference by which `owner` controls what it makes. */
export function controllerReference(owner: JsonObject): JsonObject {
  return {
    apiVersion: getString(owner, 'apiVersion') ?? '',
    kind: getString(owner, 'kind') ?? '',
    name: nameOf(owner),
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** One version of every resource: the one it is stored in where that is served. */
export function oneVersionEach(resources: readonly ResourceInfo[]): readonly ResourceInfo[] {
  const chosen = new Map<string, ResourceInfo>();
  for (const info of resources) {
    const name = groupResourceName(info);
    if (!chosen.has(name) || info.version === info.storageVersion) chosen.set(name, info);
  }
  return [...chosen.values()];
}
