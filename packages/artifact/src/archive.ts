import { createWriteStream } from 'node:fs';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { type Digest, type DigestAlgorithm, startDigest } from './digest.ts';
import { ArtifactError } from './error.ts';
import { entryPath } from './path.ts';
import type { ArchiveFile, ArchiveWriter } from './store.ts';

/** What an archive came to. */
export interface WrittenArchive {
  readonly digest: Digest;
  readonly size: number;
}

/** The deepest that an archive of ours nests. */
const maxDepth = 256;

/** Files up to this size are held whole while they are written. */
const smallFile = 256 * 1024;

/**
 * Writes a reproducible tar.gz, streaming: compression runs on the thread pool, and no more than a
 * chunk is held.
 * @throws ArtifactError; what `fill` throws
 */
export async function writeArchive(
  file: string,
  algorithm: DigestAlgorithm,
  fill: (archive: ArchiveWriter) => Promise<void>,
  signal?: AbortSignal,
): Promise<WrittenArchive> {
  const tar = pack();
  const meter = new Meter(algorithm);
  const written = pipeline(
    tar,
    createGzip({ level: 6 }),
    meter,
    createWriteStream(file, { mode: 0o600, flags: 'wx' }),
    ...(signal === undefined ? [] : [{ signal }]),
  );
  const filled = (async () => {
    await fill(new TarWriter(tar));
    tar.finalize();
  })();
  // Whichever fails first ends the other; its error is the one that tells the cause.
  filled.catch((error: unknown) =>
    tar.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  const [filledResult, writtenResult] = await Promise.allSettled([filled, written]);
  if (filledResult.status === 'rejected') throw filledResult.reason;
  if (writtenResult.status === 'rejected') throw writtenResult.reason;
  return { digest: { algorithm, hex: meter.hex() }, size: meter.size };
}

class TarWriter implements ArchiveWriter {
  readonly #tar: Pack;
  readonly #directories = new Set<string>();

  constructor(tar: Pack) {
    this.#tar = tar;
  }

  async add(file: ArchiveFile, content: AsyncIterable<Uint8Array> | Uint8Array): Promise<void> {
    const path = entryPath(file.path, maxDepth);
    if (path === '') throw new ArtifactError('PathInvalid', 'a file of an archive needs a name');
    await this.#addParents(path);
    // A stream of its own for each small file would cost more than the file.
    const body =
      content instanceof Uint8Array || file.size > smallFile ? content : await gather(content);
    if (body instanceof Uint8Array && body.length !== file.size) {
      throw new ArtifactError(
        'StorageFailed',
        `'${path}' has ${body.length} bytes, not ${file.size} as announced`,
      );
    }
    await this.#entry(path, 'file', file.executable ? 0o700 : 0o600, file.size, body);
  }

  async #addParents(path: string): Promise<void> {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const directory = path.slice(0, slash);
      if (this.#directories.has(directory)) continue;
      this.#directories.add(directory);
      await this.#entry(`${directory}/`, 'directory', 0o750, 0, new Uint8Array());
    }
  }

  #entry(
    name: string,
    type: 'file' | 'directory',
    mode: number,
    size: number,
    content: AsyncIterable<Uint8Array> | Uint8Array,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const header = {
        name,
        type,
        mode,
        size,
        mtime: new Date(0),
        uid: 0,
        gid: 0,
        uname: '',
        gname: '',
      };
      const done = (error?: Error | null): void => (error ? reject(error) : resolve());
      if (content instanceof Uint8Array) {
        this.#tar.entry(header, Buffer.from(content), done);
        return;
      }
      pipeline(Readable.from(content), this.#tar.entry(header, done)).catch(reject);
    });
  }
}

async function gather(content: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of content) {
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts, length);
}

/** Counts and digests what goes through, and makes the header of gzip the same on every system. */
class Meter extends Transform {
  readonly #hash: ReturnType<typeof startDigest>;
  size = 0;

  constructor(algorithm: DigestAlgorithm) {
    super();
    this.#hash = startDigest(algorithm);
  }

  hex(): string {
    return this.#hash.digest('hex');
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    // The tenth byte names the operating system; 255 is "unknown".
    const at = 9 - this.size;
    if (at >= 0 && at < chunk.length) chunk[at] = 255;
    this.#hash.update(chunk);
    this.size += chunk.length;
    done(null, chunk);
  }
}
