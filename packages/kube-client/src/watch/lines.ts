import { KubeClientError } from '../errors.ts';

/**
 * Cuts a stream into lines, each without its newline; empty lines are left out.
 * @throws KubeClientError `ResponseTooLarge` for a line of more than `maxBytes`
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<string> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      pending.push(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      const line = Buffer.concat(pending).toString('utf8');
      pending = [];
      size = 0;
      if (line !== '') yield line;
    }
    if (rest.length === 0) continue;
    pending.push(rest);
    size += rest.length;
    if (size > maxBytes) {
      throw new KubeClientError(
        'ResponseTooLarge',
        `a watch event has more than the ${maxBytes} bytes allowed`,
      );
    }
  }
  if (size > 0) yield Buffer.concat(pending).toString('utf8');
}
