export { serveApiServer } from './api-server/serve-thread.ts';
export { type ApiServerThread, startApiServerThread } from './api-server/start-thread.ts';
export type { ApiServerThreadOptions } from './api-server/messages.ts';
export { chooseControllers, type ControllerName, controllerNames } from './controllers/names.ts';
export type {
  ControllersOptions,
  KustomizeSettings,
  LeaderElection,
  SourceSettings,
} from './controllers/options.ts';
export { serveBuildJobs } from './controllers/serve-build-jobs.ts';
export { type RunningControllers, startControllers } from './controllers/start-controllers.ts';
export type {
  DevOptions,
  DevProgress,
  DevSystem,
  Listing,
  ReadyReport,
  SampleOptions,
  SampleRepository,
  ThreadEntries,
} from './dev-system.ts';
export { DevError, type DevErrorCode } from './error.ts';
export { startDev } from './start-dev.ts';
export { judge, type NewestCommits, type Progress } from './status/readiness.ts';
