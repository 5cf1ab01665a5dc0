export type { Clock, Timer } from './clock.ts';
export type { ObjectKey } from './key.ts';
export {
  type Priority,
  type ReconcileContext,
  type Reconciler,
  type Result,
  done,
  requeueAfter,
  retry,
} from './reconciler.ts';
export {
  type Controller,
  type ControllerOptions,
  type ControllerWatch,
  watching,
} from './controller.ts';
export type {
  CacheChange,
  CachedObject,
  CacheRegistry,
  CacheSelection,
  CacheState,
  WatchCache,
} from './cache/watch-cache.ts';
export {
  type Predicate,
  allOf,
  annotationChanged,
  anyOf,
  artifactRevisionChanged,
  conditionBecameTrue,
  generationChanged,
  metadataChanged,
  not,
} from './predicates.ts';
export { type Manager, type ManagerOptions, type Runnable, createManager } from './manager.ts';
export type { LeaderElectionOptions } from './leader/election.ts';
export {
  type JobContext,
  type JobHandlers,
  type JobOptions,
  type JobTypes,
  type WorkerPool,
  type WorkerPoolOptions,
  createInlinePool,
  createWorkerPool,
  serveJobs,
} from './worker/pool.ts';
export type { EventInput, EventRecorder, EventSink, EventTarget } from './events/recorder.ts';
export type { Metrics } from './metrics/metrics.ts';
export type { LogFields, Logger } from './log/logger.ts';
export { patchStatus } from './status/patch-status.ts';
export { JobError, RuntimeError } from './errors.ts';
