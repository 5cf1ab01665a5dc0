export { KustomizeError, type KustomizeErrorCode } from './error.ts';
export {
  type ChartFetcher,
  chartKey,
  type ChartSpec,
  type KustomizeTree,
  type RemoteContent,
  type RemoteFetcher,
  type RepositorySpec,
} from './tree.ts';
export type {
  BuildOptions,
  BuildResult,
  BuiltObject,
  CollectOptions,
  HelmEngine,
  HelmRequest,
  LoadRestrictor,
  Origin,
} from './options.ts';
export type { BuildCache } from './cache.ts';
export * from './face.ts';
