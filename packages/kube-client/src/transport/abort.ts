import { KubeClientError } from '../errors.ts';

/** Throws if the signal is aborted already. @throws KubeClientError `Aborted` */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted === true) throw abortedError(signal, what);
}

/** The error of a call that its caller ended. */
export function abortedError(signal: AbortSignal, what: string): KubeClientError {
  return new KubeClientError('Aborted', `${what} was aborted`, { cause: signal.reason });
}

/** Waits; rejects as soon as the signal is aborted. @throws KubeClientError `Aborted` */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  throwIfAborted(signal, 'the wait');
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      if (signal !== undefined) reject(abortedError(signal, 'the wait'));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
