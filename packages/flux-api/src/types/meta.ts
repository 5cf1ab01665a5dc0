import type { JsonObject } from '@fluxts/base';

/** `metadata` of an object that the API server has stored. */
export type ObjectMeta = {
  readonly name: string;
  readonly namespace: string;
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: { [key: string]: string };
  readonly annotations?: { [key: string]: string };
  readonly finalizers?: string[];
  readonly managedFields?: JsonObject[];
  readonly ownerReferences?: OwnerReference[];
};

/** An entry of `metadata.ownerReferences`. */
export type OwnerReference = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
};

/** One observation about an object, as Kubernetes defines it. Times are RFC 3339 in UTC, to the second. */
export type Condition = {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly lastTransitionTime: string;
  readonly observedGeneration?: number;
};

/** What every status of a Flux kind holds. */
export type FluxStatus = {
  readonly observedGeneration?: number;
  readonly conditions?: Condition[];
  readonly lastHandledReconcileAt?: string;
};

/** Any Flux object: enough to tell its state without knowing its kind. */
export type FluxObject = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly spec?: JsonObject;
  readonly status?: FluxStatus & JsonObject;
};

/** Names an object of a known kind in the namespace of the one that refers to it. */
export type LocalObjectReference = { readonly name: string };

/** A {@link LocalObjectReference} to a Secret, and the key in it. */
export type SecretKeyReference = { readonly name: string; readonly key?: string };

/** Names an object of a given kind; without a namespace, beside the one that refers to it. */
export type NamespacedObjectKindReference = {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
};

/** What a source has stored, and where it is served. */
export type Artifact = {
  /** Relative to the store's root: `<kind>/<namespace>/<name>/<file>`. */
  readonly path: string;
  readonly url: string;
  /** In the form of {@link Revision}: `main@sha1:…`. */
  readonly revision: string;
  /** `<algorithm>:<hex>` of the stored file. */
  readonly digest: string;
  readonly lastUpdateTime: string;
  readonly size?: number;
  readonly metadata?: { [key: string]: string };
};
