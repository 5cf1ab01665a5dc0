import { createHash } from 'node:crypto';
import type { CacheLease, RepositoryCache } from './cache.ts';
import { type GitCredentials, credentialsDigest } from './credentials.ts';
import { GitError } from './error.ts';
import type { GitLimits, ResolvedRef } from './git.ts';
import type { CommitObject, TagObject } from './object.ts';
import { remember } from './memory.ts';
import { prepareAccess } from './process/access.ts';
import type { GitProgram } from './process/git-command.ts';
import { gitFailure } from './process/git-failure.ts';
import type { RefLister } from './ref-lister.ts';
import { LocalRepository } from './repository.ts';
import { type Tree, readTree } from './tree.ts';
import type { RepositoryUrl } from './url.ts';

/** What {@link Fetcher} works with. */
export interface FetcherOptions {
  readonly git: GitProgram;
  readonly cache: RepositoryCache;
  readonly lister: RefLister;
  readonly tempDir: string;
  readonly limits: GitLimits;
  readonly proxyFor?: ((url: URL) => string | undefined) | undefined;
}

/** One commit to get. */
export interface FetchRequest {
  readonly url: RepositoryUrl;
  readonly credentials: GitCredentials | undefined;
  readonly ref: ResolvedRef;
  readonly sparse: readonly string[] | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** A commit whose objects are in the cache. */
export interface FetchedCommit {
  readonly lease: CacheLease;
  /** Differs from what was asked for if the reference moved meanwhile. */
  readonly ref: ResolvedRef;
  readonly commit: CommitObject;
  readonly tag?: TagObject;
  readonly tree: Tree;
}

/** How much of a repository a directory of the cache holds. */
type Depth = 'shallow' | 'partial' | 'full';

/** After so many packs a repository is cheaper to fetch anew than to keep. */
const maxPacks = 40;

const fetchArguments: readonly string[] = [
  'fetch',
  '--quiet',
  '--force',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-recurse-submodules',
  '--no-auto-maintenance',
];

/** Gets commits into the cache: as little of a repository as the server lets us have. */
export class Fetcher {
  readonly #options: FetcherOptions;
  /** The last few listings, so that equal requests that arrive together do the work once. */
  readonly #recent = new Map<string, Omit<FetchedCommit, 'lease'>>();

  constructor(options: FetcherOptions) {
    this.#options = options;
  }

  /** @throws GitError */
  async fetch(request: FetchRequest): Promise<FetchedCommit> {
    const depth = request.sparse === undefined ? 'shallow' : 'partial';
    try {
      return await this.#fetchAt(request, depth);
    } catch (error) {
      const unreachable =
        error instanceof GitError && error.code === 'ReferenceNotFound' && request.ref.pinned;
      if (!unreachable) throw error;
      // Some servers give a commit only together with the branch that leads to it.
      return this.#fetchAt(request, 'full');
    }
  }

