import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ArtifactStore, serveArtifact } from '@fluxts/artifact';

/** Serves the artifacts of a store over HTTP. */
export interface ArtifactServer {
  /** The port it listens at. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts to serve artifacts.
 * @param store asked at each request, as the address may have to be known before there is a store; answers
 *   503 until then
 * @param address `host:port`, or `:port` for all interfaces; port 0 takes a free one
 * @throws what listening throws: `EADDRINUSE` and the like
 */
export async function startArtifactServer(
  store: () => ArtifactStore | undefined,
  address: string,
): Promise<ArtifactServer> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, Math.max(colon, 0)).replaceAll(/^\[|\]$/g, '');
  const server = createServer((request, response) => {
    const current = store();
    if (current === undefined) response.writeHead(503).end('not ready yet\n');
    else serveArtifact(current, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(address.slice(colon + 1)), host === '' ? undefined : host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
