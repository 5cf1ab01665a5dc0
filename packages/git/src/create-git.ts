import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RepositoryCache } from './cache.ts';
import { type CheckedRule, checkRule, chooseRef, notFound, prefixesFor } from './choose-ref.ts';
import { type Remote, credentialsDigest } from './credentials.ts';
import { defaultTimeoutMs, withDeadline } from './deadline.ts';
import { GitError } from './error.ts';
import { Fetcher, type FetchRequest } from './fetcher.ts';
import type {
  CallOptions,
  FetchOptions,
  Git,
  GitLimits,
  GitOptions,
  ObjectFormat,
  RemoteRefs,
  ResolvedRef,
  Snapshot,
} from './git.ts';
import { type Transport, createTransport } from './http/transport.ts';
import { GitProgram } from './process/git-command.ts';
import { gitFailure } from './process/git-failure.ts';
import { remember } from './memory.ts';
import { ProcessRunner } from './process/run.ts';
import { Semaphore } from './process/semaphore.ts';
import { type Place, RefLister } from './ref-lister.ts';
import { isRefName } from './ref-name.ts';
import type { RefRule } from './ref-rule.ts';
import { SharedCalls } from './shared-calls.ts';
import { takeSnapshot } from './snapshot.ts';
import { checkSparseDirectories } from './sparse.ts';
import { parseRepositoryUrl } from './url.ts';

/** Bounds that the repositories people deploy from stay well within. */
export const defaultGitLimits: GitLimits = {
  refsBytes: 64 * 1024 * 1024,
  packBytes: 2 * 1024 * 1024 * 1024,
  files: 100_000,
  fileBytes: 256 * 1024 * 1024,
  treeBytes: 1024 * 1024 * 1024,
  submoduleDepth: 8,
  submodules: 100,
  cacheBytes: 4 * 1024 * 1024 * 1024,
  processes: 4,
};

/**
 * Makes a {@link Git}. The cache directory is emptied: what is in it can be fetched again.
 * @throws when the cache directory cannot be made
 */
export async function createGit(options: GitOptions): Promise<Git> {
  const home = join(options.cacheDir, 'home');
  const temp = join(options.cacheDir, 'tmp');
  for (const directory of [home, temp]) {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true, mode: 0o700 });
  }
  const limits = { ...defaultGitLimits, ...options.limits };
  const runner = new ProcessRunner(new Semaphore(limits.processes));
  const git = new GitProgram(runner, options.searchPath, home);
  const cache = new RepositoryCache({
    directory: join(options.cacheDir, 'repositories'),
    maxBytes: limits.cacheBytes,
    create: (directory, format, signal) => initialise(git, home, directory, format, signal),
  });
  await cache.open();
  const { proxyFor } = options;
  const transport = createTransport({
    userAgent: options.userAgent ?? 'git/2.40.0 (fluxts)',
    ...(proxyFor === undefined ? {} : { proxyFor }),
  });
  const maxBytes = limits.refsBytes;
  const lister = new RefLister({ git, transport, home, tempDir: temp, maxBytes, proxyFor });
  const fetcher = new Fetcher({ git, cache, lister, tempDir: temp, limits, proxyFor });
  return new CachingGit({ limits, runner, git, fetcher, lister, transport });
}

async function initialise(
  git: GitProgram,
  home: string,
  directory: string,
  format: ObjectFormat,
  signal: AbortSignal,
): Promise<void> {
  const result = await git.run({
    directory: home,
    args: ['init', '--quiet', '--bare', '--template=', `--object-format=${format}`, directory],
    extra: { GIT_DIR: directory },
    signal,
  });
  if (result.exitCode !== 0) throw gitFailure('git init failed', result.exitCode, result.stderr);
}

interface Parts {
  readonly limits: GitLimits;
  readonly runner: ProcessRunner;
  readonly git: GitProgram;
  readonly fetcher: Fetcher;
  readonly lister: RefLister;
  readonly transport: Transport;
}

