export { ArtifactError, type ArtifactErrorCode } from './error.ts';
export { type Digest, type DigestAlgorithm, parseDigest } from './digest.ts';
export type {
  ArchiveFile,
  ArchiveWriter,
  ArtifactOwner,
  ArtifactStore,
  ArtifactStoreOptions,
  Verification,
  WriteOptions,
} from './store.ts';
export { createArtifactStore } from './disk-store.ts';
export { isArtifactOf } from './path.ts';
export { serveArtifact } from './file-server.ts';
export {
  type ArchiveLimits,
  defaultArchiveLimits,
  type ExtractOptions,
  extractArchive,
} from './extract.ts';
export type {
  ArtifactFetcher,
  ArtifactFetcherOptions,
  ArtifactRef,
  ExtractedArtifact,
} from './fetcher.ts';
export { createArtifactFetcher } from './caching-fetcher.ts';
