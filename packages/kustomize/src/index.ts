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
export { type BuildCache, createBuildCache } from './cache.ts';
export { collect } from './collect/collect.ts';
export { build, renderObjects } from './build.ts';
export { renderKustomization } from './render.ts';
export { unreferenced } from './unreferenced.ts';
export { generateKustomization, type KustomizationOverrides } from './generate-kustomization.ts';
