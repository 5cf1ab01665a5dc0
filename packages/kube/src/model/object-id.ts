import { getOwn, getString, isObject, type JsonObject } from '@fluxts/base';
import { KubeError } from '../error.ts';

/** A kind in one version of its group; the core group is `''`. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What names an object in a cluster, whatever version it is asked for in. */
export interface ObjectKey {
  readonly group: string;
  readonly kind: string;
  /** `''` for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
}

/** An {@link ObjectKey} with the version it was written in. */
export interface ObjectId extends ObjectKey {
  readonly version: string;
}

/** Splits `apps/v1` into group and version; `v1` is the core group's. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0
    ? { group: '', version: apiVersion }
    : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** Joins a group and a version to an `apiVersion`. */
export function formatApiVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The kind of an object; parts that it does not say are `''`. */
export function gvkOf(object: JsonObject): GroupVersionKind {
  return {
    ...parseApiVersion(getString(object, 'apiVersion') ?? ''),
    kind: getString(object, 'kind') ?? '',
  };
}

/** What names an object; parts that it does not say are `''`. */
export function idOf(object: JsonObject): ObjectId {
  const metadata = getOwn(object, 'metadata');
  const text = (key: string): string =>
    isObject(metadata) ? (getString(metadata, key) ?? '') : '';
  return { ...gvkOf(object), namespace: text('namespace'), name: text('name') };
}

/** Whether two ids name the same object; versions do not count. */
export function sameObject(a: ObjectKey, b: ObjectKey): boolean {
  return (
    a.name === b.name && a.kind === b.kind && a.namespace === b.namespace && a.group === b.group
  );
}

/** An object as messages name it: `Deployment/tenant/app`, or `Namespace/tenant` without a namespace. */
export function formatObject(id: Pick<ObjectKey, 'kind' | 'namespace' | 'name'>): string {
  return id.namespace === '' ? `${id.kind}/${id.name}` : `${id.kind}/${id.namespace}/${id.name}`;
}

/**
 * The id of an inventory entry: `<namespace>_<name>_<group>_<kind>`, with `:` in RBAC names written
 * `__`. The format is that of Flux's `status.inventory` and of cli-utils.
 */
export function formatInventoryId(id: ObjectKey): string {
  const name =
    rbacKinds.has(id.kind) && id.group === rbac ? id.name.replaceAll(':', '__') : id.name;
  return `${id.namespace}_${name}_${id.group}_${id.kind}`;
}

const rbac = 'rbac.authorization.k8s.io';
const rbacKinds: ReadonlySet<string> = new Set([
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
]);

/**
 * Reads the id of an inventory entry.
 * @throws KubeError `InvalidInventoryId`
 */
export function parseInventoryId(text: string): ObjectKey {
  const first = text.indexOf('_');
  const last = text.lastIndexOf('_');
  const middle = text.lastIndexOf('_', last - 1);
  if (first < 0 || last <= first || middle <= first) {
    throw new KubeError(
      'InvalidInventoryId',
      `'${text}' is no inventory id: it must be <namespace>_<name>_<group>_<kind>`,
      { retry: 'never' },
    );
  }
  return {
    namespace: text.slice(0, first),
    // Names hold no underscore, so a double one can only be an escaped colon.
    name: text.slice(first + 1, middle).replaceAll('__', ':'),
    group: text.slice(middle + 1, last),
    kind: text.slice(last + 1),
  };
}
