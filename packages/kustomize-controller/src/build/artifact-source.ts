import type { Artifact } from '@fluxts/flux-api';

/** An artifact's tree on this machine's disk. Held until released; then it may go away. */
export interface ArtifactTree {
  /** Absolute path of the folder. Nobody writes to it. */
  readonly directory: string;
  release(): void;
}

/**
 * Brings artifacts to this process: from the store when it runs here, by HTTP otherwise. Digests are
 * verified, and equal artifacts are unpacked once.
 */
export interface ArtifactSource {
  /**
   * @returns the unpacked tree; `undefined` if the artifact is not there (any more), which a newer
   * revision of the source will mend
   * @throws FluxtsError for what cannot be fetched, verified or unpacked
   */
  open(artifact: Artifact, signal: AbortSignal): Promise<ArtifactTree | undefined>;
}
