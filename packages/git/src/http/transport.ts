import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type GitCredentials, authorizationHeader } from '../credentials.ts';
import { GitError } from '../error.ts';
import {
  type ConnectionPool,
  type ConnectionSettings,
  createConnectionPool,
} from './connection.ts';
import { connectionError } from './connection-error.ts';

/** One HTTP request. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials?: GitCredentials;
  /** The longest answer taken. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** Its whole answer. */
export interface TransportResponse {
  readonly status: number;
  readonly contentType: string;
  readonly location?: string;
  readonly body: Buffer;
}

/** What {@link createTransport} takes. */
export interface TransportOptions {
  readonly userAgent: string;
  /** Proxy of the environment for a URL. */
  readonly proxyFor?: (url: URL) => string | undefined;
  /** How many sets of settings keep their connections; the least recently used go first. */
  readonly maxPools?: number;
}

/** Sends requests over kept-alive connections, one pool for each set of TLS and proxy settings. */
export interface Transport {
  /** Sends a request and reads its answer. Redirects are not followed. @throws GitError */
  send(request: TransportRequest): Promise<TransportResponse>;
  close(): void;
}

/** Makes a {@link Transport}. */
export function createTransport(options: TransportOptions): Transport {
  return new PooledTransport(options);
}

class PooledTransport implements Transport {
  readonly #options: TransportOptions;
  readonly #pools = new Map<string, ConnectionPool>();

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  async send(request: TransportRequest): Promise<TransportResponse> {
    const pool = this.#pool(request);
    try {
      return await this.#exchange(request, pool);
    } catch (error) {
      // A server may close a kept-alive connection just as it is used again; that says nothing about it.
      if (error instanceof StaleConnection) return this.#exchange(request, pool);
      throw error;
    }
  }

  close(): void {
    for (const pool of this.#pools.values()) pool.close();
    this.#pools.clear();
  }

  #pool(request: TransportRequest): ConnectionPool {
    const { tls, proxy } = request.credentials ?? {};
    const environmentProxy =
      proxy === undefined ? this.#options.proxyFor?.(request.url) : undefined;
    const settings: ConnectionSettings = {
      ...(tls === undefined ? {} : { tls }),
      ...(proxy === undefined ? {} : { proxy }),
      ...(environmentProxy === undefined ? {} : { proxy: { address: environmentProxy } }),
    };
    const key = JSON.stringify([
      settings.tls?.ca,
      settings.tls?.cert,
      settings.tls?.key,
      settings.proxy?.address,
      settings.proxy?.username,
      settings.proxy?.password,
    ]);
    const pool = this.#pools.get(key) ?? createConnectionPool(settings);
    this.#pools.delete(key);
    this.#pools.set(key, pool);
    for (const [oldest, unused] of this.#pools) {
      if (this.#pools.size <= (this.#options.maxPools ?? 256)) break;
      this.#pools.delete(oldest);
      closeWhenIdle(unused);
    }
    return pool;
  }

  #exchange(request: TransportRequest, pool: ConnectionPool): Promise<TransportResponse> {
    const authorization = authorizationHeader(request.credentials);
    const headers: Record<string, string> = {
      'user-agent': this.#options.userAgent,
      host: request.url.host,
      ...request.headers,
      ...(authorization === undefined ? {} : { authorization }),
      ...(request.body === undefined
        ? {}
        : { 'content-length': String(Buffer.byteLength(request.body)) }),
    };
    const secure = request.url.protocol === 'https:';
    const proxied = secure ? undefined : pool.proxy;
    if (proxied?.authorization !== undefined)
      headers['proxy-authorization'] = proxied.authorization;
    const target = proxied?.url ?? request.url;
    const throughTls = target.protocol === 'https:';
    const send = throughTls ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const sent = send(
        {
          method: request.method,
          host: target.hostname.replace(/^\[|\]$/g, ''),
          port: target.port === '' ? (throughTls ? 443 : 80) : Number(target.port),
          path:
            proxied === undefined ? request.url.pathname + request.url.search : request.url.href,
          headers,
          agent: secure ? pool.https : throughTls ? undefined : pool.http,
          signal: request.signal,
        },
        (response) => {
          readBody(response, request.maxBytes).then((body) => {
            resolve({
              status: response.statusCode ?? 0,
              contentType: response.headers['content-type'] ?? '',
              ...(response.headers.location === undefined
                ? {}
                : { location: response.headers.location }),
              body,
            });
          }, reject);
        },
      );
      sent.once('error', (error: NodeJS.ErrnoException) => {
        if (sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) {
          reject(new StaleConnection());
        } else {
          reject(error instanceof GitError ? error : connectionError(error, request.url));
        }
      });
      sent.end(request.body);
    });
  }
}

class StaleConnection extends Error {}

function closeWhenIdle(pool: ConnectionPool): void {
  const busy = [pool.http, pool.https].some((agent) => Object.keys(agent.sockets).length > 0);
  if (busy) setTimeout(() => closeWhenIdle(pool), 1000).unref();
  else pool.close();
}

async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) {
      response.destroy();
      throw new GitError('TooLarge', `the server's answer is longer than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
