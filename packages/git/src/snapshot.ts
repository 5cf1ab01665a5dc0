import { streamBlobs } from './blobs.ts';
import type { CacheLease } from './cache.ts';
import { withDeadline } from './deadline.ts';
import { GitError } from './error.ts';
import type { FetchedCommit, Fetcher, FetchRequest } from './fetcher.ts';
import type { CallOptions, FileSink, GitLimits, ResolvedRef, Snapshot, TreeFile } from './git.ts';
import type { CommitObject, TagObject } from './object.ts';
import type { GitProgram } from './process/git-command.ts';
import { LocalRepository } from './repository.ts';
import { readSubmoduleUrls, sameServer, submoduleUrl } from './submodules.ts';
import { type BlobFile, checkTotals } from './tree.ts';

/** A file and the directory of the cache that has its blob. */
interface StoredFile extends BlobFile {
  readonly directory: string;
}

/** What {@link takeSnapshot} works with. */
export interface SnapshotOptions {
  readonly git: GitProgram;
  readonly fetcher: Fetcher;
  readonly limits: GitLimits;
  readonly recurseSubmodules: boolean;
}

/** Fetches a commit, and what its submodules point to, as one tree. @throws GitError */
export async function takeSnapshot(
  request: FetchRequest,
  options: SnapshotOptions,
): Promise<Snapshot> {
  const fetched = await options.fetcher.fetch(request);
  const leases: CacheLease[] = [fetched.lease];
  try {
    if (request.sparse !== undefined) checkSparse(fetched, request.sparse);
    const files = new Map<string, StoredFile>();
    addFiles(files, fetched, '');
    if (options.recurseSubmodules)
      await addSubmodules(files, leases, fetched, request, options, '', 1);
    checkTotals(files.size, sum(files.values()), options.limits);
    return new FetchedSnapshot(fetched, files, leases, options.git);
  } catch (error) {
    for (const lease of leases) lease.release();
    throw error;
  }
}

function addFiles(files: Map<string, StoredFile>, fetched: FetchedCommit, prefix: string): void {
  for (const file of fetched.tree.files) {
    const path = prefix + file.path;
    files.set(path, { ...file, path, directory: fetched.lease.directory });
  }
}

async function addSubmodules(
  files: Map<string, StoredFile>,
  leases: CacheLease[],
  parent: FetchedCommit,
  request: FetchRequest,
  options: SnapshotOptions,
  prefix: string,
  depth: number,
): Promise<void> {
  const { links } = parent.tree;
  if (links.length === 0) return;
  const repository = new LocalRepository(options.git, parent.lease.directory);
  const urls = await readSubmoduleUrls(repository, parent.tree.files, request.signal);
  for (const link of links) {
    const path = prefix + link.path;
    const written = urls.get(link.path);
    // A link that .gitmodules does not know is an empty directory to git as well.
    if (written === undefined) continue;
    if (depth > options.limits.submoduleDepth)
      throw tooMany(path, `deeper than ${options.limits.submoduleDepth}`);
    if (leases.length > options.limits.submodules)
      throw tooMany(path, `more than ${options.limits.submodules}`);
    const url = submoduleUrl(request.url, written, path);
    const trusted = sameServer(request.url, url);
    const child: FetchRequest = {
      ...request,
      url,
      sparse: undefined,
      credentials: trusted ? request.credentials : withoutSecrets(request),
      ref: {
        commit: link.commit,
        objectFormat: parent.ref.objectFormat,
        pinned: true,
        revision: `${parent.ref.objectFormat}:${link.commit}`,
      },
    };
    const fetched = await options.fetcher.fetch(child);
    leases.push(fetched.lease);
    addFiles(files, fetched, `${path}/`);
    await addSubmodules(files, leases, fetched, child, options, `${path}/`, depth + 1);
  }
}

/** How to get to another server, without what logs on to this one. */
function withoutSecrets(request: FetchRequest): FetchRequest['credentials'] {
  const { proxy, tls } = request.credentials ?? {};
  return {
    ...(proxy === undefined ? {} : { proxy }),
    ...(tls?.ca === undefined ? {} : { tls: { ca: tls.ca } }),
  };
}

function tooMany(path: string, why: string): GitError {
  return new GitError(
    'SubmoduleRefused',
    `the submodule '${path}' is refused: submodules nest or count ${why}`,
    {
      retry: 'on-change',
    },
  );
}

function checkSparse(fetched: FetchedCommit, sparse: readonly string[]): void {
  const { files, links } = fetched.tree;
  for (const directory of sparse) {
    const found = [...files, ...links].some(
      ({ path }) => path === directory || path.startsWith(`${directory}/`),
    );
    if (!found) {
      throw new GitError(
        'SparsePathMissing',
        `sparse checkout dir '${directory}' does not exist in repository`,
      );
    }
  }
}

function sum(files: Iterable<TreeFile>): number {
  let bytes = 0;
  for (const file of files) bytes += file.size;
  return bytes;
}

class FetchedSnapshot implements Snapshot {
  readonly ref: ResolvedRef;
  readonly commit: CommitObject;
  readonly tag?: TagObject;
  readonly files: readonly TreeFile[];
  readonly #stored: ReadonlyMap<string, StoredFile>;
  readonly #leases: readonly CacheLease[];
  readonly #git: GitProgram;

  constructor(
    fetched: FetchedCommit,
    stored: ReadonlyMap<string, StoredFile>,
    leases: readonly CacheLease[],
    git: GitProgram,
  ) {
    this.ref = fetched.ref;
    this.commit = fetched.commit;
    if (fetched.tag !== undefined) this.tag = fetched.tag;
    this.files = [...stored.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    this.#stored = stored;
    this.#leases = leases;
    this.#git = git;
  }

  async read(files: readonly TreeFile[], sink: FileSink, options?: CallOptions): Promise<void> {
    await withDeadline(options, async (signal) => {
      for (const run of runsOfOneDirectory(files.map((file) => this.#find(file)))) {
        const [first] = run;
        if (first !== undefined) await streamBlobs(this.#git, first.directory, run, sink, signal);
      }
    });
  }

  async readFile(
    file: TreeFile,
    options?: CallOptions & { readonly maxBytes?: number },
  ): Promise<Uint8Array> {
    const maxBytes = options?.maxBytes ?? 1024 * 1024;
    if (file.size > maxBytes) {
      throw new GitError(
        'TooLarge',
        `'${file.path}' has ${file.size} bytes, more than the ${maxBytes} allowed`,
        {
          retry: 'on-change',
        },
      );
    }
    const parts: Uint8Array[] = [];
    await this.read(
      [file],
      async (_, content) => {
        for await (const part of content) parts.push(part);
      },
      options,
    );
    return Buffer.concat(parts);
  }

  release(): void {
    for (const lease of this.#leases) lease.release();
  }

  #find(file: TreeFile): StoredFile {
    const stored = this.#stored.get(file.path);
    if (stored === undefined)
      throw new GitError('TreeRefused', `'${file.path}' is not in the tree`);
    return stored;
  }
}

/** Parts a list into stretches that one process can read. */
function runsOfOneDirectory(files: readonly StoredFile[]): StoredFile[][] {
  const runs: StoredFile[][] = [];
  for (const file of files) {
    const last = runs.at(-1);
    if (last?.[0]?.directory === file.directory) last.push(file);
    else runs.push([file]);
  }
  return runs;
}