  async #fetchAt(request: FetchRequest, depth: Depth): Promise<FetchedCommit> {
    const { url, credentials, signal } = request;
    const { objectFormat } = request.ref;
    const key = createHash('sha256')
      .update(JSON.stringify([url.href, credentialsDigest(credentials), depth, objectFormat]))
      .digest('hex');
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#options.cache.change(
          key,
          objectFormat,
          signal,
          async (lease, retire) => {
            try {
              return await this.#fetchInto(lease, retire, request, depth);
            } catch (error) {
              // What is neither the server's nor the network's doing may be ours: start from nothing.
              if (error instanceof GitError && error.code === 'GitFailed') retire();
              throw error;
            }
          },
        );
      } catch (error) {
        const again = error instanceof GitError && error.code === 'GitFailed' && attempt === 1;
        if (!again || signal.aborted) throw error;
      }
    }
  }

  async #fetchInto(
    lease: CacheLease,
    retire: () => void,
    request: FetchRequest,
    depth: Depth,
  ): Promise<FetchedCommit> {
    const { git } = this.#options;
    const { ref, signal, sparse } = request;
    const memory = JSON.stringify([lease.directory, ref.commit, ref.revision, ref.tagOid, sparse]);
    const recent = this.#recent.get(memory);
    if (recent !== undefined) return { ...recent, lease: lease.share() };
    const repository = new LocalRepository(git, lease.directory);
    const local = localRef(ref);
    const present = await repository.hasCommit(ref.commit, signal);
    if (!present || ref.tagOid !== undefined) {
      await this.#pull(repository, request, depth);
    }
    const name = ref.pinned || (present && ref.tagOid === undefined) ? ref.commit : local;
    const found = await repository.readCommit(name, signal);
    if (found === undefined) throw commitNotFound(ref);
    const actual = moved(ref, found.commit, found.tag);
    const tree = await this.#readTree(repository, found.commit, request, depth);
    const { stdout } = await repository.run(['count-objects', '-v'], signal);
    const packs = /^packs: (\d+)$/m.exec(stdout.toString('latin1'))?.[1];
    if (Number(packs ?? 0) > maxPacks) retire();
    const fetched = {
      ref: actual,
      commit: found.commit,
      tree,
      ...(found.tag === undefined ? {} : { tag: found.tag }),
    };
    remember(this.#recent, memory, fetched, 16);
    return { ...fetched, lease: lease.share() };
  }

  async #pull(repository: LocalRepository, request: FetchRequest, depth: Depth): Promise<void> {
    const { ref } = request;
    if (depth !== 'full') {
      const source = ref.pinned ? ref.commit : (ref.refName ?? ref.commit);
      const narrow = depth === 'partial' ? ['--filter=blob:none'] : [];
      await this.#gitFetch(
        repository,
        request,
        ['--depth=1', ...narrow],
        [`+${source}:${localRef(ref)}`],
      );
      return;
    }
    const specs =
      ref.refName === undefined
        ? ['+refs/heads/*:refs/fluxts/heads/*', '+refs/tags/*:refs/fluxts/tags/*']
        : [`+${ref.refName}:refs/fluxts/full`];
    await this.#gitFetch(repository, request, [], specs);
  }

  async #readTree(
    repository: LocalRepository,
    commit: CommitObject,
    request: FetchRequest,
    depth: Depth,
  ): Promise<Tree> {
    const { limits } = this.#options;
    const { signal, sparse } = request;
    if (depth !== 'partial') return readTree(repository, commit.tree, { sparse, limits, signal });
    // Without sizes first: they are known once the blobs of the wanted directories are here.
    const wanted = await readTree(repository, commit.tree, {
      sparse,
      limits,
      signal,
      sizes: new Map(),
    });
    const here = await localSizes(repository, limits, signal);
    const missing = [...new Set(wanted.files.map((file) => file.oid))].filter(
      (oid) => !here.has(oid),
    );
    if (missing.length > 0) {
      await this.#gitFetch(repository, request, ['--filter=blob:none', '--stdin'], [], missing);
    }
    const sizes = missing.length > 0 ? await localSizes(repository, limits, signal) : here;
    return readTree(repository, commit.tree, { sparse, limits, signal, sizes });
  }

  async #gitFetch(
    repository: LocalRepository,
    request: FetchRequest,
    options: readonly string[],
    refspecs: readonly string[],
    objects?: readonly string[],
  ): Promise<void> {
    const { git, limits, lister, proxyFor, tempDir } = this.#options;
    const { signal, timeoutMs } = request;
    const { url, credentials } = await lister.locate(request, timeoutMs, signal);
    const access = await prepareAccess({ url, credentials, tempDir, proxyFor, timeoutMs });
    try {
      const result = await git.run({
        directory: repository.directory,
        args: [...fetchArguments, ...options, '--', url.href, ...refspecs],
        ...(objects === undefined ? {} : { stdin: objects.map((oid) => `${oid}\n`).join('') }),
        signal,
        protocols: access.protocols,
        config: [
          ...access.config,
          // Objects asked for by name need no search for what both sides have.
          ...(objects === undefined ? [] : [['fetch.negotiationAlgorithm', 'noop'] as const]),
        ],
        extra: access.extra,
        maxFileBytes: limits.packBytes,
      });
      if (result.exitCode === 0) return;
      const what = `unable to fetch '${url.href}'`;
      throw gitFailure(what, result.exitCode, result.stderr, access.secrets);
    } finally {
      await access.end();
    }
  }
}

/** Sizes of all blobs in a repository, by object name. */
async function localSizes(
  repository: LocalRepository,
  limits: GitLimits,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const { stdout } = await repository.run(
    [
      'cat-file',
      '--batch-all-objects',
      '--unordered',
      '--batch-check=%(objecttype) %(objectname) %(objectsize)',
    ],
    signal,
    { maxStdout: limits.files * 512 },
  );
  const sizes = new Map<string, number>();
  for (const line of stdout.toString('latin1').split('\n')) {
    const [type, oid, size] = line.split(' ');
    if (type === 'blob' && oid !== undefined) sizes.set(oid, Number(size));
  }
  return sizes;
}

function localRef(ref: ResolvedRef): string {
  const source = ref.pinned ? ref.commit : (ref.refName ?? ref.commit);
  return `refs/fluxts/${createHash('sha256').update(source).digest('hex').slice(0, 40)}`;
}

/** The reference as it was found: it may have moved since it was resolved. */
function moved(ref: ResolvedRef, commit: CommitObject, tag: TagObject | undefined): ResolvedRef {
  if (ref.commit === commit.oid && ref.tagOid === tag?.oid) return ref;
  if (ref.pinned) return ref;
  const { tagOid: _, ...rest } = ref;
  return {
    ...rest,
    commit: commit.oid,
    revision: ref.revision.replace(ref.commit, commit.oid),
    ...(tag === undefined ? {} : { tagOid: tag.oid }),
  };
}

function commitNotFound(ref: ResolvedRef): GitError {
  return new GitError('ReferenceNotFound', `commit '${ref.commit}' is not in the repository`);
}
