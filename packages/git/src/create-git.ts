import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RepositoryCache } from './cache.ts';
import { type CheckedRule, checkRule, chooseRef, notFound, prefixesFor } from './choose-ref.ts';
import { type GitCredentials, type Remote, credentialsDigest } from './credentials.ts';
import { defaultTimeoutMs, withDeadline } from './deadline.ts';
import { GitError } from './error.ts';
import { Fetcher, type FetchRequest } from './fetcher.ts';
import type {
  CallOptions,
  FetchOptions,
  Git,
  GitLimits,
  GitOptions,
  RemoteRefs,
  ResolvedRef,
  Snapshot,
} from './git.ts';
import { type KnownServer, lsRefsOverHttp } from './http/ls-refs.ts';
import { type Transport, createTransport } from './http/transport.ts';
import { prepareAccess } from './process/access.ts';
import { GitProgram } from './process/git-command.ts';
import { gitFailure } from './process/git-failure.ts';
import { ProcessRunner } from './process/run.ts';
import { Semaphore } from './process/semaphore.ts';
import { isRefName } from './ref-name.ts';
import type { RefRule } from './ref-rule.ts';
import { SharedCalls } from './shared-calls.ts';
import { takeSnapshot } from './snapshot.ts';
import { checkSparseDirectories } from './sparse.ts';
import { lsRemoteOverSsh } from './ssh-ls-remote.ts';
import { type RepositoryUrl, parseRepositoryUrl } from './url.ts';

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

/** How many servers' manners are remembered. */
const maxKnownServers = 10_000;

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
    create: (directory, signal) => initialise(git, home, directory, signal),
  });
  await cache.open();
  const fetcher = new Fetcher({ git, cache, tempDir: temp, limits, proxyFor: options.proxyFor });
  const transport = createTransport({
    userAgent: options.userAgent ?? 'git/2.40.0 (fluxts)',
    ...(options.proxyFor === undefined ? {} : { proxyFor: options.proxyFor }),
  });
  return new CachingGit({ options, limits, runner, git, fetcher, transport, home, temp });
}

async function initialise(
  git: GitProgram,
  home: string,
  directory: string,
  signal: AbortSignal,
): Promise<void> {
  const result = await git.run({
    directory: home,
    args: ['init', '--quiet', '--bare', '--template=', directory],
    extra: { GIT_DIR: directory },
    signal,
  });
  if (result.exitCode !== 0) throw gitFailure('git init failed', result.exitCode, result.stderr);
}

interface Parts {
  readonly options: GitOptions;
  readonly limits: GitLimits;
  readonly runner: ProcessRunner;
  readonly git: GitProgram;
  readonly fetcher: Fetcher;
  readonly transport: Transport;
  readonly home: string;
  readonly temp: string;
}

class CachingGit implements Git {
  readonly #parts: Parts;
  readonly #servers = new Map<string, KnownServer>();
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
    const { url, credentials } = open(remote);
    for (const prefix of prefixes) {
      if (!isRefName(prefix.replace(/\/$/, ''))) {
        throw new GitError(
          'RuleInvalid',
          'a prefix to list is not the beginning of a reference name',
        );
      }
    }
    const key = JSON.stringify([url.href, credentialsDigest(credentials), prefixes]);
    const timeoutMs = options?.timeoutMs ?? defaultTimeoutMs;
    const all = await withDeadline(options, (signal) =>
      this.#listings.call(key, signal, (shared) =>
        this.#list(url, credentials, prefixes, timeoutMs, shared),
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

  async #list(
    url: RepositoryUrl,
    credentials: GitCredentials | undefined,
    prefixes: readonly string[],
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<RemoteRefs> {
    const { git, home, limits, options, temp, transport } = this.#parts;
    if (url.scheme === 'ssh') {
      const access = await prepareAccess({
        url,
        credentials,
        tempDir: temp,
        proxyFor: options.proxyFor,
        timeoutMs,
      });
      try {
        return await lsRemoteOverSsh(git, {
          url,
          access,
          prefixes,
          directory: home,
          maxBytes: limits.refsBytes,
          signal,
        });
      } finally {
        await access.end();
      }
    }
    const key = JSON.stringify([url.href, credentialsDigest(credentials)]);
    const known = this.#servers.get(key);
    const { refs, server } = await lsRefsOverHttp(transport, {
      url,
      ...(credentials === undefined ? {} : { credentials }),
      prefixes,
      ...(known === undefined ? {} : { known }),
      maxBytes: limits.refsBytes,
      signal,
    });
    remember(this.#servers, key, server, maxKnownServers);
    return refs;
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
function open(remote: Remote): {
  readonly url: RepositoryUrl;
  readonly credentials: GitCredentials | undefined;
} {
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

function remember<Value>(map: Map<string, Value>, key: string, value: Value, most: number): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
