/** What an archive may be made of at most. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of all files together. */
  readonly bytes: number;
  /** Bytes of the archive as it is stored. */
  readonly packedBytes: number;
  /** Directories a file may lie deep in. */
  readonly depth: number;
}
