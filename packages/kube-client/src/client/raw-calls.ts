import type { IncomingMessage } from 'node:http';
import { KubeClientError } from '../errors.ts';
import type { RawRequest } from '../raw.ts';
import { decompressed } from '../transport/read-body.ts';
import { withQuery } from './paths.ts';
import type { Call } from './session.ts';

/** The call of a request by path. @throws KubeClientError `RequestInvalid` */
export function rawCall(request: RawRequest): Call {
  const { path } = request;
  // The path must stay below the server's, and a line break would end the request line.
  if (!path.startsWith('/') || /[\s#]|\/\.\.(?:\/|\?|$)/.test(path)) {
    throw new KubeClientError('RequestInvalid', 'the path of a raw request is not a clean path', {
      retry: 'on-change',
    });
  }
  const method = request.method ?? 'GET';
  return {
    verb: method.toLowerCase(),
    what: path.replace(/\?.*$/s, ''),
    method,
    path: withQuery(path, request.query ?? {}),
    headers: { accept: '*/*', ...request.headers },
    body: request.body,
    signal: request.signal,
    timeoutMs: request.timeoutMs,
    maxBytes: request.maxBytes,
    repeatable: request.repeatable ?? (method === 'GET' || method === 'HEAD'),
  };
}

/** An answer's headers, each as one text. */
export function headersOf(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** An answer's body as it comes, decompressed. Closes the connection when the reader leaves. */
export async function* streamBody(
  response: IncomingMessage,
  call: Call,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of (await decompressed(response)) as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    if (error instanceof KubeClientError) throw error;
    throw new KubeClientError(
      'ConnectionFailed',
      `the answer to ${call.verb} ${call.what} broke off`,
      { cause: error },
    );
  } finally {
    if (!response.readableEnded) response.destroy();
  }
}
