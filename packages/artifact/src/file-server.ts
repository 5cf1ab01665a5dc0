import { createReadStream, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ArtifactStore } from './store.ts';

/**
 * Answers `GET` and `HEAD` of a store's artifacts at Flux's URL layout, with `ETag` and single ranges.
 * Every other path is 404: neither directories nor temporary files are served.
 */
export function serveArtifact(
  store: ArtifactStore,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  answer(store, request, response).catch(() => response.destroy());
}

async function answer(
  store: ArtifactStore,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  request.resume();
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const file = store.fileOf(pathOf(request.url ?? '/'));
  const status = file === undefined ? undefined : await stat(file).catch(() => undefined);
  if (file === undefined || status === undefined || !status.isFile()) {
    response
      .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
      .end('404 page not found\n');
    return;
  }
  const etag = `"${status.mtimeMs.toString(16)}-${status.size.toString(16)}"`;
  const headers = {
    etag,
    'accept-ranges': 'bytes',
    'content-type':
      file.endsWith('.gz') || file.endsWith('.tgz')
        ? 'application/gzip'
        : 'text/plain; charset=utf-8',
    'last-modified': status.mtime.toUTCString(),
    'x-content-type-options': 'nosniff',
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = rangeOf(request, status, etag);
  if (range === 'outside') {
    response.writeHead(416, { 'content-range': `bytes */${status.size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: status.size - 1 };
  response.writeHead(range === undefined ? 200 : 206, {
    ...headers,
    'content-length': String(end - start + 1),
    ...(range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${status.size}` }),
  });
  if (request.method === 'HEAD' || status.size === 0) response.end();
  else await pipeline(createReadStream(file, { start, end }), response);
}

/** The store's path in a request's target; percent signs stand in no path of ours, so none is decoded twice. */
function pathOf(target: string): string {
  const path = target.split(/[?#]/, 1)[0] ?? '';
  try {
    return decodeURIComponent(path).replace(/^\//, '');
  } catch {
    return '';
  }
}

function rangeOf(
  request: IncomingMessage,
  status: Stats,
  etag: string,
): { readonly start: number; readonly end: number } | 'outside' | undefined {
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== etag) return undefined;
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.range ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const last = status.size - 1;
  if (match[1] === '') {
    const length = Number(match[2]);
    return length === 0 ? 'outside' : { start: Math.max(0, status.size - length), end: last };
  }
  const start = Number(match[1]);
  const end = match[2] === '' ? last : Math.min(Number(match[2]), last);
  return start > end ? 'outside' : { start, end };
}
