import { errorMessage, FluxtsError, LimitError } from '@fluxts/base';
import { KustomizeError, type KustomizeErrorCode } from './error.ts';

/**
 * Runs work and puts a prefix before the message of what it throws, as Go's error wrapping does; code and
 * place stay. Limits and faults of the program go through untouched.
 */
export function wrapErrors<T>(
  prefix: string | ((message: string) => string),
  work: () => T,
  code?: KustomizeErrorCode,
): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FluxtsError) || error instanceof LimitError) throw error;
    const message =
      typeof prefix === 'string' ? `${prefix}: ${errorMessage(error)}` : prefix(error.message);
    const known = error instanceof KustomizeError ? error.code : undefined;
    throw new KustomizeError(known ?? code ?? 'Resource', message, {
      cause: error,
      retry: error.retry,
      ...(error.place === undefined ? {} : { place: error.place }),
      ...(error.subject === undefined ? {} : { subject: error.subject }),
    });
  }
}
