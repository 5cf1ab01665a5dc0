import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  createGit,
  createGitServer,
  type Git,
  type GitOptions,
  type GitServer,
  type GitServerOptions,
  type ServedRepository,
  type ServedRequest,
} from '@fluxts/git';

/** A repository on disk that a test writes to with the real git. */
export class TestRepository {
  readonly directory: string;

  constructor(
    directory: string,
    options: { readonly bare?: boolean; readonly init?: readonly string[] } = {},
  ) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    this.git(
      'init',
      '--quiet',
      '--initial-branch=main',
      ...(options.bare === true ? ['--bare'] : []),
      ...(options.init ?? []),
    );
  }

  git(...args: string[]): string {
    return this.gitWith({}, ...args);
  }

  gitWith(env: Record<string, string>, ...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.directory,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: '/nonexistent',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'Ada',
        GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_AUTHOR_DATE: '2024-01-01T00:00:00Z',
        GIT_COMMITTER_NAME: 'Ada',
        GIT_COMMITTER_EMAIL: 'ada@example.com',
        GIT_COMMITTER_DATE: '2024-01-01T00:00:00Z',
        GIT_ALLOW_PROTOCOL: 'file:http',
        ...env,
      },
    }).trim();
  }

  /** Writes files, commits them, and returns the commit. */
  commit(
    files: Readonly<Record<string, string>>,
    message = 'change',
    env: Record<string, string> = {},
  ): string {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.directory, path)), { recursive: true });
      writeFileSync(join(this.directory, path), content);
    }
    this.git('add', '--all');
    this.gitWith(env, 'commit', '--quiet', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }
}

/** A server with repositories, and a client to read them. */
export interface World {
  readonly root: string;
  readonly server: GitServer;
  readonly base: string;
  readonly git: Git;
  readonly requests: ServedRequest[];
  /** What is served at which path. */
  readonly repositories: Map<string, ServedRepository>;
  /** Makes a repository and serves it at `/name`. */
  add(name: string, options?: Partial<ServedRepository>, init?: readonly string[]): TestRepository;
  close(): Promise<void>;
}

/** Starts a {@link World}. */
export async function createWorld(
  options: { readonly git?: Partial<GitOptions>; readonly server?: Partial<GitServerOptions> } = {},
): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'fluxts-git-'));
  const repositories = new Map<string, ServedRepository>();
  const requests: ServedRequest[] = [];
  const server = createGitServer({
    repository: (path) => repositories.get(path),
    onRequest: (request) => requests.push(request),
    ...options.server,
  });
  const base = await server.listen();
  const git = await createGit({ cacheDir: join(root, 'cache'), ...options.git });
  return {
    root,
    server,
    base,
    git,
    requests,
    repositories,
    add: (name, served = {}, init = []) => {
      const repository = new TestRepository(join(root, 'served', name), { init });
      repositories.set(`/${name}`, { directory: repository.directory, ...served });
      return repository;
    },
    close: async () => {
      await git.close();
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** All files of a snapshot as text. */
export async function contents(
  snapshot: Awaited<ReturnType<Git['fetch']>>,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  await snapshot.read(snapshot.files, async (file, content) => {
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(part);
    found[file.path] = Buffer.concat(parts).toString('utf8');
  });
  return found;
}
