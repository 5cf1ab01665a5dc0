import type { Artifact, FluxStatus, LocalObjectReference, ObjectMeta } from './meta.ts';

/** Which commit of a repository to take: commit, then name, semver, tag, branch; `master` if none. */
export type GitRepositoryRef = {
  readonly branch?: string;
  readonly tag?: string;
  readonly semver?: string;
  readonly name?: string;
  readonly commit?: string;
};

/** Another repository's artifact, copied into this one's. */
export type GitRepositoryInclude = {
  readonly repository: LocalObjectReference;
  readonly fromPath?: string;
  readonly toPath?: string;
};

/** What must be signed: the commit, the tag, or both. */
export type GitVerification = {
  readonly mode?: 'HEAD' | 'Tag' | 'TagAndHEAD';
  readonly secretRef: LocalObjectReference;
};

/** `spec` of a GitRepository, in the form of `source.toolkit.fluxcd.io/v1`. */
export type GitRepositorySpec = {
  readonly url: string;
  readonly interval: string;
  readonly secretRef?: LocalObjectReference;
  readonly provider?: 'generic' | 'aws' | 'azure' | 'github';
  readonly serviceAccountName?: string;
  readonly timeout?: string;
  readonly ref?: GitRepositoryRef;
  readonly verify?: GitVerification;
  readonly proxySecretRef?: LocalObjectReference;
  readonly ignore?: string;
  readonly suspend?: boolean;
  readonly recurseSubmodules?: boolean;
  readonly include?: GitRepositoryInclude[];
  readonly sparseCheckout?: string[];
};

/** `status` of a GitRepository. */
export type GitRepositoryStatus = FluxStatus & {
  readonly artifact?: Artifact;
  readonly includedArtifacts?: Artifact[];
  readonly observedIgnore?: string;
  readonly observedRecurseSubmodules?: boolean;
  readonly observedInclude?: GitRepositoryInclude[];
  readonly observedSparseCheckout?: string[];
  readonly sourceVerificationMode?: string;
};

/** A git repository that is polled and turned into an artifact. Made by {@link normaliseGitRepository}. */
export type GitRepositoryObject = {
  readonly apiVersion: string;
  readonly kind: 'GitRepository';
  readonly metadata: ObjectMeta;
  readonly spec: GitRepositorySpec;
  readonly status?: GitRepositoryStatus;
};
