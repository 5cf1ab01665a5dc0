import { FluxtsError } from '@fluxts/base';

/** What can go wrong between here and a git repository. */
export type GitErrorCode =
  | 'UrlInvalid'
  | 'CredentialsInvalid'
  | 'RuleInvalid'
  | 'AuthenticationFailed'
  | 'RepositoryNotFound'
  | 'HostUnreachable'
  | 'HostNotTrusted'
  | 'ReferenceNotFound'
  | 'EmptyRepository'
  | 'SparsePathMissing'
  | 'ProtocolError'
  | 'ObjectInvalid'
  | 'TreeRefused'
  | 'SubmoduleRefused'
  | 'TooLarge'
  | 'Timeout'
  | 'Aborted'
  | 'GitMissing'
  | 'GitFailed';

/**
 * Every error of this package. Messages name the repository without its credentials and never hold a
 * secret. `retry` is `on-change` where only another URL, secret, rule or commit can help.
 */
export class GitError extends FluxtsError<GitErrorCode> {}
