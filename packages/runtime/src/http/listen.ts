import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorMessage } from '@fluxts/base';
import { RuntimeError } from '../errors.ts';

/** A small HTTP server of ours. */
export interface Listening {
  /** `host:port` where it answers. */
  readonly address: string;
  close(): Promise<void>;
}

/** What answers a path; `undefined` for 404. */
export type Respond = (
  path: string,
  query: URLSearchParams,
) => Promise<{ readonly status: number; readonly type: string; readonly body: string } | undefined>;

/**
 * Serves GET requests.
 * @param address `host:port`, or `:port` for all interfaces
 * @throws RuntimeError `ListenFailed`
 */
export async function listen(address: string, respond: Respond): Promise<Listening> {
  const { host, port } = parseAddress(address);
  const server = createServer((request, response) => {
    answer(request, response, respond).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`${errorMessage(error)}\n`);
    });
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new RuntimeError('ListenFailed', `cannot listen on ${address}: ${error.message}`, {
          cause: error,
          retry: 'on-change',
        }),
      ),
    );
    server.listen(port, host, resolve);
  });
  return { address: addressOf(server), close: async () => await close(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  respond: Respond,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const found = await respond(url.pathname, url.searchParams);
  if (found === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n');
    return;
  }
  response.writeHead(found.status, {
    'content-type': found.type,
    'content-length': String(Buffer.byteLength(found.body)),
  });
  response.end(request.method === 'HEAD' ? undefined : found.body);
}

function parseAddress(address: string): { host: string | undefined; port: number } {
  const match = /^(.*):(\d{1,5})$/.exec(address);
  if (match === null || Number(match[2]) > 65_535) {
    throw new RuntimeError('ListenFailed', `'${address}' is not an address; write host:port`, {
      retry: 'on-change',
    });
  }
  const host = (match[1] ?? '').replace(/^\[(.*)\]$/, '$1');
  return { host: host === '' ? undefined : host, port: Number(match[2]) };
}

function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  const host = address === '::' || address === '0.0.0.0' ? '127.0.0.1' : address;
  return family === 'IPv6' && host !== '127.0.0.1' ? `[${host}]:${port}` : `${host}:${port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
