import { FluxtsError } from '@fluxts/base';

/** What can go wrong with an artifact. */
export type ArtifactErrorCode =
  | 'PathInvalid'
  | 'DigestInvalid'
  | 'ArtifactNotFound'
  | 'DigestMismatch'
  | 'DownloadFailed'
  | 'ArchiveRefused'
  | 'TooLarge'
  | 'StorageFailed'
  | 'Aborted';

/**
 * Every error of this package. `ArtifactNotFound` is normal for a short while: a consumer may come just
 * after an artifact was replaced, or just before its source has stored it.
 */
export class ArtifactError extends FluxtsError<ArtifactErrorCode> {}
