import type { JsonObject } from '@fluxts/base';

/** What every served object has under `metadata`. Times are RFC 3339 texts. */
export interface ObjectMeta extends JsonObject {
  name: string;
  namespace?: string;
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: { [key: string]: string };
  annotations?: { [key: string]: string };
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  managedFields?: JsonObject[];
}

/** An entry of `metadata.ownerReferences`. */
export interface OwnerReference extends JsonObject {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/**
 * An object as the API serves it: a plain value, of whatever kind. Typed kinds extend this interface;
 * nothing checks at run time that what a server sends fits them.
 */
export interface KubeObject extends JsonObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
}

/** A kind in one version, with the group before the slash: `apps/v1`, or `v1` for the core group. */
export interface KindRef {
  readonly apiVersion: string;
  readonly kind: string;
}

/** One object. `namespace` is left out for cluster-scoped kinds. */
export interface ObjectRef extends KindRef {
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** All objects of a kind, in one namespace or, without `namespace`, in all of them. */
export interface CollectionRef extends KindRef {
  readonly namespace?: string | undefined;
}

/** An object of which only `metadata` was asked for. Its kind is that of the object, not `PartialObjectMetadata`. */
export type MetadataObject = KubeObject;

/** What a list returns. `metadata.resourceVersion` is where a watch goes on. */
export interface KubeList<T extends KubeObject = KubeObject> {
  readonly resourceVersion: string;
  /** Set while there are more pages; hand it to the next list. */
  readonly continueToken: string | undefined;
  /** How many objects lie behind the continue token, when the server says so. */
  readonly remaining: number | undefined;
  readonly items: T[];
}

/** A column of a server-side table. `priority` 0 is shown always, others only in wide output. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
}

/** A row of a server-side table, with the metadata of its object. */
export interface TableRow {
  readonly cells: JsonObject[string][];
  readonly object: MetadataObject | undefined;
}

/** A list or an object printed by the server (`meta.k8s.io/v1` `Table`). */
export interface KubeTable {
  readonly resourceVersion: string;
  readonly columns: TableColumn[];
  readonly rows: TableRow[];
}

/** The reference that names an object. */
export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata;
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** The group of an apiVersion: `apps` of `apps/v1`, the empty text of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The version of an apiVersion: `v1` of `apps/v1` and of `v1`. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}
