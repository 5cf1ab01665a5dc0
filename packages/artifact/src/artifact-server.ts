import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveArtifact } from './file-server.ts';
import type { ArtifactStore } from './store.ts';

/** A server of artifacts that listens. */
export interface ArtifactServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a store's artifacts over HTTP.
 * @param port 0 takes a free one
 * @throws the error of the socket, when it cannot listen there
 */
export async function startArtifactServer(
  store: ArtifactStore,
  port: number,
  host = '127.0.0.1',
): Promise<ArtifactServer> {
  const server = createServer((request, response) => serveArtifact(store, request, response));
  server.listen(port, host);
  await once(server, 'listening');
  return {
    host,
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
