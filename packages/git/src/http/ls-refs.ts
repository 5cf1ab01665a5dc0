import type { GitCredentials } from '../credentials.ts';
import { GitError } from '../error.ts';
import type { ObjectFormat, RemoteRefs } from '../git.ts';
import { delimiterPacket, flushPacket, packetLine } from '../pkt-line.ts';
import type { RepositoryUrl } from '../url.ts';
import { readAdvertisement, readLsRefs } from './advertisement.ts';
import type { Transport, TransportResponse } from './transport.ts';

/** What is known of a server once it was asked, so that the next poll is one request. */
export interface KnownServer {
  /** The repository's address after redirects. */
  readonly base: URL;
  /** Whether the credentials may go there. */
  readonly sameOrigin: boolean;
  readonly version: 0 | 2;
  readonly objectFormat: ObjectFormat;
}

/** What {@link lsRefsOverHttp} takes. */
export interface HttpLsRefsRequest {
  readonly url: RepositoryUrl;
  readonly credentials?: GitCredentials;
  /** Only references whose names begin so; the caller filters again, v0 servers send all. */
  readonly prefixes: readonly string[];
  readonly known?: KnownServer;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

const infoRefs = '/info/refs';
const service = 'service=git-upload-pack';
const maxRedirects = 5;

/** Lists references over HTTP: protocol v2 where the server has it, v0 otherwise. @throws GitError */
export async function lsRefsOverHttp(
  transport: Transport,
  request: HttpLsRefsRequest,
): Promise<{ readonly refs: RemoteRefs; readonly server: KnownServer }> {
  if (request.known?.version === 2) {
    const refs = await askV2(transport, request, request.known);
    if (refs !== undefined) return { refs, server: request.known };
    // The server has moved or forgotten v2: find out anew.
  }
  const { response, base, sameOrigin } = await discover(transport, request);
  const advertisement = readAdvertisement(response.body);
  if (advertisement.version === 0) {
    const { refs } = advertisement;
    return { refs, server: { base, sameOrigin, version: 0, objectFormat: refs.objectFormat } };
  }
  if (!advertisement.lsRefs)
    throw new GitError('ProtocolError', 'the server cannot list references');
  const server: KnownServer = {
    base,
    sameOrigin,
    version: 2,
    objectFormat: advertisement.objectFormat,
  };
  const refs = await askV2(transport, request, server);
  if (refs === undefined)
    throw new GitError('ProtocolError', 'the server refused to list references');
  return { refs, server };
}

/** The v2 command; `undefined` when the server answers with what calls for discovery. */
async function askV2(
  transport: Transport,
  request: HttpLsRefsRequest,
  server: KnownServer,
): Promise<RemoteRefs | undefined> {
  const credentials = server.sameOrigin ? request.credentials : forOtherHost(request.credentials);
  const response = await transport.send({
    method: 'POST',
    url: new URL(`${server.base.href.replace(/\/$/, '')}/git-upload-pack`),
    headers: {
      accept: 'application/x-git-upload-pack-result',
      'content-type': 'application/x-git-upload-pack-request',
      'git-protocol': 'version=2',
    },
    body: lsRefsCommand(request.prefixes, server.objectFormat),
    ...(credentials === undefined ? {} : { credentials }),
    maxBytes: request.maxBytes,
    signal: request.signal,
  });
  if (response.status === 401 || response.status === 403)
    throw statusError(response.status, request);
  if (response.status !== 200) return undefined;
  if (!response.contentType.startsWith('application/x-git-upload-pack-result')) return undefined;
  return { refs: readLsRefs(response.body), objectFormat: server.objectFormat };
}

/** The message that asks for references; `agent` says who asks. */
function lsRefsCommand(prefixes: readonly string[], objectFormat: ObjectFormat): string {
  return [
    packetLine('command=ls-refs\n'),
    packetLine('agent=fluxts\n'),
    ...(objectFormat === 'sha1' ? [] : [packetLine(`object-format=${objectFormat}\n`)]),
    delimiterPacket,
    packetLine('peel\n'),
    packetLine('symrefs\n'),
    ...prefixes.map((prefix) => packetLine(`ref-prefix ${prefix}\n`)),
    flushPacket,
  ].join('');
}

async function discover(
  transport: Transport,
  request: HttpLsRefsRequest,
): Promise<{
  readonly response: TransportResponse;
  readonly base: URL;
  readonly sameOrigin: boolean;
}> {
  const origin = new URL(request.url.href).origin;
  let url = new URL(`${request.url.href}${infoRefs}?${service}`);
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const sameOrigin = url.origin === origin || upgradedToTls(origin, url);
    const credentials = sameOrigin ? request.credentials : forOtherHost(request.credentials);
    const response = await transport.send({
      method: 'GET',
      url,
      headers: {
        accept: 'application/x-git-upload-pack-advertisement, */*',
        'git-protocol': 'version=2',
        'cache-control': 'no-cache',
      },
      ...(credentials === undefined ? {} : { credentials }),
      maxBytes: request.maxBytes,
      signal: request.signal,
    });
    if (response.status === 200) {
      if (!response.contentType.startsWith('application/x-git-upload-pack-advertisement')) {
        throw new GitError(
          'RepositoryNotFound',
          'repository not found: the server speaks no smart HTTP there',
          {
            cause: response.contentType,
          },
        );
      }
      return { response, base: baseOf(url), sameOrigin };
    }
    if (![301, 302, 303, 307, 308].includes(response.status))
      throw statusError(response.status, request);
    url = redirectTarget(url, response.location);
  }
  throw new GitError('ProtocolError', `the server redirects more than ${maxRedirects} times`);
}

