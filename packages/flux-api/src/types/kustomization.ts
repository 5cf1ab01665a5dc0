import type {
  FluxStatus,
  LocalObjectReference,
  NamespacedObjectKindReference,
  ObjectMeta,
  SecretKeyReference,
} from './meta.ts';

/** Another Kustomization that must be ready first. `readyExpr` is CEL over `self` and `dep`. */
export type KustomizationDependency = {
  readonly name: string;
  readonly namespace?: string;
  readonly readyExpr?: string;
};

/** Picks objects; an absent field picks all. Group, version, kind, name and namespace are anchored expressions. */
export type ObjectSelector = {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
  readonly annotationSelector?: string;
  readonly labelSelector?: string;
};

/** A strategic merge or JSON 6902 patch in YAML. */
export type KustomizationPatch = { readonly patch: string; readonly target?: ObjectSelector };

/** A new name, tag or digest for an image. */
export type KustomizationImage = {
  readonly name: string;
  readonly newName?: string;
  readonly newTag?: string;
  readonly digest?: string;
};

/** Where a variable's value comes from; every key of the object is a variable. */
export type SubstituteReference = {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly optional?: boolean;
};

/** What happens to the built objects before they are applied. */
export type PostBuild = {
  readonly substitute?: { [name: string]: string };
  readonly substituteFrom?: SubstituteReference[];
  readonly substituteStrategy?: 'WithVariables' | 'Always';
};

/** Says in CEL when objects of one kind are healthy. */
export type HealthCheckExpression = {
  readonly apiVersion: string;
  readonly kind?: string;
  readonly inProgress?: string;
  readonly failed?: string;
  readonly current: string;
};

/** Parts of objects that somebody else may own: JSON pointers in the objects that `target` picks. */
export type IgnoreRule = { readonly paths: string[]; readonly target?: ObjectSelector };

/** How to reach another cluster. */
export type KubeConfigReference = {
  readonly secretRef?: SecretKeyReference;
  readonly configMapRef?: LocalObjectReference;
};

/** `spec` of a Kustomization, in the form of `kustomize.toolkit.fluxcd.io/v1`. */
export type KustomizationSpec = {
  readonly interval: string;
  readonly retryInterval?: string;
  readonly timeout?: string;
  readonly suspend?: boolean;
  readonly sourceRef: NamespacedObjectKindReference;
  readonly path?: string;
  readonly prune: boolean;
  readonly deletionPolicy?: 'MirrorPrune' | 'Delete' | 'WaitForTermination' | 'Orphan';
  readonly force?: boolean;
  readonly wait?: boolean;
  readonly healthChecks?: NamespacedObjectKindReference[];
  readonly healthCheckExprs?: HealthCheckExpression[];
  readonly dependsOn?: KustomizationDependency[];
  readonly serviceAccountName?: string;
  readonly kubeConfig?: KubeConfigReference;
  readonly decryption?: {
    readonly provider: 'sops';
    readonly secretRef?: LocalObjectReference;
    readonly serviceAccountName?: string;
  };
  readonly targetNamespace?: string;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly commonMetadata?: {
    readonly labels?: { [key: string]: string };
    readonly annotations?: { [key: string]: string };
  };
  readonly patches?: KustomizationPatch[];
  readonly images?: KustomizationImage[];
  readonly components?: string[];
  readonly ignoreMissingComponents?: boolean;
  readonly buildMetadata?: ('originAnnotations' | 'transformerAnnotations')[];
  readonly postBuild?: PostBuild;
  readonly ignore?: IgnoreRule[];
};

/** One managed object: `id` is `<namespace>_<name>_<group>_<kind>`, `v` its API version. */
export type InventoryEntry = { readonly id: string; readonly v: string };

/** The managed objects. */
export type ResourceInventory = { readonly entries: InventoryEntry[] };

/** What one content came to: how often and how it was reconciled, newest first, at most five. */
export type HistorySnapshot = {
  readonly digest: string;
  readonly firstReconciled: string;
  readonly lastReconciled: string;
  readonly lastReconciledDuration: string;
  readonly lastReconciledStatus: string;
  readonly totalReconciliations: number;
  readonly metadata?: { [key: string]: string };
};

/** `status` of a Kustomization. */
export type KustomizationStatus = FluxStatus & {
  readonly lastAppliedRevision?: string;
  readonly lastAppliedOriginRevision?: string;
  readonly lastAttemptedRevision?: string;
  readonly inventory?: ResourceInventory;
  readonly history?: HistorySnapshot[];
};

/**
 * A path of a source that is built, applied and kept. Not to be confused with a `kustomization.yaml`,
 * which is a build file. Made by {@link normaliseKustomization}.
 */
export type KustomizationObject = {
  readonly apiVersion: string;
  readonly kind: 'Kustomization';
  readonly metadata: ObjectMeta;
  readonly spec: KustomizationSpec;
  readonly status?: KustomizationStatus;
};
