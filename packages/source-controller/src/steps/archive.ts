import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type {
  ArchiveWriter,
  ArtifactFetcher,
  ArtifactStore,
  ExtractedArtifact,
} from '@fluxts/artifact';
import { errorMessage, normalizePath } from '@fluxts/base';
import type { Artifact } from '@fluxts/flux-api';
import type { Snapshot, TreeFile } from '@fluxts/git';
import type { RepositoryDraft } from '../draft.ts';
import { SourceFailure } from '../failure.ts';
import { type IgnoreFile, ignoreFileName, sourceIgnore } from '../ignore/source-ignore.ts';
import type { Included } from './includes.ts';

/** A file of the artifact to be, and where its content is. */
type Planned = { readonly path: string; readonly executable: boolean; readonly size: number } & (
  | { readonly from: 'git'; readonly file: TreeFile }
  | { readonly from: 'disk'; readonly absolute: string }
);

/** What {@link archiveSource} works with. */
export interface ArchiveSources {
  readonly store: ArtifactStore;
  readonly artifacts: ArtifactFetcher;
  readonly timeoutMs: number;
}

/** How many ignore files are read of one tree. */
const maxIgnoreFiles = 1000;

/**
 * Stores a commit's files, and those of included artifacts, as the object's new artifact. Symbolic links
 * stay out, as does what the ignore rules exclude. Nothing is checked out: contents stream from git.
 * @throws SourceFailure, GitError, ArtifactError
 */
export async function archiveSource(
  draft: RepositoryDraft,
  snapshot: Snapshot,
  includes: readonly Included[],
  sources: ArchiveSources,
  signal: AbortSignal,
): Promise<Artifact> {
  const held: ExtractedArtifact[] = [];
  try {
    const plan = new Map<string, Planned>();
    for (const file of snapshot.files) {
      if (file.kind === 'symlink') continue;
      const { path, size } = file;
      plan.set(path, { path, size, executable: file.kind === 'executable', from: 'git', file });
    }
    for (const included of includes) {
      const tree = await sources.artifacts.open(included.artifact, { signal });
      held.push(tree);
      await planInclude(plan, included, tree);
    }
    const options = { signal, timeoutMs: sources.timeoutMs };
    const ignored = sourceIgnore(await readIgnoreFiles(plan, snapshot, options), draft.spec.ignore);
    const files = await inTurns([...plan.values()], ({ path }) => !ignored(path));
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
    return await sources.store.write(
      {
        owner: { kind: draft.object.kind, namespace: draft.namespace, name: draft.name },
        file: `${snapshot.commit.oid}.tar.gz`,
        revision: snapshot.ref.revision,
        signal,
      },
      (archive) => fill(archive, files, snapshot, options),
    );
  } finally {
    for (const tree of held) tree.release();
  }
}

/** Filters a long list, letting others have their turn in between. */
async function inTurns<T>(items: readonly T[], keep: (item: T) => boolean): Promise<T[]> {
  const kept: T[] = [];
  for (let at = 0; at < items.length; at += 500) {
    if (at > 0) await setImmediate();
    kept.push(...items.slice(at, at + 500).filter(keep));
  }
  return kept;
}

async function fill(
  archive: ArchiveWriter,
  files: readonly Planned[],
  snapshot: Snapshot,
  options: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<void> {
  let at = 0;
  while (at < files.length) {
    const planned = files[at] as Planned;
    if (planned.from === 'disk') {
      await archive.add(planned, createReadStream(planned.absolute));
      at++;
      continue;
    }
    // One process reads all that comes from git until something else comes in between.
    const run: { readonly planned: Planned; readonly file: TreeFile }[] = [];
    for (; files[at]?.from === 'git'; at++) {
      const next = files[at] as Planned & { readonly from: 'git' };
      run.push({ planned: next, file: next.file });
    }
    let index = 0;
    await snapshot.read(
      run.map(({ file }) => file),
      (_, content) => archive.add((run[index++] as { readonly planned: Planned }).planned, content),
      options,
    );
  }
}

/** Puts the files of an included artifact over what is there. */
async function planInclude(
  plan: Map<string, Planned>,
  { include }: Included,
  tree: ExtractedArtifact,
): Promise<void> {
  const { name } = include.repository;
  const fromPath = include.fromPath ?? '';
  const toPath = include.toPath ?? name;
  const from = insidePath(fromPath, name);
  const to = insidePath(toPath, name);
  const files = await listFiles(tree.directory, from).catch((error: unknown) => {
    throw new SourceFailure(
      `failed to copy '${name}' include from ${fromPath} to ${toPath}: ${errorMessage(error)}`,
      { reason: 'CopyFailure', condition: 'StorageOperationFailed', cause: error },
    );
  });
  for (const file of files) {
    const path = [to, file.below].filter((part) => part !== '.' && part !== '').join('/');
    if (path === '') continue;
    plan.set(path, {
      path,
      executable: file.executable,
      size: file.size,
      from: 'disk',
      absolute: file.absolute,
    });
  }
}

function insidePath(path: string, name: string): string {
  try {
    return normalizePath(path);
  } catch (error) {
    throw new SourceFailure(
      `path calculation for include '${name}' failed: ${errorMessage(error)}`,
      { reason: 'IllegalPath', condition: 'StorageOperationFailed', cause: error },
    );
  }
}

interface DiskFile {
  readonly below: string;
  readonly absolute: string;
  readonly size: number;
  readonly executable: boolean;
}

/** All files at or below a path of an extracted artifact, which holds no links. */
async function listFiles(root: string, from: string): Promise<readonly DiskFile[]> {
  const found: DiskFile[] = [];
  const visit = async (below: string): Promise<void> => {
    const absolute = join(root, from, below);
    const status = await lstat(absolute);
    if (status.isFile()) {
      found.push({ below, absolute, size: status.size, executable: (status.mode & 0o111) !== 0 });
    } else if (status.isDirectory()) {
      for (const name of (await readdir(absolute)).sort()) {
        await visit(below === '' ? name : `${below}/${name}`);
      }
    }
  };
  await visit('');
  return found;
}

async function readIgnoreFiles(
  plan: ReadonlyMap<string, Planned>,
  snapshot: Snapshot,
  options: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<readonly IgnoreFile[]> {
  const found = [...plan.values()].filter(({ path }) => path.split('/').at(-1) === ignoreFileName);
  if (found.length > maxIgnoreFiles) {
    throw unreadable(`there are more than ${maxIgnoreFiles} ${ignoreFileName} files`);
  }
  const files: IgnoreFile[] = [];
  for (const planned of found) {
    if (planned.size > 1024 * 1024) throw unreadable(`'${planned.path}' is larger than 1 MiB`);
    const bytes =
      planned.from === 'git'
        ? await snapshot.readFile(planned.file, options)
        : await readDisk(planned.absolute);
    files.push({ path: planned.path, text: Buffer.from(bytes).toString('utf8') });
  }
  return files;
}

async function readDisk(file: string): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of createReadStream(file)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function unreadable(why: string): SourceFailure {
  return new SourceFailure(`failed to load source ignore patterns from repository: ${why}`, {
    reason: 'SourceIgnoreError',
    condition: 'StorageOperationFailed',
  });
}