/** The same host by TLS on its usual port: what `http://` servers redirect to. */
function upgradedToTls(origin: string, url: URL): boolean {
  const from = new URL(origin);
  return (
    from.protocol === 'http:' &&
    url.protocol === 'https:' &&
    from.hostname === url.hostname &&
    from.port === '' &&
    url.port === ''
  );
}

/** What may be told to a host that the credentials were not given for: how to get there, nothing else. */
export function forOtherHost(credentials: GitCredentials | undefined): GitCredentials | undefined {
  const ca = credentials?.tls?.ca;
  return {
    ...(credentials?.proxy === undefined ? {} : { proxy: credentials.proxy }),
    ...(ca === undefined ? {} : { tls: { ca } }),
  };
}

function redirectTarget(from: URL, location: string | undefined): URL {
  const target =
    location !== undefined && URL.canParse(location, from.href)
      ? new URL(location, from)
      : undefined;
  if (target === undefined || !['http:', 'https:'].includes(target.protocol)) {
    throw new GitError('ProtocolError', 'the server redirects to what is no http or https URL');
  }
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw new GitError('ProtocolError', `the server redirects from https to http (${target.host})`);
  }
  if (!target.pathname.endsWith(infoRefs)) {
    throw new GitError(
      'RepositoryNotFound',
      `repository not found: the server redirects to ${target.origin}${target.pathname.slice(0, 128)}, where no repository is`,
    );
  }
  target.username = '';
  target.password = '';
  return target;
}

function baseOf(url: URL): URL {
  return new URL(url.origin + url.pathname.slice(0, -infoRefs.length));
}

function statusError(status: number, request: HttpLsRefsRequest): GitError {
  switch (status) {
    case 401:
      return new GitError(
        'AuthenticationFailed',
        request.credentials?.basic === undefined && request.credentials?.bearerToken === undefined
          ? 'authentication required'
          : 'authentication required: the server refuses the given credentials',
      );
    case 403:
      return new GitError('AuthenticationFailed', 'authorization failed');
    case 404:
    case 410:
      return new GitError('RepositoryNotFound', 'repository not found');
    default:
      return new GitError('ProtocolError', `the server answered with status ${status}`);
  }
}
