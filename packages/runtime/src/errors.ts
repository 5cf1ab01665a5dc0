import { FluxtsError } from '@fluxts/base';

/** Raised by the runtime itself. */
export class RuntimeError extends FluxtsError<
  | 'NoSuchIndex'
  | 'AlreadyStarted'
  | 'LeadershipLost'
  | 'ShutdownTimeout'
  | 'ListenFailed'
  | 'RunnableFailed'
> {}

/**
 * A job that failed. When the job threw, `code`, `message`, `subject`, `place` and `retry` are those of
 * what it threw (`JobFailed` for an error without a code); otherwise the pool's own codes.
 */
export class JobError extends FluxtsError {}
