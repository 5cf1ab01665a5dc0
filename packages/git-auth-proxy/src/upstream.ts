import {
  Agent as HttpAgent,
  type ClientRequest,
  request as httpRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { ProxyError } from './errors.ts';

/** A small request that is sent and answered as a whole. */
export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The answer to an {@link ExchangeRequest}. */
export interface ExchangeAnswer {
  readonly status: number;
  readonly body: string;
}

/** Sends a small request. @throws ProxyError `UpstreamUnreachable`, `UpstreamAnswer` */
export type Exchange = (request: ExchangeRequest) => Promise<ExchangeAnswer>;

/** Limits and trust of the connections to git hosts. */
export interface UpstreamOptions {
  /** PEM of certificate authorities to trust instead of the system's. */
  readonly ca?: string;
  /** Milliseconds without a byte after which a connection is given up; two minutes unless said. */
  readonly idleTimeout?: number;
  /** Connections to one git host at most; 256 unless said. */
  readonly maxConnections?: number;
}

/** The largest answer to an {@link Exchange}, in bytes. */
const maxAnswerBytes = 1024 * 1024;

/** Kept-alive connections to the git hosts. */
export class Upstream {
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;
  /** For requests that could not be sent again, should the host have closed a kept connection meanwhile. */
  readonly #fresh: { readonly http: HttpAgent; readonly https: HttpsAgent };
  readonly #idleTimeout: number;

  constructor(options: UpstreamOptions = {}) {
    const pool = { keepAlive: true, maxSockets: options.maxConnections ?? 256, maxFreeSockets: 32 };
    const tls = {
      minVersion: 'TLSv1.2' as const,
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    };
    this.#http = new HttpAgent(pool);
    this.#https = new HttpsAgent({ ...pool, ...tls });
    const once = { maxSockets: pool.maxSockets };
    this.#fresh = { http: new HttpAgent(once), https: new HttpsAgent({ ...once, ...tls }) };
    this.#idleTimeout = options.idleTimeout ?? 120_000;
  }

  /**
   * Opens a request; the caller writes and ends it, and handles `error`.
   * @param fresh not on a kept connection, which the host may just be closing
   */
  open(scheme: 'http' | 'https', options: RequestOptions, fresh = false): ClientRequest {
    const request =
      scheme === 'https'
        ? httpsRequest({ ...options, agent: fresh ? this.#fresh.https : this.#https })
        : httpRequest({ ...options, agent: fresh ? this.#fresh.http : this.#http });
    request.setTimeout(this.#idleTimeout, () =>
      request.destroy(new Error(`no byte for ${this.#idleTimeout} ms`)),
    );
    return request;
  }

  /** Sends a small request and reads the whole answer. */
  readonly exchange: Exchange = ({ method, url, headers }) => {
    const { protocol, hostname, port, pathname, search } = new URL(url);
    return new Promise((resolve, reject) => {
      const fail = (cause: Error): void =>
        reject(
          new ProxyError('UpstreamUnreachable', `${hostname} cannot be reached: ${cause.message}`, {
            cause,
          }),
        );
      const request = this.open(protocol === 'https:' ? 'https' : 'http', {
        method,
        hostname,
        port,
        path: pathname + search,
        headers,
      });
      request.on('error', fail);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > maxAnswerBytes) {
            request.destroy();
            reject(
              new ProxyError(
                'UpstreamAnswer',
                `${hostname} answered more than ${maxAnswerBytes} bytes`,
              ),
            );
          } else {
            chunks.push(chunk);
          }
        });
        response.on('error', fail);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      request.end();
    });
  };

  /** Closes idle connections; running requests end by themselves. */
  close(): void {
    this.#http.destroy();
    this.#https.destroy();
    this.#fresh.http.destroy();
    this.#fresh.https.destroy();
  }
}
