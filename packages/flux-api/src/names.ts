/** The API groups of Flux. */
export const groups = {
  source: 'source.toolkit.fluxcd.io',
  kustomize: 'kustomize.toolkit.fluxcd.io',
  helm: 'helm.toolkit.fluxcd.io',
  notification: 'notification.toolkit.fluxcd.io',
  image: 'image.toolkit.fluxcd.io',
} as const;

/** Put on every object whose deletion a controller must see; the same for all kinds. */
export const fluxFinalizer = 'finalizers.fluxcd.io';

/** Annotations and labels under `reconcile.fluxcd.io/`, which every kind understands. */
export const reconcileKeys = {
  /** Any new value asks for a reconcile at once. */
  requestedAt: 'reconcile.fluxcd.io/requestedAt',
  /** Counts only when equal to `requestedAt`: one release action even if nothing changed. */
  forceAt: 'reconcile.fluxcd.io/forceAt',
  /** Counts only when equal to `requestedAt`: failure counts start again. */
  resetAt: 'reconcile.fluxcd.io/resetAt',
  /** Label of a ConfigMap or Secret whose changes wake those that refer to it. */
  watch: 'reconcile.fluxcd.io/watch',
} as const;

/** Labels, annotations and values under `kustomize.toolkit.fluxcd.io/`. */
export const kustomizeKeys = {
  /** Owner labels: on every object that a Kustomization manages. */
  ownerName: 'kustomize.toolkit.fluxcd.io/name',
  ownerNamespace: 'kustomize.toolkit.fluxcd.io/namespace',
  /** Per-object switches, annotation or label, values in any case. */
  reconcile: 'kustomize.toolkit.fluxcd.io/reconcile',
  ssa: 'kustomize.toolkit.fluxcd.io/ssa',
  prune: 'kustomize.toolkit.fluxcd.io/prune',
  force: 'kustomize.toolkit.fluxcd.io/force',
  substitute: 'kustomize.toolkit.fluxcd.io/substitute',
  decrypt: 'kustomize.toolkit.fluxcd.io/decrypt',
  /** Written by controllers before server-side apply; taken off where found. */
  checksum: 'kustomize.toolkit.fluxcd.io/checksum',
} as const;

/** Annotation keys that start with this are copied into the metadata of the object's events. */
export const eventMetadataPrefix = 'event.toolkit.fluxcd.io/';

/** Annotation: files of the built tree that nothing refers to, the first twenty, one a line. */
export const unreferencedAnnotation = 'fluxts.dev/unreferenced';

/** The field managers that write on behalf of Flux. */
export const fieldManagers = {
  kustomize: 'kustomize-controller',
  source: 'source-controller',
  /** What the command line writes as. */
  cli: 'flux',
} as const;

/**
 * The field manager of a controller's own bookkeeping (status, finalizers), apart from the one that
 * applies what users ask for.
 */
export function statusManager(controller: string): string {
  return `gotk-${controller}`;
}
