import {
  Agent as HttpAgent,
  type AgentOptions,
  type ClientRequest,
  request as httpRequest,
} from 'node:http';
import { Agent as HttpsAgent, type RequestOptions, request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';
import type { ProxySettings, TlsSettings } from '../credentials.ts';
import { GitError } from '../error.ts';

/** What a connection depends on beside the host it goes to. */
export interface ConnectionSettings {
  readonly tls?: TlsSettings;
  readonly proxy?: ProxySettings;
}

/** Kept-alive connections for one set of settings. */
export interface ConnectionPool {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  /** How to reach `http:` URLs through the proxy: by a request in absolute form. */
  readonly proxy?: ParsedProxy;
  close(): void;
}

/** A proxy's address, checked. */
export interface ParsedProxy {
  readonly url: URL;
  readonly authorization?: string;
}

const agentOptions: AgentOptions = {
  keepAlive: true,
  keepAliveMsecs: 30_000,
  maxSockets: 16,
  maxFreeSockets: 4,
  scheduling: 'lifo',
};

/** Makes a pool. @throws GitError `CredentialsInvalid` for a proxy address that is none */
export function createConnectionPool(settings: ConnectionSettings): ConnectionPool {
  const tls = tlsOptions(settings.tls);
  const proxy = settings.proxy === undefined ? undefined : parseProxy(settings.proxy);
  const http = new HttpAgent(agentOptions);
  const https =
    proxy === undefined
      ? new HttpsAgent({ ...agentOptions, ...tls })
      : new TunnelAgent({ ...agentOptions, ...tls }, proxy);
  return {
    http,
    https,
    ...(proxy === undefined ? {} : { proxy }),
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

/** @throws GitError `CredentialsInvalid` */
export function parseProxy(settings: ProxySettings): ParsedProxy {
  const url = URL.canParse(settings.address) ? new URL(settings.address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol) || url.hostname === '') {
    throw new GitError('CredentialsInvalid', 'the proxy address is not an http or https URL', {
      retry: 'on-change',
    });
  }
  const username = settings.username ?? decodeURIComponent(url.username);
  const password = settings.password ?? decodeURIComponent(url.password);
  const plain = new URL(url.origin);
  if (username === '' && password === '') return { url: plain };
  return {
    url: plain,
    authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
  };
}

function tlsOptions(tls: TlsSettings | undefined): {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
} {
  return {
    ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls?.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls?.key === undefined ? {} : { key: tls.key }),
  };
}

/** Reaches `https:` hosts through a proxy by CONNECT. */
class TunnelAgent extends HttpsAgent {
  readonly #proxy: ParsedProxy;

  constructor(options: AgentOptions, proxy: ParsedProxy) {
    super(options);
    this.#proxy = proxy;
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const done = callback as ((error: Error | null, stream?: Duplex) => void) | undefined;
    const authority = `${options.host ?? ''}:${options.port ?? 443}`;
    const connect = openTunnel(this.#proxy, authority);
    connect.once('connect', (response, socket, head) => {
      if (response.statusCode !== 200 || head.length > 0) {
        socket.destroy();
        done?.(proxyError(this.#proxy, response.statusCode ?? 0));
        return;
      }
      done?.(
        null,
        tlsConnect({
          ...(options as object),
          socket,
          servername: options.servername ?? String(options.host),
        }),
      );
    });
    connect.once('error', (error) => done?.(error));
    connect.end();
    return undefined;
  }
}

function openTunnel(proxy: ParsedProxy, authority: string): ClientRequest {
  const send = proxy.url.protocol === 'https:' ? httpsRequest : httpRequest;
  return send({
    host: proxy.url.hostname.replace(/^\[|\]$/g, ''),
    port:
      proxy.url.port === '' ? (proxy.url.protocol === 'https:' ? 443 : 80) : Number(proxy.url.port),
    method: 'CONNECT',
    path: authority,
    agent: false,
    timeout: 30_000,
    headers: {
      host: authority,
      ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
    },
  }).once('timeout', function onTimeout(this: ClientRequest) {
    this.destroy(new Error('the proxy did not answer in 30s'));
  });
}

function proxyError(proxy: ParsedProxy, status: number): GitError {
  return status === 407
    ? new GitError('AuthenticationFailed', `the proxy ${proxy.url.host} wants other credentials`)
    : new GitError('HostUnreachable', `the proxy ${proxy.url.host} answered ${status} to CONNECT`);
}
