import type { ServiceAccountTokens } from '../auth/service-account-tokens.ts';
import { tokenIssuer } from '../auth/service-account-tokens.ts';
import { badRequest } from '../api-error.ts';
import type { OpenApiDocument, OpenApiDocuments } from '../openapi/documents.ts';
import type { Discovery } from './discovery.ts';
import { jsonReply, type Reply, textReply } from './reply.ts';
import { serverVersion } from './version.ts';

/** What the paths outside the resources are answered from. */
export interface PathContext {
  readonly discovery: Discovery;
  readonly openApi: OpenApiDocuments;
  readonly tokens: ServiceAccountTokens;
}

/** Headers that decide on the form of the answer. */
export interface PathHeaders {
  readonly accept?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

const healthPaths = new Set(['/healthz', '/livez', '/readyz']);
const roots: readonly string[] = [
  '/api',
  '/api/v1',
  '/apis',
  '/healthz',
  '/livez',
  '/openapi/v2',
  '/openapi/v3',
  '/readyz',
  '/version',
];

/** Answers discovery, OpenAPI, health and version; undefined for a path that is nothing. */
export function handlePath(
  context: PathContext,
  path: string,
  headers: PathHeaders,
): Reply | undefined {
  if (path === '/') return jsonReply(200, { paths: [...roots] });
  if (path === '/version' || path === '/version/') return jsonReply(200, serverVersion);
  const health = /^\/(?:healthz|livez|readyz)/.exec(path)?.[0];
  if (health !== undefined && healthPaths.has(health)) return textReply(200, 'ok');
  if (path === '/openapi/v3') return documentReply(context.openApi.index(), headers);
  if (path.startsWith('/openapi/v3/')) {
    const document = context.openApi.document(path.slice('/openapi/v3/'.length));
    return document === undefined ? undefined : documentReply(document, headers);
  }
  if (path === '/openapi/v2') return documentReply(context.openApi.swagger(), headers);
  if (path === '/.well-known/openid-configuration') {
    return jsonReply(200, {
      issuer: tokenIssuer,
      jwks_uri: `${tokenIssuer}/openid/v1/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
    });
  }
  if (path === '/openid/v1/jwks') {
    const { publicJwk } = context.tokens;
    return jsonReply(200, { keys: [Object.fromEntries(Object.entries(publicJwk))] });
  }
  if (/^\/apis?(?:\/|$)/.test(path)) return context.discovery.answer(path, headers.accept);
  return undefined;
}

function documentReply(document: OpenApiDocument, { accept, ifNoneMatch }: PathHeaders): Reply {
  const etag = `"${document.hash}"`;
  if (ifNoneMatch === etag) return { code: 304, body: new Uint8Array(), headers: { ETag: etag } };
  if (accept !== undefined && /proto/.test(accept) && !/json|\*\/\*/.test(accept)) {
    throw badRequest('OpenAPI documents are served in JSON only');
  }
  return {
    code: 200,
    body: document.body,
    headers: { ETag: etag, Vary: 'Accept', 'Cache-Control': 'public, immutable' },
  };
}
