export { addKustomizeController, type KustomizeController } from './controller.ts';
export {
  type BuildJobOptions,
  type BuildJobs,
  buildJobs,
  type BuildOutcome,
  type BuildRequest,
  type Substitution,
} from './job/build-job.ts';
export type { FeatureGates, KustomizeControllerOptions } from './options.ts';
export { type Preview, previewBuild, type PreviewOptions } from './preview.ts';
export { loadVariables } from './build/variables.ts';
export {
  createRemoteFetcher,
  RemoteBaseError,
  type RemoteFetcherOptions,
} from './remote/remote-bases.ts';
export { diffAnnotation, ownReasons } from './own-words.ts';
