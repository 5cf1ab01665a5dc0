import { Agent as HttpAgent, type AgentOptions, type ClientRequest, request } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions as HttpsAgentOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import type { ClusterConfig } from '../cluster-config.ts';
import { KubeClientError } from '../errors.ts';

/** A client certificate with its key, both PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
}

/** Kept-alive sockets to one server, with or without a client certificate. */
export function createAgent(
  cluster: ClusterConfig,
  maxSockets: number,
  certificate: ClientCertificate | undefined,
): HttpAgent {
  const url = new URL(cluster.server);
  const pool: AgentOptions = {
    keepAlive: true,
    keepAliveMsecs: 15_000,
    maxSockets,
    maxFreeSockets: maxSockets,
    scheduling: 'lifo',
  };
  if (url.protocol === 'http:') {
    return cluster.proxyUrl === undefined
      ? new HttpAgent(pool)
      : tunnelled(new HttpAgent(pool), url, proxyUrlOf(cluster.proxyUrl), undefined);
  }
  const tls: HttpsAgentOptions = {
    ...pool,
    ...tlsOptions(cluster, certificate, url),
    maxCachedSessions: 16,
  };
  return cluster.proxyUrl === undefined
    ? new HttpsAgent(tls)
    : tunnelled(new HttpsAgent(tls), url, proxyUrlOf(cluster.proxyUrl), tls);
}

/** A proxy URL that we can use. @throws KubeClientError `KubeconfigInvalid` */
export function proxyUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new KubeClientError(
      'KubeconfigInvalid',
      'the proxy-url of the cluster must be an http:// or https:// URL',
      { retry: 'on-change' },
    );
  }
  return url;
}

function tlsOptions(
  cluster: ClusterConfig,
  certificate: ClientCertificate | undefined,
  url: URL,
): HttpsAgentOptions {
  const host = hostOf(url);
  const serverName = cluster.tlsServerName ?? (isIP(host) === 0 ? host : undefined);
  return {
    ...(cluster.caData === undefined ? {} : { ca: cluster.caData }),
    ...(certificate === undefined ? {} : { cert: certificate.certificate, key: certificate.key }),
    ...(serverName === undefined ? {} : { servername: serverName }),
    rejectUnauthorized: cluster.insecureSkipTlsVerify !== true,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
  };
}

type Connected = (error: Error | null, socket?: Duplex) => void;

/** Makes an agent open its sockets through a proxy, by `CONNECT`. */
function tunnelled<A extends HttpAgent>(
  agent: A,
  target: URL,
  proxy: URL,
  tls: HttpsAgentOptions | undefined,
): A {
  const createConnection = (_options: unknown, connected: Connected): undefined => {
    openTunnel(target, proxy).then(
      (socket) => {
        if (tls === undefined) {
          connected(null, socket);
          return;
        }
        const secure = connectTls({ ...tlsConnectOptions(tls, target), socket });
        secure.once('secureConnect', () => connected(null, secure));
        secure.once('error', (error) => connected(error));
      },
      (error: unknown) => connected(error instanceof Error ? error : new Error(String(error))),
    );
    return undefined;
  };
  // An agent may hand its socket over later, by the callback; the types do not say so for subclasses.
  return Object.assign(agent, { createConnection });
}

function tlsConnectOptions(tls: HttpsAgentOptions, target: URL): ConnectionOptions {
  const { ca, cert, key, servername, rejectUnauthorized, minVersion, ALPNProtocols } = tls;
  return {
    host: hostOf(target),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(servername === undefined ? {} : { servername }),
    ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(ALPNProtocols === undefined ? {} : { ALPNProtocols }),
  };
}

async function openTunnel(target: URL, proxy: URL): Promise<Socket> {
  const { request: requestTls } = await import('node:https');
  const port = target.port === '' ? (target.protocol === 'http:' ? '80' : '443') : target.port;
  const authority = `${target.hostname}:${port}`;
  return await new Promise((resolve, reject) => {
    const make = proxy.protocol === 'https:' ? requestTls : request;
    const connect: ClientRequest = make({
      method: 'CONNECT',
      host: hostOf(proxy),
      port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
      path: authority,
      headers: { host: authority, ...proxyAuthorization(proxy) },
      agent: false,
      timeout: 30_000,
    });
    connect.once('connect', (response, socket) => {
      if (response.statusCode === 200) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(`the proxy ${proxy.host} refused a tunnel: ${response.statusCode ?? 0}`));
    });
    connect.once('response', (response) => {
      response.destroy();
      reject(new Error(`the proxy ${proxy.host} refused a tunnel: ${response.statusCode ?? 0}`));
    });
    connect.once('timeout', () => connect.destroy(new Error(`the proxy ${proxy.host} is silent`)));
    connect.once('error', reject);
    connect.end();
  });
}

function proxyAuthorization(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const user = decodeURIComponent(proxy.username);
  const password = decodeURIComponent(proxy.password);
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  return { 'proxy-authorization': `Basic ${credentials}` };
}

/** A URL's host as sockets want it: IPv6 without brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
