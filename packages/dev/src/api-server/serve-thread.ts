import { parentPort, workerData } from 'node:worker_threads';
import { type ApiServer, startApiServer } from '@fluxts/apiserver';
import { errorMessage, FluxtsError } from '@fluxts/base';
import type { ApiServerThreadOptions, ThreadCommand, ThreadMessage } from './messages.ts';

/** Called once by the entry module of the API server's thread: runs the server until it is told to close. */
export function serveApiServer(): void {
  const port = parentPort;
  if (port === null) throw new TypeError('serveApiServer belongs into a thread of its own');
  const tell = (message: ThreadMessage): void => port.postMessage(message);
  const options = workerData as ApiServerThreadOptions;
  const server = startApiServer({
    ...options,
    logger: {
      info: (message, fields = {}) => tell({ type: 'log', level: 'info', message, fields }),
      error: (message, fields = {}) => tell({ type: 'log', level: 'error', message, fields }),
    },
  });
  server.then(
    ({ url, kubeconfig }) => tell({ type: 'ready', url, kubeconfig }),
    (error: unknown) => fail(tell, error),
  );
  port.on('message', (command: ThreadCommand) => {
    if (command.type === 'close') void closeServer(server, tell, () => port.close());
  });
}

async function closeServer(
  starting: Promise<ApiServer>,
  tell: (message: ThreadMessage) => void,
  end: () => void,
): Promise<void> {
  try {
    await (await starting).close();
    tell({ type: 'closed' });
  } catch (error) {
    fail(tell, error);
  } finally {
    end();
  }
}

function fail(tell: (message: ThreadMessage) => void, error: unknown): void {
  const known = error instanceof FluxtsError ? error : undefined;
  tell({
    type: 'failed',
    code: known?.code ?? 'Unknown',
    message: errorMessage(error),
    retry: known?.retry ?? 'never',
  });
}
