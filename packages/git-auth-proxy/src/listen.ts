import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ProxyError } from './errors.ts';

/** Milliseconds a client has to send the head of a request. */
const headTimeout = 20_000;

/** Milliseconds without a byte, in either direction, after which a client's connection is cut. */
const idleTimeout = 300_000;

/** Connections that are served at once; more wait in the system's queue. */
const maxConnections = 4096;

/** A server that listens. */
export interface Listening {
  /** `http://host:port`, with the port that was taken. */
  readonly url: string;
  /** Stops listening, lets running requests end for a while, then cuts them. */
  close(graceMs: number): Promise<void>;
}

/**
 * Listens on `host:port` or `:port`; port 0 takes a free one.
 * @throws ProxyError `ConfigInvalid` for an address that cannot be used
 */
export async function listen(
  address: string,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Listening> {
  const match = /^(?<host>\[[0-9a-fA-F:]+\]|[^:]*):(?<port>[0-9]{1,5})$/.exec(address);
  const port = Number(match?.groups?.['port']);
  if (match === null || port > 65_535) {
    throw new ProxyError('ConfigInvalid', `'${address}' is no address; use HOST:PORT or :PORT`);
  }
  const host = match.groups?.['host']?.replace(/^\[|\]$/g, '') ?? '';
  const server = createServer(
    {
      headersTimeout: headTimeout,
      requestTimeout: 0,
      maxHeaderSize: 16_384,
      keepAliveTimeout: 60_000,
    },
    handler,
  );
  server.timeout = idleTimeout;
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(
        new ProxyError('ConfigInvalid', `cannot listen on ${address}: ${cause.message}`, { cause }),
      ),
    );
    server.listen({ port, ...(host === '' ? {} : { host }) }, resolve);
  });
  return { url: urlOf(server, host), close: (graceMs) => close(server, graceMs) };
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = host === '' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
