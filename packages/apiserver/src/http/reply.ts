import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type JsonObject } from '@fluxts/base';
import { parseJson, stringify } from '@fluxts/yaml';
import { encodeObject } from '../objects/stored-object.ts';

/** An answer that is complete. */
export interface Reply {
  readonly code: number;
  readonly body: Uint8Array;
  /** Default `application/json`. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Smaller answers are not worth packing; the real server draws the line here too. */
const gzipFrom = 128 * 1024;
const gzipLevel = 1;
const stalledAfter = 60_000;
const compress = promisify(gzip);

/** An answer with an object made for it. */
export function jsonReply(code: number, object: JsonObject): Reply {
  return { code, body: encodeObject(object) };
}

/** An answer in plain text. */
export function textReply(code: number, text: string): Reply {
  return { code, body: Buffer.from(text), contentType: 'text/plain; charset=utf-8' };
}

/** The same answer in YAML, for clients that ask for it. */
export function toYaml(reply: Reply): Reply {
  const text = Buffer.from(reply.body).toString('utf8');
  return {
    ...reply,
    body: Buffer.from(stringify(parseJson(text))),
    contentType: 'application/yaml',
  };
}

/** Sends an answer, packed where the client takes it and it is worth it. */
export async function sendReply(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  warnings: readonly string[],
): Promise<void> {
  const headers: Record<string, string | string[]> = {
    'Content-Type': reply.contentType ?? 'application/json',
    'Cache-Control': 'no-cache, private',
    ...reply.headers,
  };
  if (warnings.length > 0) headers['Warning'] = warnings.map(warningValue);
  let { body } = reply;
  if (body.length >= gzipFrom && acceptsGzip(request)) {
    body = await compress(body, { level: gzipLevel });
    headers['Content-Encoding'] = 'gzip';
    headers['Vary'] = 'Accept-Encoding';
  }
  headers['Content-Length'] = String(body.length);
  // A client that takes nothing of its answer for so long does not get the rest.
  response.setTimeout(stalledAfter);
  response.writeHead(reply.code, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
}

/** A `Warning` header with code 299. What a header cannot hold is left out. */
export function warningValue(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what must go
  const printable = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').replace(/[^\u0020-\u007e]/g, '?');
  return `299 - "${printable.replace(/["\\]/g, '\\$&')}"`;
}
