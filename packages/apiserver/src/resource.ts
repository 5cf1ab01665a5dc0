import type { JsonObject } from '@fluxts/base';
import type { Schema } from '@fluxts/kube';
import type { StorageReader } from './storage-access.ts';
import type { UserInfo } from './user.ts';

/** What a client may do with a collection or its objects; the names that RBAC and discovery use. */
export type Verb =
  | 'create'
  | 'delete'
  | 'deletecollection'
  | 'get'
  | 'list'
  | 'patch'
  | 'update'
  | 'watch';

/** All of {@link Verb}, in discovery's order. */
export const allVerbs: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** A resource without its version: how storage, RBAC and controllers name it. `''` is the core group. */
export interface GroupResource {
  readonly group: string;
  readonly plural: string;
}

/** The kind of an object together with its API group and version. */
export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Where the scale subresource finds its values, as dotted paths such as `.spec.replicas`. */
export interface ScalePaths {
  readonly specReplicas: string;
  readonly statusReplicas: string;
  /** Path of a selector in its string form (CRDs) or of a label selector (built-in workloads). */
  readonly selector?: string;
}

/** A subresource that is neither `status` nor `scale`, such as `pods/log` or `serviceaccounts/token`. */
export interface ConnectSubresource {
  readonly name: string;
  /** The kind discovery names, with its group and version where they differ from the parent's. */
  readonly kind: string;
  readonly group?: string;
  readonly version?: string;
  readonly verbs: readonly Verb[];
}

/** One column of a server-side table, as `meta.k8s.io/v1` describes it. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format: string;
  readonly description: string;
  /** 0 is shown always; more than 0 only in wide output. */
  readonly priority: number;
}

/** How `kubectl get` shows a resource. */
export interface TableLayout {
  readonly columns: readonly TableColumn[];
  /** The cells of one object, in column order. @param now what ages are counted from */
  cells(object: JsonObject, now: Date): readonly (string | number | boolean | null)[];
}

/** One reason why an object was refused, as it stands in `status.details.causes`. */
export interface FieldCause {
  /** `FieldValueInvalid`, `FieldValueRequired`, `FieldValueForbidden`, … */
  readonly reason: string;
  /** Dotted path, such as `spec.template.spec.containers[0].name`. */
  readonly field: string;
  /** Kubernetes' wording without the field, such as `Required value: must not be empty`. */
  readonly message: string;
}

/** The result of validating one write. No causes: the object is accepted. */
export interface Validation {
  readonly causes: readonly FieldCause[];
  /** Sent as `Warning` headers. */
  readonly warnings: readonly string[];
}

/** The circumstances of one write. */
export interface WriteContext {
  readonly operation: 'create' | 'update';
  /** `undefined` for the object itself. */
  readonly subresource: 'status' | 'scale' | undefined;
  readonly dryRun: boolean;
  readonly user: UserInfo;
  /** What else is stored, for rules that look at other objects. */
  readonly storage: StorageReader;
  readonly now: Date;
}

/**
 * What is particular to a kind. Every hook is synchronous, and works on the version of the
 * {@link ResourceInfo} it hangs on. Drafts belong to the request and are changed in place; `old` is
 * frozen.
 */
export interface ResourceBehaviour {
  /**
   * Removes the fields that the schema does not know. Returns their dotted paths, for the warning or the
   * error that `fieldValidation` asks for. Runs on what the client sent, before defaults.
   */
  prune(draft: JsonObject): readonly string[];
  /** Fills in the schema's defaults. Runs on writes, and on reads where {@link defaultOnRead} says so. */
  applyDefaults(draft: JsonObject): void;
  /** A CRD's defaults show in objects stored before the schema had them. Built-in kinds: false. */
  readonly defaultOnRead: boolean;
  /**
   * Changes that a write makes beyond defaults: allocated addresses, `stringData` folded into `data`, the
   * service account of a Pod. Runs after defaults and before validation. @throws ApiError to refuse the write
   */
  prepare?(draft: JsonObject, old: JsonObject | undefined, context: WriteContext): void;
  /** Judges the complete object; metadata common to all kinds has been judged before. */
  validate(next: JsonObject, old: JsonObject | undefined, context: WriteContext): Validation;
  /**
   * Changes an object as its deletion begins, before its finalizers are looked at: a finalizer of the
   * kind's own, `status.phase: Terminating`. @throws ApiError to refuse the deletion
   */
  beginDelete?(draft: JsonObject, context: WriteContext): void;
  /** Changes an object of another served version of this resource into this one's, in place. Absent: `apiVersion` alone differs. */
  convert?(draft: JsonObject, fromVersion: string): void;
}

/** One served version of one resource: everything that the verbs, discovery and OpenAPI need to know. */
export interface ResourceInfo extends GroupResource, GroupVersionKind {
  readonly listKind: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** What may be done with it; review kinds such as `selfsubjectaccessreviews` have `create` only. */
  readonly verbs: readonly Verb[];
  /** The version in which objects are stored; the same for every version of a resource. */
  readonly storageVersion: string;
  /** Whether `status` is a subresource: then a write of the object keeps the old status, and the reverse. */
  readonly hasStatus: boolean;
  /**
   * Whether `metadata.generation` counts changes. `outside-status`: of everything but metadata and status;
   * `spec`: of spec alone; `none`: the kind has no generation.
   */
  readonly generation: 'none' | 'outside-status' | 'spec';
  readonly scale?: ScalePaths;
  readonly connect: readonly ConnectSubresource[];
  /** The shape of the kind: what merges, defaults and OpenAPI go by. */
  readonly schema: Schema;
  /** The `openAPIV3Schema` of a custom resource, as its author wrote it. */
  readonly openApiSchema?: JsonObject;
  /** Fields that field selectors may name beside `metadata.name` and `metadata.namespace`. */
  readonly selectableFields: readonly string[];
  readonly table: TableLayout;
  /** A `Warning` header for every use of this version. */
  readonly deprecationWarning?: string;
  readonly behaviour: ResourceBehaviour;
}

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(of: { readonly group: string; readonly version: string }): string {
  return of.group === '' ? of.version : `${of.group}/${of.version}`;
}

/** `deployments.apps`, or `pods` for the core group: the name in messages and the key in maps. */
export function groupResourceName(of: GroupResource): string {
  return of.group === '' ? of.plural : `${of.plural}.${of.group}`;
}
