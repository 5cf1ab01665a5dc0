import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Endpoint } from './endpoint.ts';
import { formatPath, parseRequestPath } from './request-path.ts';
import { route, type Route } from './routes.ts';

/** What a client may tell the git host. Cookies, forwarding headers and credentials of its own are not among it. */
const requestHeaders = [
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-encoding',
  'content-type',
  'git-protocol',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'pragma',
  'user-agent',
  'x-github-api-version',
] as const;

/** What the git host may tell a client. */
const responseHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'etag',
  'expires',
  'last-modified',
  'pragma',
  'retry-after',
  'vary',
  'x-github-request-id',
  'x-ms-continuationtoken',
  'x-ratelimit-limit',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
] as const;

/** Whether a request says that a body follows its head. */
export function announcesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}

/**
 * The headers of a request as the git host gets them, with its own credentials in place of the token.
 * The length of the body is always said: bytes that follow a head without it would be the next request
 * on a connection that tenants share.
 */
export function forwardedRequestHeaders(
  method: string,
  headers: IncomingHttpHeaders,
  host: string,
  authorization: string,
): OutgoingHttpHeaders {
  return {
    ...pick(headers, requestHeaders),
    ...bodyHeaders(method, headers),
    host,
    authorization,
  };
}

function bodyHeaders(method: string, headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const length = headers['content-length'];
  if (length !== undefined) return { 'content-length': length };
  if (headers['transfer-encoding'] !== undefined) return { 'transfer-encoding': 'chunked' };
  return method === 'GET' || method === 'HEAD' ? {} : { 'content-length': '0' };
}

/** The headers of an answer as the client gets them. */
export function forwardedResponseHeaders(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  return pick(headers, responseHeaders);
}

/**
 * A redirect's address as the client should see it: below the proxy. `undefined` when it leads
 * anywhere but to the endpoint's own repository, on the host that the request went to.
 */
export function forwardedLocation(
  location: string,
  endpoint: Endpoint,
  method: string,
  from: Route,
): string | undefined {
  let url: URL;
  try {
    url = new URL(location, `${endpoint.scheme}://${from.host}${from.target}`);
  } catch {
    return undefined;
  }
  const own = new URL(`${endpoint.scheme}://${from.host}`);
  if (
    url.host !== own.host ||
    url.protocol !== own.protocol ||
    url.username !== '' ||
    url.password !== ''
  ) {
    return undefined;
  }
  const mapped =
    from.kind === 'api' && from.host === 'api.github.com' ? `/api/v3${url.pathname}` : url.pathname;
  const path = parseRequestPath(mapped + url.search);
  if (path === undefined || route(endpoint, method, path) === undefined) return undefined;
  return formatPath(path.segments) + url.search;
}

function pick(headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders {
  const picked: OutgoingHttpHeaders = {};
  for (const name of names) {
    const value = headers[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
