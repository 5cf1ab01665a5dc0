import { conditionTypes, type SummaryRules } from '@fluxts/flux-api';

/** The conditions that a GitRepository has beside Ready, Reconciling and Stalled. */
export type ConditionType =
  | 'StorageOperationFailed'
  | 'FetchFailed'
  | 'IncludeUnavailable'
  | 'ArtifactOutdated'
  | 'ArtifactInStorage'
  | 'SourceVerified';

/** What Ready is made of, the most telling first. */
export const summaryRules: SummaryRules = {
  types: [
    'StorageOperationFailed',
    'FetchFailed',
    'IncludeUnavailable',
    'ArtifactOutdated',
    'ArtifactInStorage',
    'SourceVerified',
    conditionTypes.stalled,
    conditionTypes.reconciling,
  ],
  negative: [
    'StorageOperationFailed',
    'FetchFailed',
    'IncludeUnavailable',
    'ArtifactOutdated',
    conditionTypes.stalled,
    conditionTypes.reconciling,
  ],
};

/** Those whose disappearance is a recovery, which is told by an event. */
export const failureConditions: readonly ConditionType[] = [
  'FetchFailed',
  'IncludeUnavailable',
  'StorageOperationFailed',
];
