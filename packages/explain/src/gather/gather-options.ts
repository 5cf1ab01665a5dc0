import type { FileSystem } from '@fluxts/base';
import type { GitRepositoryObject } from '@fluxts/flux-api';
import type { KubeClient } from '@fluxts/kube-client';
import type { Seen } from '../why/explanation.ts';
import type { LocalGit } from './local-git.ts';

/** An artifact, unpacked in memory. */
export interface ReadArtifact {
  readonly revision: string;
  readonly fs: FileSystem;
}

/** What {@link gatherFacts} looks with. */
export interface GatherOptions {
  readonly client: KubeClient;
  /** The namespace that was asked for. */
  readonly namespace: string;
  /** The current folder. */
  readonly cwd: string;
  /** Opens the git of a folder. */
  readonly git: (directory: string) => LocalGit;
  /** Downloads and unpacks the artifact of a source. */
  readonly readArtifact: (source: GitRepositoryObject) => Promise<Seen<ReadArtifact>>;
  readonly signal?: AbortSignal;
}
