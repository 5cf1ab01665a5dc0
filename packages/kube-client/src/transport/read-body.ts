import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { KubeClientError } from '../errors.ts';

/**
 * Reads an answer to its end, decompressed.
 * @throws KubeClientError `ResponseTooLarge` past `maxBytes`, compressed or not; the stream's own error otherwise
 */
export async function readBody(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const stream = await decompressed(response);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) {
        throw new KubeClientError(
          'ResponseTooLarge',
          `the answer has more than the ${maxBytes} bytes allowed`,
          { retry: 'on-change' },
        );
      }
      chunks.push(chunk);
    }
  } finally {
    // Leaving a half-read answer on a kept-alive socket would spoil the next one.
    if (!response.readableEnded) response.destroy();
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
}

/** The answer's bytes as the server meant them. @throws KubeClientError `ResponseInvalid` for an encoding nobody asked for */
export async function decompressed(response: IncomingMessage): Promise<Readable> {
  const encoding = response.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return response;
  if (encoding !== 'gzip') {
    response.destroy();
    throw new KubeClientError('ResponseInvalid', 'the answer has an unknown content encoding');
  }
  const { createGunzip } = await import('node:zlib');
  const gunzip = createGunzip();
  response.once('error', (error) => gunzip.destroy(error));
  response.once('aborted', () => gunzip.destroy(new Error('the connection broke')));
  gunzip.once('close', () => {
    if (!response.readableEnded) response.destroy();
  });
  return response.pipe(gunzip);
}