class CachingGit implements Git {
  readonly #parts: Parts;
  readonly #listings = new SharedCalls<RemoteRefs>();
  /** Which of several equal tags was the newest, by their revisions. */
  readonly #newest = new Map<string, ResolvedRef>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async lsRefs(
    remote: Remote,
    prefixes: readonly string[],
    options?: CallOptions,
  ): Promise<RemoteRefs> {
    const place = open(remote);
    for (const prefix of prefixes) {
      if (!isRefName(prefix.replace(/\/$/, ''))) {
        throw new GitError(
          'RuleInvalid',
          'a prefix to list is not the beginning of a reference name',
        );
      }
    }
    const key = JSON.stringify([place.url.href, credentialsDigest(place.credentials), prefixes]);
    const timeoutMs = options?.timeoutMs ?? defaultTimeoutMs;
    const all = await withDeadline(options, (signal) =>
      this.#listings.call(key, signal, (shared) =>
        this.#parts.lister.list(place, prefixes, timeoutMs, shared),
      ),
    );
    // Old servers send everything, and a pattern of ls-remote may match the end of a name.
    return prefixes.length === 0
      ? all
      : {
          ...all,
          refs: all.refs.filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix))),
        };
  }

  async resolve(remote: Remote, rule: RefRule, options?: CallOptions): Promise<ResolvedRef> {
    const checked = checkRule(rule);
    open(remote);
    const prefixes = prefixesFor(checked);
    const refs: RemoteRefs =
      prefixes.length === 0
        ? { refs: [], objectFormat: 'sha1' }
        : await this.lsRefs(remote, prefixes, options);
    const candidates = chooseRef(checked, refs);
    const [first, second] = candidates;
    if (first === undefined) throw await this.#whyNotFound(remote, checked, options);
    return second === undefined ? first : this.#newestOf(remote, candidates, options);
  }

  async fetch(remote: Remote, ref: ResolvedRef, options?: FetchOptions): Promise<Snapshot> {
    const { url, credentials } = open(remote);
    const { fetcher, git, limits } = this.#parts;
    return withDeadline(options, (signal) => {
      const request: FetchRequest = {
        url,
        credentials,
        ref,
        sparse: checkSparseDirectories(options?.sparse),
        timeoutMs: options?.timeoutMs ?? defaultTimeoutMs,
        signal,
      };
      return takeSnapshot(request, {
        git,
        fetcher,
        limits,
        recurseSubmodules: options?.recurseSubmodules ?? false,
      });
    });
  }

  async close(): Promise<void> {
    this.#parts.transport.close();
    await this.#parts.runner.close();
  }

  /** Tells a missing reference from a repository that has none yet. */
  async #whyNotFound(
    remote: Remote,
    rule: CheckedRule,
    options: CallOptions | undefined,
  ): Promise<GitError> {
    const { refs } = await this.lsRefs(remote, [], options);
    return refs.length === 0
      ? new GitError('EmptyRepository', 'git repository is empty')
      : notFound(rule);
  }

  async #newestOf(
    remote: Remote,
    candidates: readonly ResolvedRef[],
    options: CallOptions | undefined,
  ): Promise<ResolvedRef> {
    const key = JSON.stringify([remote.url, candidates.map((candidate) => candidate.revision)]);
    const known = this.#newest.get(key);
    if (known !== undefined) return known;
    let newest: ResolvedRef | undefined;
    let newestTime = Number.NEGATIVE_INFINITY;
    for (const candidate of candidates) {
      const snapshot = await this.fetch(remote, candidate, options);
      const { time } = snapshot.commit.committer;
      snapshot.release();
      if (newest === undefined || time > newestTime) {
        newest = candidate;
        newestTime = time;
      }
    }
    if (newest === undefined) throw new GitError('ReferenceNotFound', 'no tag to choose from');
    remember(this.#newest, key, newest, 1000);
    return newest;
  }
}

/** Checks the address, and takes the credentials in it unless others are given. */
function open(remote: Remote): Place {
  const url = parseRepositoryUrl(remote.url);
  const { credentials } = remote;
  if (
    url.basic === undefined ||
    credentials?.basic !== undefined ||
    credentials?.bearerToken !== undefined
  ) {
    return { url, credentials };
  }
  return { url, credentials: { ...credentials, basic: url.basic } };
}
