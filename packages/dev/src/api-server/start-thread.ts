import { Worker } from 'node:worker_threads';
import { deferred } from '../deferred.ts';
import { DevError } from '../error.ts';
import type { ApiServerThreadOptions, ThreadCommand, ThreadMessage } from './messages.ts';

/** An API server that runs in a thread of its own; it is reached by its URL alone. */
export interface ApiServerThread {
  readonly url: string;
  /** A kubeconfig of an administrator, as YAML. Holds a private key. */
  readonly kubeconfig: string;
  /** Resolves when the thread has ended after {@link ApiServerThread.close}; rejects when it breaks. */
  readonly ended: Promise<void>;
  /** Makes everything durable and ends the thread. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts an API server in a thread. Resolves once it answers.
 * @param entry the module that calls `serveApiServer`
 * @throws DevError `DataDirInUse` when another process has the folder, `ApiServerFailed`
 */
export async function startApiServerThread(
  entry: URL,
  options: ApiServerThreadOptions,
  onLog: (entry: Extract<ThreadMessage, { type: 'log' }>) => void = () => {},
): Promise<ApiServerThread> {
  const worker = new Worker(entry, { workerData: options, name: 'api-server' });
  const end = deferred<void>();
  const ready = deferred<{ readonly url: string; readonly kubeconfig: string }>();
  // A failure before the start is told by `ready`; nobody has `ended` by then.
  end.promise.catch(() => {});
  const fail = (error: unknown): void => {
    ready.reject(error);
    end.reject(error);
  };
  worker.on('message', (message: ThreadMessage) => {
    switch (message.type) {
      case 'ready':
        ready.resolve(message);
        return;
      case 'log':
        onLog(message);
        return;
      case 'failed':
        fail(failure(message, options));
        // What it had open already would keep the process.
        void worker.terminate();
        return;
      case 'closed':
        end.resolve();
    }
  });
  worker.on('error', (error) => {
    fail(
      new DevError('ApiServerFailed', `the API server broke: ${error.message}`, { cause: error }),
    );
  });
  worker.on('exit', (code) => {
    fail(new DevError('ApiServerFailed', `the thread of the API server ended with code ${code}`));
  });
  const { url, kubeconfig } = await ready.promise;
  return {
    url,
    kubeconfig,
    ended: end.promise,
    close: async () => {
      const command: ThreadCommand = { type: 'close' };
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      worker.postMessage(command);
      await end.promise;
    },
  };
}

function failure(
  { code, message, retry }: Extract<ThreadMessage, { type: 'failed' }>,
  options: ApiServerThreadOptions,
): DevError {
  if (code === 'Locked') {
    return new DevError(
      'DataDirInUse',
      `${message}: stop that one first, or choose another folder with --data-dir`,
      { retry: 'never' },
    );
  }
  const where = options.dataDir === undefined ? 'in memory' : `on ${options.dataDir}`;
  return new DevError('ApiServerFailed', `the API server ${where} does not start: ${message}`, {
    retry,
  });
}
