import { randomUUID } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { mkdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { errorMessage } from '@fluxts/base';
import { type Artifact, formatTime } from '@fluxts/flux-api';
import { writeArchive } from './archive.ts';
import { formatDigest, parseDigest, startDigest } from './digest.ts';
import { ArtifactError } from './error.ts';
import { findGarbage } from './garbage.ts';
import { artifactPath, isArtifactPath, ownerPath } from './path.ts';
import type {
  ArchiveWriter,
  ArtifactOwner,
  ArtifactStore,
  ArtifactStoreOptions,
  Verification,
  WriteOptions,
} from './store.ts';

/** Files whose digest was checked, by path and what identifies their content on disk. */
const maxChecked = 10_000;

/** Makes an {@link ArtifactStore}. @throws ArtifactError `StorageFailed` when its root cannot be made */
export async function createArtifactStore(options: ArtifactStoreOptions): Promise<ArtifactStore> {
  const root = resolve(options.root);
  try {
    await mkdir(root, { recursive: true, mode: 0o750 });
  } catch (error) {
    throw storageFailed(`cannot make the storage directory '${root}'`, error);
  }
  return new DiskStore(root, options);
}

class DiskStore implements ArtifactStore {
  readonly root: string;
  readonly #options: ArtifactStoreOptions;
  readonly #writing = new Map<string, Promise<unknown>>();
  readonly #checked = new Map<string, string>();

  constructor(root: string, options: ArtifactStoreOptions) {
    this.root = root;
    this.#options = options;
  }

  async write(
    options: WriteOptions,
    fill: (archive: ArchiveWriter) => Promise<void>,
  ): Promise<Artifact> {
    const path = artifactPath(options.owner, options.file);
    return this.#alone(path, () => this.#write(path, options, fill));
  }

  withUrl(artifact: Artifact): Artifact {
    const url = this.#url(artifact.path);
    return artifact.url === url ? artifact : { ...artifact, url };
  }

  async verify(artifact: Artifact): Promise<Verification> {
    const file = this.fileOf(artifact.path);
    if (file === undefined) return 'missing';
    const status = await statOf(file);
    if (status === undefined || !status.isFile()) return 'missing';
    const identity = `${artifact.digest} ${identityOf(status)}`;
    if (this.#checked.get(file) === identity) return 'intact';
    if ((await digestFile(file, artifact.digest)) !== artifact.digest) return 'changed';
    this.#remember(file, identity);
    return 'intact';
  }

  async remove(artifact: Artifact): Promise<void> {
    const file = this.fileOf(artifact.path);
    if (file !== undefined) await removeFile(file);
  }

  async collect(owner: ArtifactOwner, current: Artifact | undefined): Promise<number> {
    const directory = join(this.root, ownerPath(owner));
    const names = await findGarbage({
      directory,
      current: current === undefined ? undefined : basename(current.path),
      retentionMs: this.#options.retentionMs ?? 60_000,
      retentionRecords: this.#options.retentionRecords ?? 2,
      now: this.#now(),
    });
    for (const name of names) await removeFile(join(directory, name));
    return names.filter((name) => isArtifactPath(`${ownerPath(owner)}/${name}`)).length;
  }

  async removeAll(owner: ArtifactOwner): Promise<boolean> {
    const directory = join(this.root, ownerPath(owner));
    if ((await statOf(directory)) === undefined) return false;
    try {
      await rm(directory, { recursive: true, force: true });
    } catch (error) {
      throw storageFailed(`cannot remove the artifacts of ${ownerPath(owner)}`, error);
    }
    // The namespace's directory goes with its last owner.
    await rmdir(dirname(directory)).catch(() => undefined);
    return true;
  }

  fileOf(path: string): string | undefined {
    return isArtifactPath(path) ? join(this.root, path) : undefined;
  }

  async #write(
    path: string,
    options: WriteOptions,
    fill: (archive: ArchiveWriter) => Promise<void>,
  ): Promise<Artifact> {
    const file = join(this.root, path);
    const temporary = `${file}.${randomUUID()}.tmp`;
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o750 });
      const { algorithm = 'sha256' } = this.#options;
      const { digest, size } = await writeArchive(temporary, algorithm, fill, options.signal);
      await rename(temporary, file);
      const status = await stat(file);
      this.#remember(file, `${formatDigest(digest)} ${identityOf(status)}`);
      return {
        path,
        url: this.#url(path),
        revision: options.revision,
        digest: formatDigest(digest),
        lastUpdateTime: formatTime(new Date(this.#now())),
        size,
        ...(options.metadata === undefined ? {} : { metadata: { ...options.metadata } }),
      };
    } catch (error) {
      await rm(temporary, { force: true });
      if (isSystemError(error)) throw storageFailed(`cannot store the artifact '${path}'`, error);
      throw error;
    }
  }

  /** Lets one write of a file begin when the one before it has ended, however that ended. */
  async #alone<T>(path: string, work: () => Promise<T>): Promise<T> {
    const before = this.#writing.get(path) ?? Promise.resolve();
    const turn = before.then(work);
    const settled: Promise<unknown> = turn
      .catch(() => undefined)
      .then(() => {
        if (this.#writing.get(path) === settled) this.#writing.delete(path);
      });
    this.#writing.set(path, settled);
    return turn;
  }

  #remember(file: string, identity: string): void {
    this.#checked.delete(file);
    this.#checked.set(file, identity);
    for (const oldest of this.#checked.keys()) {
      if (this.#checked.size <= maxChecked) break;
      this.#checked.delete(oldest);
    }
  }

  #url(path: string): string {
    return `http://${this.#options.advertisedAddress()}/${path}`;
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}

/** The digest of a file by the algorithm of another digest. */
async function digestFile(file: string, like: string): Promise<string> {
  const { algorithm } = parseDigest(like);
  const hash = startDigest(algorithm);
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) {
    hash.update(chunk as Buffer);
  }
  return formatDigest({ algorithm, hex: hash.digest('hex') });
}

function identityOf(status: Stats): string {
  return `${status.ino}:${status.size}:${status.mtimeMs}:${status.ctimeMs}`;
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw storageFailed(`cannot look at '${path}'`, error);
  }
}

async function removeFile(file: string): Promise<void> {
  try {
    await rm(file, { recursive: true, force: true });
  } catch (error) {
    throw storageFailed(`cannot remove '${basename(file)}'`, error);
  }
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

function storageFailed(what: string, cause: unknown): ArtifactError {
  return new ArtifactError('StorageFailed', `${what}: ${errorMessage(cause)}`, { cause });
}
