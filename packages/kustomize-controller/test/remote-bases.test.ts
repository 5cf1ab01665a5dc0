import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGit, createGitServer, type Git, type GitServer } from '@fluxts/git';
import type { RepositorySpec } from '@fluxts/kustomize';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRemoteFetcher } from '../src/remote/remote-bases.ts';

let directory: string;
let base: string;
let git: Git;
let gitServer: GitServer;
let fileServer: Server;
let files: string;
let commit: string;

function run(...args: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
  return execFileSync('git', [...identity, ...args], { cwd: join(directory, 'repo') })
    .toString()
    .trim();
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fluxts-remote-'));
  mkdirSync(join(directory, 'repo', 'base'), { recursive: true });
  run('init', '-q', '-b', 'trunk');
  const file = join(directory, 'repo', 'base', 'a.yaml');
  writeFileSync(file, 'version: 1\n');
  run('add', '.');
  run('commit', '-q', '-m', 'one');
  commit = run('rev-parse', 'HEAD');
  run('tag', 'v1');
  writeFileSync(file, 'version: 2\n');
  run('commit', '-q', '-a', '-m', 'two');
  gitServer = createGitServer({
    repository: (path) => (path === '/repo' ? { directory: join(directory, 'repo') } : undefined),
  });
  base = await gitServer.listen();
  git = await createGit({ cacheDir: join(directory, 'cache') });
  fileServer = createServer((request, response) => {
    const found = request.url === '/a.yaml';
    const page = request.url === '/page';
    response.writeHead(found || page ? 200 : 404, {
      'content-type': page ? 'text/html; charset=utf-8' : 'text/plain',
    });
    response.end(page ? '<html>' : 'kind: ConfigMap');
  });
  await new Promise<void>((resolve) => fileServer.listen(0, '127.0.0.1', resolve));
  files = `http://127.0.0.1:${(fileServer.address() as AddressInfo).port}`;
});
afterAll(async () => {
  fileServer.close();
  await git.close();
  await gitServer.close();
  rmSync(directory, { recursive: true });
});

const openGit = (): Promise<Git> => Promise.resolve(git);

function spec(ref?: string): RepositorySpec {
  const url = `${base}/repo`;
  return { raw: url, url, path: '.', ref, submodules: true, timeout: 27_000 };
}

describe('a remote repository', () => {
  it.each([
    ['nothing, which means the default branch', (): undefined => undefined, 'version: 2\n'],
    ['a branch', (): string => 'trunk', 'version: 2\n'],
    ['a tag', (): string => 'v1', 'version: 1\n'],
    ['a commit', (): string => commit, 'version: 1\n'],
  ])('is taken by %s', async (_, ref, content) => {
    const fs = await createRemoteFetcher({ openGit }).repository(spec(ref()));
    expect(new TextDecoder().decode(fs.read('base/a.yaml'))).toBe(content);
  });

  it('without the reference is an error that names both', async () => {
    await expect(createRemoteFetcher({ openGit }).repository(spec('nope'))).rejects.toThrow(
      `'${base}/repo' has neither a branch nor a tag 'nope'`,
    );
  });

  it('is refused when it is too large', async () => {
    const fetcher = createRemoteFetcher({ openGit, maxBytes: 5 });
    await expect(fetcher.repository(spec())).rejects.toMatchObject({ code: 'TooLarge' });
  });
});

describe('a remote file', () => {
  it('is taken, unless it is a page or is not there', async () => {
    const fetcher = createRemoteFetcher({ openGit });
    const file = await fetcher.file(`${files}/a.yaml`);
    expect(new TextDecoder().decode(file)).toBe('kind: ConfigMap');
    expect(await fetcher.file(`${files}/page`)).toBeUndefined();
    expect(await fetcher.file(`${files}/missing`)).toBeUndefined();
  });

  it('is refused when it is too large', async () => {
    const fetcher = createRemoteFetcher({ openGit, maxBytes: 5 });
    await expect(fetcher.file(`${files}/a.yaml`)).rejects.toMatchObject({ code: 'TooLarge' });
  });
});
