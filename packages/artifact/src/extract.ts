import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { errorMessage } from '@fluxts/base';
import { type Extract, extract } from 'tar-stream';
import { type Digest, startDigest } from './digest.ts';
import { ArtifactError } from './error.ts';
import { entryPath } from './path.ts';

/** What an archive may be made of at most. */
export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of all files together. */
  readonly bytes: number;
  /** Bytes of the archive as it is stored. */
  readonly packedBytes: number;
  /** Directories a file may lie deep in. */
  readonly depth: number;
}

/** Bounds that the sources people deploy from stay well within. */
export const defaultArchiveLimits: ArchiveLimits = {
  entries: 200_000,
  bytes: 2 * 1024 * 1024 * 1024,
  packedBytes: 1024 * 1024 * 1024,
  depth: 64,
};

/** What {@link extractArchive} takes. */
export interface ExtractOptions {
  /** The bytes of a tar.gz. */
  readonly source: Readable;
  /** What they must digest to. */
  readonly digest: Digest;
  /** An empty directory. Not to be used by anybody if this throws. */
  readonly directory: string;
  readonly limits: ArchiveLimits;
  readonly signal: AbortSignal;
}

type Entry = Extract extends AsyncIterable<infer Item> ? Item : never;

/** Files up to this size are held whole, and written by one call. */
const smallFile = 256 * 1024;

/** The longest that the main loop is kept busy at a time, in milliseconds. */
const maxTurnMs = 8;

/**
 * Extracts a tar.gz in one pass, checking its digest on the way. Only regular files and directories are
 * taken; anything else, or a name that is there twice, makes the whole archive refused. Modes, owners and
 * times in it have no effect but for the executable bit.
 * @returns how many bytes the files have together
 * @throws ArtifactError `DigestMismatch`, `ArchiveRefused`, `TooLarge`
 */
export async function extractArchive(options: ExtractOptions): Promise<number> {
  const { directory, digest, limits, signal, source } = options;
  const meter = new DigestMeter(digest, limits.packedBytes);
  const entries = extract();
  const read = pipeline(source, meter, createGunzip(), entries, { signal });
  const written = writeEntries(entries, directory, limits);
  written.catch((error: unknown) => source.destroy(error instanceof Error ? error : undefined));
  const [readResult, writtenResult] = await Promise.allSettled([read, written]);
  for (const result of [writtenResult, readResult]) {
    if (result.status === 'rejected' && result.reason instanceof ArtifactError) throw result.reason;
  }
  if (readResult.status === 'rejected') throw unreadable(readResult.reason, signal);
  if (writtenResult.status === 'rejected') throw unreadable(writtenResult.reason, signal);
  const hex = meter.hex();
  if (hex !== digest.hex) {
    throw new ArtifactError(
      'DigestMismatch',
      `the artifact's digest is ${digest.algorithm}:${hex}, not ${digest.algorithm}:${digest.hex} as advertised`,
    );
  }
  return writtenResult.value;
}

async function writeEntries(
  entries: AsyncIterable<Entry>,
  directory: string,
  limits: ArchiveLimits,
): Promise<number> {
  const made = new Set<string>();
  let count = 0;
  let bytes = 0;
  let yieldedAt = performance.now();
  for await (const entry of entries) {
    const { name, type, size, mode } = entry.header;
    if (++count > limits.entries) throw tooLarge(`more than ${limits.entries} entries`);
    const path = entryPath(name, limits.depth);
    if (type === 'directory') {
      makeDirectory(directory, path, made);
      entry.resume();
      continue;
    }
    if (type !== 'file' || path === '') {
      throw refused(
        `'${path}' is a ${type ?? 'thing'}, and only files and directories are allowed`,
      );
    }
    bytes += size;
    if (bytes > limits.bytes) throw tooLarge(`more than ${limits.bytes} bytes`);
    makeDirectory(directory, dirname(path), made);
    await writeEntry(join(directory, path), entry, (mode & 0o111) === 0 ? 0o600 : 0o700, path);
    // Entries of one chunk follow each other without a break; others must have their turn.
    if (performance.now() - yieldedAt < maxTurnMs) continue;
    await setImmediate();
    yieldedAt = performance.now();
  }
  return bytes;
}

function makeDirectory(root: string, path: string, made: Set<string>): void {
  if (path === '' || path === '.' || made.has(path)) return;
  try {
    mkdirSync(join(root, path), { recursive: true, mode: 0o750 });
  } catch (error) {
    throw clash(path, error);
  }
  made.add(path);
}

async function writeEntry(file: string, entry: Entry, mode: number, path: string): Promise<void> {
  try {
    if (entry.header.size > smallFile) {
      await pipeline(entry, createWriteStream(file, { flags: 'wx', mode }));
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of entry as AsyncIterable<Buffer>) parts.push(part);
    // By way of the thread pool, a small file would cost three times as much.
    writeFileSync(file, Buffer.concat(parts), { flag: 'wx', mode });
  } catch (error) {
    throw clash(path, error);
  }
}

/** Two entries of one name, or of names that this file system does not tell apart. */
function clash(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR'
    ? refused(`'${path}' is there twice`)
    : error;
}

/** Digests and counts what goes through. */
class DigestMeter extends Transform {
  readonly #hash: ReturnType<typeof startDigest>;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(digest: Digest, maxBytes: number) {
    super();
    this.#hash = startDigest(digest.algorithm);
    this.#maxBytes = maxBytes;
  }

  hex(): string {
    return this.#hash.digest('hex');
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#maxBytes) {
      done(tooLarge(`more than ${this.#maxBytes} bytes packed`));
      return;
    }
    this.#hash.update(chunk);
    done(null, chunk);
  }
}

function unreadable(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted)
    return new ArtifactError('Aborted', 'the extraction was aborted', { retry: 'never' });
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  // Streams and system calls that broke say nothing about the archive; what gzip and tar complain about does.
  if (syscall !== undefined || code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new ArtifactError(
      'DownloadFailed',
      `the artifact could not be read: ${errorMessage(error)}`,
      {
        cause: error,
      },
    );
  }
  return refused(`it cannot be read: ${errorMessage(error)}`);
}

function refused(why: string): ArtifactError {
  return new ArtifactError('ArchiveRefused', `the archive is refused: ${why}`, {
    retry: 'on-change',
  });
}

function tooLarge(why: string): ArtifactError {
  return new ArtifactError('TooLarge', `the archive has ${why}`, { retry: 'on-change' });
}
