import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { KeyPair } from '../auth/certificate-authority.ts';
import type { ApiRequestHandler } from './api-handler.ts';

/** How to listen. */
export interface ListenOptions {
  readonly host: string;
  /** Ports to try in turn; 0 takes a free one. */
  readonly ports: readonly number[];
  readonly serving: KeyPair;
  /** The authority whose client certificates are believed. */
  readonly clientAuthority: string;
}

/** A listening server. */
export interface Listening {
  readonly port: number;
  /** Ends idle connections at once and waits for the others, but not for ever. */
  close(): Promise<void>;
}

const maxHeaderBytes = 64 * 1024;
const maxConnections = 4096;
/** What a client may take to send one request. */
const requestTimeout = 60_000;
const keepAliveTimeout = 300_000;
const closeGrace = 2000;

/** Listens on TLS and hands every request to the handler. */
export async function listen(
  handler: ApiRequestHandler,
  options: ListenOptions,
): Promise<Listening> {
  const server = createServer(
    {
      cert: options.serving.certificate,
      key: options.serving.key,
      ca: options.clientAuthority,
      requestCert: true,
      // Who shows no certificate may show a token; that is decided request by request.
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      maxHeaderSize: maxHeaderBytes,
      requestTimeout,
      keepAliveTimeout,
      noDelay: true,
    },
    (request, response) => {
      // A client that goes away in the middle of an answer is no error of the server's.
      response.on('error', () => response.destroy());
      void handler.handle(request, response);
    },
  );
  server.maxConnections = maxConnections;
  const port = await listenOnOne(server, options);
  return { port, close: () => closeServer(server) };
}

async function listenOnOne(server: Server, { host, ports }: ListenOptions): Promise<number> {
  for (const [index, port] of ports.entries()) {
    try {
      return await listenOn(server, host, port);
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!taken || index === ports.length - 1) throw error;
    }
  }
  return listenOn(server, host, 0);
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), closeGrace);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
