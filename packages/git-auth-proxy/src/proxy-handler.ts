import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { errorMessage } from '@fluxts/base';
import type { Endpoint } from './endpoint.ts';
import {
  announcesBody,
  forwardedLocation,
  forwardedRequestHeaders,
  forwardedResponseHeaders,
} from './headers.ts';
import type { HostCredentials } from './host-credentials.ts';
import { presentedToken } from './presented-token.ts';
import { parseRequestPath } from './request-path.ts';
import { isRead, route, type Route } from './routes.ts';
import type { TokenTable } from './token-table.ts';
import type { Upstream } from './upstream.ts';

/** What became of one request. It holds no token, no credentials and no query. */
export interface ProxyRecord {
  readonly method: string;
  /** The endpoint's id; `undefined` when the token opened none. */
  readonly endpoint: string | undefined;
  readonly kind: Route['kind'] | undefined;
  readonly status: number;
  /** Why the proxy itself refused or failed the request; `undefined` when the git host answered. */
  readonly reason: string | undefined;
  readonly milliseconds: number;
  /** Bytes of the answer's body, as they went over the wire. */
  readonly bytes: number;
}

/** What one request needs. It is looked up anew for each, so that a new configuration holds at once. */
export interface ProxyContext {
  readonly tokens: TokenTable;
  readonly credentials: HostCredentials;
  readonly upstream: Upstream;
  /** The largest request body, in bytes. */
  readonly maxBodyBytes: number;
  readonly record: (record: ProxyRecord) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

/** Serves one request: checks it, and streams it to the git host and the answer back. */
export function handleProxyRequest(
  context: ProxyContext,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  new ProxiedRequest(context, request, response).start();
}

class ProxiedRequest {
  readonly #context: ProxyContext;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #method: string;
  readonly #startedAt: number;
  #endpoint: Endpoint | undefined;
  #route: Route | undefined;
  #reason: string | undefined;
  #bytes = 0;

  constructor(context: ProxyContext, request: IncomingMessage, response: ServerResponse) {
    this.#context = context;
    this.#request = request;
    this.#response = response;
    this.#method = request.method ?? '';
    this.#startedAt = context.now();
  }

  start(): void {
    this.#response.on('close', () => this.#record());
    const token = presentedToken(this.#request.headers);
    if (token === undefined) {
      this.#response.setHeader('www-authenticate', 'Basic realm="git-auth-proxy"');
      this.#answer(
        401,
        'authentication required: use the token from the Secret in your namespace as the password',
      );
      return;
    }
    this.#endpoint = this.#context.tokens.find(token);
    const path = parseRequestPath(this.#request.url ?? '');
    if (this.#endpoint === undefined || path === undefined) {
      this.#answer(403, 'not permitted');
      return;
    }
    this.#route = route(this.#endpoint, this.#method, path);
    if (this.#route === undefined) {
      this.#answer(403, 'not permitted: the token opens its own repository only');
      return;
    }
    if (isRead(this.#method) && announcesBody(this.#request.headers)) {
      this.#answer(400, `${this.#method} takes no body`);
      return;
    }
    void this.#forward(this.#endpoint, this.#route);
  }

  async #forward(endpoint: Endpoint, to: Route): Promise<void> {
    const declared = Number(this.#request.headers['content-length'] ?? 0);
    if (declared > this.#context.maxBodyBytes) {
      this.#answer(413, `the request body is larger than ${this.#context.maxBodyBytes} bytes`);
      return;
    }
    let authorization: string;
    try {
      authorization = await this.#context.credentials.authorization(endpoint, to.kind);
    } catch (error) {
      this.#answer(502, errorMessage(error));
      return;
    }
    if (this.#response.destroyed) return;
    this.#send(endpoint, to, authorization, !isRead(this.#method));
  }

  #send(endpoint: Endpoint, to: Route, authorization: string, fresh: boolean): void {
    const target = new URL(`${endpoint.scheme}://${to.host}`);
    const options = {
      method: this.#method,
      hostname: target.hostname,
      port: target.port,
      path: to.target,
      headers: forwardedRequestHeaders(this.#method, this.#request.headers, to.host, authorization),
    };
    const outgoing = this.#context.upstream.open(endpoint.scheme, options, fresh);
    this.#response.on('close', () => outgoing.destroy());
    outgoing.on('response', (incoming) => this.#relay(endpoint, to, incoming));
    outgoing.on('error', (error) => {
      // The host had closed a kept connection before it saw the request. A read may be asked again.
      const again = !fresh && outgoing.reusedSocket && !this.#response.headersSent;
      if (again && !this.#response.destroyed) this.#send(endpoint, to, authorization, true);
      else this.#fail(`${to.host} cannot be reached: ${error.message}`);
    });
    if (isRead(this.#method)) outgoing.end();
    else this.#sendBody(outgoing);
  }

  #sendBody(outgoing: ClientRequest): void {
    let sent = 0;
    this.#request.on('data', (chunk: Buffer) => {
      sent += chunk.length;
      if (sent <= this.#context.maxBodyBytes) return;
      outgoing.destroy();
      this.#answer(413, `the request body is larger than ${this.#context.maxBodyBytes} bytes`);
    });
    this.#request.pipe(outgoing);
  }

  #relay(endpoint: Endpoint, to: Route, incoming: IncomingMessage): void {
    if (this.#response.headersSent) {
      incoming.destroy();
      return;
    }
    const status = incoming.statusCode ?? 502;
    if (isSignIn(status)) {
      incoming.resume();
      this.#context.credentials.forget(endpoint);
      this.#answer(
        502,
        `${to.host} refused the proxy's own credentials (HTTP ${status}): the platform team must renew them`,
      );
      return;
    }
    const headers = forwardedResponseHeaders(incoming.headers);
    const { location } = incoming.headers;
    if (location !== undefined) {
      const rewritten = forwardedLocation(location, endpoint, this.#method, to);
      if (rewritten === undefined) {
        incoming.resume();
        this.#answer(
          502,
          `${to.host} redirects away from the repository; has it been moved or renamed?`,
        );
        return;
      }
      headers['location'] = rewritten;
    }
    this.#response.writeHead(status, headers);
    incoming.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
    });
    // When the git host breaks off, the client's connection is cut, so that a part is never taken for the whole.
    pipeline(incoming, this.#response, (error) => {
      if (error) this.#reason ??= `the transfer broke off: ${error.message}`;
    });
  }

  #fail(reason: string): void {
    if (this.#response.headersSent) this.#response.destroy();
    else this.#answer(502, reason);
  }

  #answer(status: number, reason: string): void {
    if (this.#response.headersSent || this.#response.destroyed) return;
    this.#reason = reason;
    // What the client still sends is of no use; a connection that holds the rest of a body cannot be used again.
    if (!this.#request.complete) this.#response.setHeader('connection', 'close');
    this.#request.unpipe();
    this.#request.resume();
    this.#response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
    this.#response.end(this.#method === 'HEAD' ? '' : `${reason}\n`);
  }

  #record(): void {
    this.#context.record({
      method: this.#method,
      endpoint: this.#endpoint?.id,
      kind: this.#route?.kind,
      status: this.#response.headersSent ? this.#response.statusCode : 499,
      reason: this.#reason,
      milliseconds: this.#context.now() - this.#startedAt,
      bytes: this.#bytes,
    });
  }
}

/** Azure DevOps answers bad credentials with its sign-in page: 203 to API calls, 302 to some others. */
function isSignIn(status: number): boolean {
  return status === 401 || status === 203;
}
