export { type Clock, delay, systemClock, type Timer } from './clock.ts';
export type { ObjectKey } from './key.ts';
export {
  type Priority,
  type ReconcileContext,
  type Reconciler,
  type Result,
  done,
  gone,
  requeueAfter,
  retry,
} from './reconciler.ts';
export {
  type Controller,
  type ControllerOptions,
  type ControllerWatch,
  watching,
} from './controller/controller.ts';
export type {
  CacheChange,
  CachedObject,
  CacheRegistry,
  CacheSelection,
  CacheState,
  RunningCaches,
  WatchCache,
} from './cache/watch-cache.ts';
export { type CachesOptions, createCaches } from './cache/registry.ts';
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
export { createManager } from './manager/create-manager.ts';
export type { Manager, ManagerOptions, Runnable } from './manager/manager.ts';
export type { LeaderElectionOptions } from './leader/election.ts';
export type { JobContext, JobHandlers, JobOptions, JobTypes, WorkerPool } from './worker/pool.ts';
export { createInlinePool } from './worker/inline-pool.ts';
export { createWorkerPool, type WorkerPoolOptions } from './worker/thread-pool.ts';
export { serveJobs } from './worker/serve-jobs.ts';
export type { EventInput, EventRecorder, EventSink, EventTarget } from './events/recorder.ts';
export type { Metrics, Reading, ReconcileOutcome } from './metrics/metrics.ts';
export { createMetrics } from './metrics/prometheus.ts';
export { type LogFields, type Logger, type LogLevel, silentLogger } from './log/logger.ts';
export { createLogger, type LoggerOptions } from './log/create-logger.ts';
export { maskText } from './log/mask.ts';
export type { Wake } from './queue/work-queue.ts';
export { patchStatus } from './status/patch-status.ts';
export { JobError, RuntimeError } from './errors.ts';
