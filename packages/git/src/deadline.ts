import { GitError } from './error.ts';

/** A signal that ends a piece of work, by the caller's wish or by time. */
interface Deadline {
  readonly signal: AbortSignal;
  /** The error to report once the signal has fired. */
  error(): GitError;
  /** Frees the timer and the listener. Always call it. */
  end(): void;
}

/** How long a call may take unless it says otherwise, in milliseconds. */
export const defaultTimeoutMs = 60_000;

/**
 * Starts a deadline. `AbortSignal.any` would keep a listener on a long-lived parent for each call;
 * this one takes its listener away.
 */
function startDeadline(parent: AbortSignal | undefined, timeoutMs: number): Deadline {
  const controller = new AbortController();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  timer.unref();
  const onParent = (): void => controller.abort();
  if (parent?.aborted === true) controller.abort();
  else parent?.addEventListener('abort', onParent, { once: true });
  return {
    signal: controller.signal,
    error: () =>
      timedOut
        ? new GitError('Timeout', `timed out after ${timeoutMs / 1000}s`)
        : new GitError('Aborted', 'the operation was aborted', { retry: 'never' }),
    end: () => {
      clearTimeout(timer);
      parent?.removeEventListener('abort', onParent);
    },
  };
}

/** Runs work under a deadline; whatever it throws once the time is up becomes `Timeout` or `Aborted`. */
export async function withDeadline<T>(
  options: { readonly signal?: AbortSignal; readonly timeoutMs?: number } | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = startDeadline(options?.signal, options?.timeoutMs ?? defaultTimeoutMs);
  try {
    if (deadline.signal.aborted) throw deadline.error();
    return await work(deadline.signal);
  } catch (error) {
    throw deadline.signal.aborted ? deadline.error() : error;
  } finally {
    deadline.end();
  }
}
