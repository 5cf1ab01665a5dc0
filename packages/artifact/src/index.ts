export { ArtifactError, type ArtifactErrorCode } from './error.ts';
export { type Digest, type DigestAlgorithm, formatDigest, parseDigest } from './digest.ts';
export type {
  ArchiveFile,
  ArchiveWriter,
  ArtifactOwner,
  ArtifactStore,
  ArtifactStoreOptions,
  Verification,
  WriteOptions,
} from './store.ts';
export type { ArchiveLimits } from './extract.ts';
export type {
  ArtifactFetcher,
  ArtifactFetcherOptions,
  ArtifactRef,
  ExtractedArtifact,
} from './fetcher.ts';
