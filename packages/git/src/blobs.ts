import { GitError } from './error.ts';
import type { GitProgram } from './process/git-command.ts';
import type { BlobFile } from './tree.ts';

/**
 * Streams blobs through one `git cat-file`, in order, holding no more than a chunk in memory.
 * @param sink must read `content` to its end before it returns
 * @throws GitError `GitFailed`
 */
export async function streamBlobs<File extends BlobFile>(
  git: GitProgram,
  directory: string,
  files: readonly File[],
  sink: (file: File, content: AsyncIterable<Uint8Array>) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  if (files.length === 0) return;
  await git.stream(
    {
      directory,
      args: ['cat-file', '--batch', '--buffer'],
      stdin: files.map((file) => `${file.oid}\n`).join(''),
      signal,
    },
    async (child) => {
      const reader = new ChunkReader(child.stdout as AsyncIterable<Buffer>);
      for (const file of files) {
        const header = await reader.line();
        const match = /^([0-9a-f]+) blob (\d+)$/.exec(header);
        if (match?.[1] !== file.oid) {
          throw new GitError('GitFailed', `the content of '${file.path}' is not in the repository`);
        }
        const size = Number(match[2]);
        const content = reader.take(size);
        await sink(file, content);
        if (!(await content.next()).done) {
          throw new GitError('GitFailed', `the content of '${file.path}' was not read to its end`);
        }
        await reader.skip(1);
      }
    },
  );
}

/** Reads lines and counted bytes from chunks. */
class ChunkReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    for (;;) {
      const newline = this.#rest.indexOf(0x0a);
      if (newline >= 0) {
        const line = this.#rest.toString('latin1', 0, newline);
        this.#rest = this.#rest.subarray(newline + 1);
        return line;
      }
      if (this.#rest.length > 1024)
        throw new GitError('GitFailed', 'git cat-file printed no header');
      this.#rest = Buffer.concat([this.#rest, await this.#next()]);
    }
  }

  async *take(size: number): AsyncGenerator<Uint8Array, void> {
    let left = size;
    while (left > 0) {
      if (this.#rest.length === 0) this.#rest = await this.#next();
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  async skip(size: number): Promise<void> {
    for await (const part of this.take(size)) void part;
  }

  async #next(): Promise<Buffer> {
    const { done, value } = await this.#chunks.next();
    if (done === true) throw new GitError('GitFailed', 'git cat-file ended early');
    return value;
  }
}
