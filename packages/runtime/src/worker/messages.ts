import { type ErrorSubject, FluxtsError, type Place, type Retry } from '@fluxts/base';
import { JobError } from '../errors.ts';

/** From the pool to a worker: do this job. */
export interface JobRequest {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** From a worker to the pool: this is what came of it. */
export type JobAnswer =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly error: SentError };

/** An error on its way between threads, where classes are lost. */
export interface SentError {
  readonly code: string;
  readonly message: string;
  readonly subject: ErrorSubject | undefined;
  readonly place: Place | undefined;
  readonly retry: Retry;
}

/** Packs an error. */
export function packError(error: unknown): SentError {
  if (error instanceof FluxtsError) {
    const { code, message, subject, place, retry } = error;
    return { code, message, subject, place, retry };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'JobFailed', message, subject: undefined, place: undefined, retry: 'backoff' };
}

/** Unpacks an error. */
export function unpackError(sent: SentError): JobError {
  const { code, message, subject, place, retry } = sent;
  return new JobError(code, message, {
    retry,
    ...(subject === undefined ? {} : { subject }),
    ...(place === undefined ? {} : { place }),
  });
}
