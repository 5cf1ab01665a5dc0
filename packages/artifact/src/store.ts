import type { Artifact } from '@fluxts/flux-api';
import type { DigestAlgorithm } from './digest.ts';

/** The object that an artifact belongs to. */
export interface ArtifactOwner {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A file of an archive. */
export interface ArchiveFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly executable: boolean;
  /** Exactly how many bytes `content` will give. */
  readonly size: number;
}

/** Takes the files of an archive. The archive's bytes follow from the files and their order alone. */
export interface ArchiveWriter {
  /** Adds a file; directories on the way are added by themselves. @throws ArtifactError `PathInvalid` */
  add(file: ArchiveFile, content: AsyncIterable<Uint8Array> | Uint8Array): Promise<void>;
}

/** What {@link ArtifactStore.write} takes. */
export interface WriteOptions {
  readonly owner: ArtifactOwner;
  /** The file's name in the owner's directory: `<commit>.tar.gz`. */
  readonly file: string;
  readonly revision: string;
  readonly metadata?: { readonly [key: string]: string };
  readonly signal?: AbortSignal;
}

/** Whether the file that an artifact names is what it was. */
export type Verification = 'intact' | 'missing' | 'changed';

/**
 * Artifacts on disk at Flux's layout: `<root>/<kind in lower case>/<namespace>/<name>/<file>`. Files
 * appear and disappear whole, and never change. One process writes to a root.
 */
export interface ArtifactStore {
  readonly root: string;
  /**
   * Writes a reproducible tar.gz: owners and times are zero, modes are 0750, 0600 and 0700, there are
   * regular files and directories only. Writes of one file run one after the other.
   */
  write(options: WriteOptions, fill: (archive: ArchiveWriter) => Promise<void>): Promise<Artifact>;
  /** The artifact with the URL that it has at this server now. */
  withUrl(artifact: Artifact): Artifact;
  /** Compares the file with its digest. A file whose size and times did not change is not read again. */
  verify(artifact: Artifact): Promise<Verification>;
  /** Removes one artifact's file, if it is there. */
  remove(artifact: Artifact): Promise<void>;
  /**
   * Removes what an owner no longer needs: files older than the retention time, then the oldest beyond the
   * number to keep; never the current one.
   * @returns how many artifacts were removed
   */
  collect(owner: ArtifactOwner, current: Artifact | undefined): Promise<number>;
  /** Removes all that an owner has. @returns whether there was anything */
  removeAll(owner: ArtifactOwner): Promise<boolean>;
  /** The absolute file for a path of this store; `undefined` for one that no artifact can have. */
  fileOf(path: string): string | undefined;
}

/** What `createArtifactStore` takes. */
export interface ArtifactStoreOptions {
  /** Made if missing. */
  readonly root: string;
  /** `host:port` (or more) under which consumers reach the files: the `--storage-adv-addr`. Asked at each use, as a port may be known late. */
  readonly advertisedAddress: () => string;
  readonly algorithm?: DigestAlgorithm;
  /** How long a replaced artifact stays, in milliseconds; 60 s. */
  readonly retentionMs?: number;
  /** How many artifacts of an owner stay at most; 2. */
  readonly retentionRecords?: number;
  readonly now?: () => number;
}
