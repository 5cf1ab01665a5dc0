import type { FileSystem } from '@fluxts/base';
import type { Artifact } from '@fluxts/flux-api';
import type { ArchiveLimits } from './extract.ts';
import type { ArtifactStore } from './store.ts';

/** What is needed of an artifact to get it. */
export type ArtifactRef = Pick<Artifact, 'url' | 'digest'> & Partial<Pick<Artifact, 'path'>>;

/** An artifact's files on disk, shared by all who use the same digest. Read only. */
export interface ExtractedArtifact {
  readonly digest: string;
  /** The absolute directory of the tree. */
  readonly directory: string;
  /** The tree through the engines' read-only interface. */
  readonly files: FileSystem;
  /** Lets the cache drop the tree. Safe to call twice. */
  release(): void;
}

/** Gets artifacts for consumers: each digest is downloaded, checked and extracted once. */
export interface ArtifactFetcher {
  /**
   * The extracted tree of an artifact. Callers that ask for the same digest share the work and the tree.
   * @throws ArtifactError `ArtifactNotFound`, `DigestMismatch`, `DownloadFailed`, `ArchiveRefused`, `TooLarge`
   */
  open(
    artifact: ArtifactRef,
    options?: { readonly signal?: AbortSignal },
  ): Promise<ExtractedArtifact>;
  /** Bytes and trees held now. */
  readonly usage: { readonly bytes: number; readonly trees: number };
  close(): Promise<void>;
}

/** What `createArtifactFetcher` takes. */
export interface ArtifactFetcherOptions {
  /** A directory for this alone; it is emptied first. */
  readonly cacheDir: string;
  /** A store of this process: artifacts that lie in it are read from disk. */
  readonly store?: ArtifactStore;
  /** Bytes of extracted trees to keep; the least recently used go first, those in use stay. 2 GiB. */
  readonly maxCacheBytes?: number;
  readonly limits?: Partial<ArchiveLimits>;
  /** How many times a failed download is tried again; 9. */
  readonly retries?: number;
  /** Waits between tries; for tests. */
  readonly delay?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long one download may take, in milliseconds; 60 s. */
  readonly timeoutMs?: number;
}
