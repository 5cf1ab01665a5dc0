export { type ControllerName, controllerNames } from './controllers.ts';
export type {
  DevOptions,
  DevProgress,
  DevSystem,
  ReadyReport,
  SampleOptions,
  SampleRepository,
  ThreadEntries,
} from './dev-system.ts';
export { DevError, type DevErrorCode } from './error.ts';
