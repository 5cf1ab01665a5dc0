/** A signal that aborts by itself after a time. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  /** Takes the timer back. */
  end(): void;
}

/**
 * Aborts after a time, or with its parent. `AbortSignal.timeout` under `AbortSignal.any` will not do: on
 * Node 20 nothing holds it, and once it is collected it never fires.
 */
export function timeLimit(milliseconds: number, parent?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), milliseconds);
  const follow = (): void => controller.abort(parent?.reason);
  if (parent?.aborted === true) follow();
  parent?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
      parent?.removeEventListener('abort', follow);
    },
  };
}
