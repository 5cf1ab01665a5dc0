import { errorMessage, FluxtsError } from '@fluxts/base';
import { ObjectGone } from '../status/object-gone.ts';

/** What happens next; see {@link StageError}. */
export type StageErrorCode = 'Failed' | 'Missing' | 'Waiting' | 'Stalled';

/**
 * Why a stage of a reconcile could not be passed, in the words of the Ready condition.
 * - `Failed`: tried again after the retry interval
 * - `Missing`: something it refers to does not exist; the same, but without work begun and without an event
 * - `Waiting`: for something that is not ready yet; tried again soon, and woken when it is
 * - `Stalled`: not tried again before an input changes
 */
export class StageError extends FluxtsError<StageErrorCode> {
  /** The reason of the Ready condition. */
  readonly reason: string;
  /** Told as an event; the condition has the message otherwise. */
  readonly announcement: string | undefined;

  constructor(
    code: StageErrorCode,
    reason: string,
    message: string,
    details: { readonly cause?: unknown; readonly announcement?: string } = {},
  ) {
    super(code, message, {
      cause: details.cause,
      retry: code === 'Stalled' ? 'on-change' : 'backoff',
    });
    this.reason = reason;
    this.announcement = details.announcement;
  }
}

/** Runs a stage; whatever it throws becomes a failure with the given reason. A reason given already stays. */
export async function stage<T>(reason: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StageError || error instanceof ObjectGone) throw error;
    throw new StageError('Failed', reason, errorMessage(error), { cause: error });
  }
}
