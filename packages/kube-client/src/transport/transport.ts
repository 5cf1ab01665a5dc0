import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  request as requestPlain,
} from 'node:http';
import { request as requestTls } from 'node:https';
import type { ClusterConfig } from '../cluster-config.ts';
import { KubeClientError } from '../errors.ts';
import { abortedError, throwIfAborted } from './abort.ts';
import { type ClientCertificate, createAgent, hostOf, proxyUrlOf } from './agent.ts';
import { brokenConnection } from './broken-connection.ts';

/** One HTTP request as it goes out. */
export interface WireRequest {
  readonly method: string;
  /** Path and query below the server's URL. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array | undefined;
  readonly certificate: ClientCertificate | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How long until the whole answer must be there, or just its head if `streaming`; no limit when absent. */
  readonly timeoutMs?: number | undefined;
  readonly streaming?: boolean | undefined;
}

/** Watches and streams at a time; each holds a socket. */
const maxStreams = 4096;

/** Sockets to one server, shared by all clients that derive from one another. */
export class Transport {
  readonly server: string;
  readonly #cluster: ClusterConfig;
  readonly #base: URL;
  readonly #maxSockets: number;
  readonly #agents = new Map<string, { readonly agent: Agent; readonly certificate: string }>();
  /** Ends a request or its answer, for each under way. */
  readonly #open = new Set<(error: KubeClientError) => void>();
  #closed = false;

  constructor(cluster: ClusterConfig, maxSockets: number) {
    if (!URL.canParse(cluster.server) || !/^https?:\/\//i.test(cluster.server)) {
      throw new KubeClientError(
        'KubeconfigInvalid',
        `the server '${cluster.server}' of the cluster is not an http:// or https:// URL`,
        { retry: 'on-change' },
      );
    }
    if (cluster.proxyUrl !== undefined) proxyUrlOf(cluster.proxyUrl);
    this.#cluster = cluster;
    this.#base = new URL(cluster.server);
    this.#maxSockets = maxSockets;
    this.server = cluster.server.replace(/\/+$/, '');
  }

  /** Whether the server is on this machine, where compressing costs more than it saves. */
  get loopback(): boolean {
    return /^(localhost|127\.[\d.]+|\[::1\])$/.test(this.#base.hostname);
  }

  /**
   * Sends a request and resolves with the head of the answer. The caller must read or destroy the body;
   * the time limit and the signal hold until its end.
   * @throws BrokenConnection, KubeClientError `Timeout`, `Aborted`, `Closed`, `RequestInvalid`
   */
  async send(wire: WireRequest): Promise<IncomingMessage> {
    const what = `${wire.method} ${this.server}${pathOf(wire.path)}`;
    throwIfAborted(wire.signal, what);
    if (this.#closed) throw closedError(what);
    return await new Promise<IncomingMessage>((resolve, reject) => {
      let request: ClientRequest;
      try {
        request = this.#begin(wire);
      } catch (error) {
        reject(
          new KubeClientError('RequestInvalid', `${what} cannot be sent: a header or path is bad`, {
            cause: error,
            retry: 'on-change',
          }),
        );
        return;
      }
      let response: IncomingMessage | undefined;
      /** Why we ended it ourselves, if we did. */
      let ended: KubeClientError | undefined;
      const end = (error: KubeClientError): void => {
        ended = error;
        if (response === undefined) request.destroy(error);
        else response.destroy(error);
      };
      const onAbort = (): void => {
        if (wire.signal !== undefined) end(abortedError(wire.signal, what));
      };
      const timer =
        wire.timeoutMs === undefined
          ? undefined
          : setTimeout(() => end(timeoutError(what, wire.timeoutMs ?? 0)), wire.timeoutMs);
      wire.signal?.addEventListener('abort', onAbort, { once: true });
      this.#open.add(end);
      request.once('close', () => {
        clearTimeout(timer);
        wire.signal?.removeEventListener('abort', onAbort);
        this.#open.delete(end);
      });
      request.once('response', (message) => {
        response = message;
        // It may break before anybody reads it; who reads it then gets the error.
        message.on('error', () => undefined);
        if (wire.streaming === true) clearTimeout(timer);
        resolve(message);
      });
      request.on('error', (error: NodeJS.ErrnoException) => {
        if (ended !== undefined) reject(ended);
        else reject(brokenConnection(this.server, what, error, request.headersSent));
      });
      request.end(wire.body);
    });
  }

  #begin(wire: WireRequest): ClientRequest {
    const { protocol, port, pathname } = this.#base;
    const make = protocol === 'http:' ? requestPlain : requestTls;
    return make({
      protocol,
      host: hostOf(this.#base),
      port,
      method: wire.method,
      path: pathname.replace(/\/+$/, '') + wire.path,
      headers: {
        ...wire.headers,
        ...(wire.body === undefined
          ? {}
          : { 'content-length': String(Buffer.byteLength(wire.body)) }),
      },
      agent: this.#agentFor(wire.certificate, wire.streaming === true),
    });
  }

  /**
   * Four agents at most: with the certificate in force and without, for requests and for watches, which
   * must not take the sockets that requests wait for. A renewed certificate gets new sockets.
   */
  #agentFor(certificate: ClientCertificate | undefined, streaming: boolean): Agent {
    const slot = `${certificate === undefined ? 'plain' : 'certificate'} ${streaming}`;
    const print = certificate === undefined ? '' : certificate.certificate + certificate.key;
    const known = this.#agents.get(slot);
    if (known !== undefined && known.certificate === print) return known.agent;
    const sockets = streaming ? maxStreams : this.#maxSockets;
    const agent = createAgent(this.#cluster, sockets, certificate);
    this.#agents.set(slot, { agent, certificate: print });
    return agent;
  }

  /** Closes every socket. */
  close(): void {
    this.#closed = true;
    for (const end of this.#open) end(closedError('the request'));
    this.#open.clear();
    for (const { agent } of this.#agents.values()) agent.destroy();
    this.#agents.clear();
  }
}

function closedError(what: string): KubeClientError {
  return new KubeClientError('Closed', `${what}: the client is closed`, { retry: 'never' });
}

function timeoutError(what: string, ms: number): KubeClientError {
  return new KubeClientError('Timeout', `${what} took longer than ${ms} ms`);
}

/** The path without its query, for messages. */
function pathOf(path: string): string {
  const mark = path.indexOf('?');
  return mark < 0 ? path : path.slice(0, mark);
}
