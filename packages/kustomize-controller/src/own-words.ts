/** Reasons of events that upstream does not have; the Ready condition never has one of these. */
export const ownReasons = {
  /** A managed object that somebody changed or deleted was put back. */
  driftCorrected: 'DriftCorrected',
  /** Somebody changes a managed object again as soon as it is put back. */
  driftContested: 'DriftContested',
  /** Files of the built directory that no kustomization file refers to. */
  unreferencedFiles: 'UnreferencedFiles',
  /** The object is written in an older form, some of which means nothing any more. */
  legacyField: 'LegacyField',
  /** A kind may not be watched, so that changes of its objects are found at the interval only. */
  watchFailed: 'WatchFailed',
} as const;

/** Annotation of events: the fields that changed, one a line. */
export const diffAnnotation = 'fluxts.dev/diff';
