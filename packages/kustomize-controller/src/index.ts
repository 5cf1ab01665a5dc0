export { type ArtifactSource, type ArtifactTree } from './build/artifact-source.ts';
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
