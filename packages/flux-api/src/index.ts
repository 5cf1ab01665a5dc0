export {
  conditionTypes,
  deleteConditions,
  formatTime,
  getCondition,
  isConditionTrue,
  isReady,
  markReady,
  markReconciling,
  markStalled,
  maxConditionMessage,
  type NewCondition,
  reasons,
  setCondition,
  summarise,
  type SummaryRules,
} from './conditions.ts';
export { customResourceDefinitions } from './crd/custom-resource-definition.ts';
export {
  type FluxKind,
  fluxKindOf,
  fluxKinds,
  gitRepositoryKind,
  kustomizationKind,
  sourceKinds,
  storageApiVersion,
  storageVersion,
} from './kinds.ts';
export {
  eventMetadataPrefix,
  fieldManagers,
  fluxFinalizer,
  groups,
  kustomizeKeys,
  reconcileKeys,
  statusManager,
  unreferencedAnnotation,
} from './names.ts';
export { type LegacyKind, legacySnapshotKinds } from './normalise/kustomization.ts';
export {
  normalise,
  normaliseGitRepository,
  normaliseKustomization,
} from './normalise/normalise.ts';
export { type Normalised, NormaliseError, type Notice } from './normalise/notice.ts';
export {
  isReconcileTrigger,
  pendingRequest,
  pendingSpecialRequest,
  type Requested,
  requestedAt,
} from './reconcile-request.ts';
export { formatRevision, parseRevision, type Revision, sameRevision } from './revision.ts';
export type {
  GitRepositoryInclude,
  GitRepositoryObject,
  GitRepositoryRef,
  GitRepositorySpec,
  GitRepositoryStatus,
  GitVerification,
} from './types/git-repository.ts';
export type {
  HealthCheckExpression,
  HistorySnapshot,
  IgnoreRule,
  InventoryEntry,
  KubeConfigReference,
  KustomizationDependency,
  KustomizationImage,
  KustomizationObject,
  KustomizationPatch,
  KustomizationSpec,
  KustomizationStatus,
  ObjectSelector,
  PostBuild,
  ResourceInventory,
  SubstituteReference,
} from './types/kustomization.ts';
export type {
  Artifact,
  Condition,
  FluxObject,
  FluxStatus,
  LocalObjectReference,
  NamespacedObjectKindReference,
  ObjectMeta,
  OwnerReference,
  SecretKeyReference,
} from './types/meta.ts';
export { formatUnreferenced, maxUnreferenced, unreferencedFiles } from './unreferenced.ts';
