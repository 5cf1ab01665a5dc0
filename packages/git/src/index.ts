export { GitError, type GitErrorCode } from './error.ts';
export {
  type GitCredentials,
  type ProxySettings,
  type Remote,
  type SshSettings,
  type TlsSettings,
} from './credentials.ts';
export { type RepositoryUrl, parseRepositoryUrl, redactUrl } from './url.ts';
export type { RefRule } from './ref-rule.ts';
export type { CommitObject, ObjectSignature, Signer, TagObject } from './object.ts';
export { parseCommit, parseTag } from './object-parse.ts';
export type {
  CallOptions,
  FetchOptions,
  FileSink,
  Git,
  GitLimits,
  GitOptions,
  ObjectFormat,
  RemoteRef,
  RemoteRefs,
  ResolvedRef,
  Snapshot,
  TreeFile,
} from './git.ts';
export {
  createTransport as createHttpTransport,
  type Transport as HttpTransport,
  type TransportOptions as HttpTransportOptions,
  type TransportRequest as HttpTransportRequest,
  type TransportResponse as HttpTransportResponse,
} from './http/transport.ts';
export { createGit, defaultGitLimits } from './create-git.ts';
export type {
  GitServer,
  GitServerOptions,
  ServedRepository,
  ServedRequest,
} from './server/git-server.ts';
export { createGitServer } from './server/create-git-server.ts';
