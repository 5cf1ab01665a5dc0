import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findClone, gatherClone, localGit, pathInClone, sameRepository } from '../src/index.ts';

const env = { PATH: process.env['PATH'], HOME: '/nonexistent' };
const open = (directory: string) => localGit(directory, env);
let folder: string;
let clone: string;

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
    cwd: clone,
    env,
    encoding: 'utf8',
  }).trim();
}

function write(path: string, text = 'x\n'): void {
  mkdirSync(join(clone, path, '..'), { recursive: true });
  writeFileSync(join(clone, path), text);
}

function commit(message: string): string {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
  return git('rev-parse', 'HEAD');
}

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'flux-clone-')));
  clone = join(folder, 'work');
  execFileSync('git', [
    'init',
    '--quiet',
    '--bare',
    '--initial-branch=main',
    join(folder, 'origin.git'),
  ]);
  execFileSync('git', ['clone', '--quiet', join(folder, 'origin.git'), clone], { stdio: 'ignore' });
  git('checkout', '--quiet', '-b', 'main');
  write('a/old.yaml');
  commit('Begin');
  git('push', '--quiet', '--set-upstream', 'origin', 'main');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function look(path: string, fetched?: string) {
  const found = await findClone(clone, open);
  if (!found.seen) throw new Error(found.reason);
  return gatherClone(found.value, { name: 'origin', url: 'x' }, path, fetched);
}

describe('the clone', () => {
  it('is found from any folder in it, with remotes and branch', async () => {
    const found = await findClone(join(clone, 'a'), open);
    expect(found).toMatchObject({
      seen: true,
      value: {
        directory: clone,
        branch: 'main',
        remotes: [{ name: 'origin', url: join(folder, 'origin.git') }],
      },
    });
    expect(await findClone(folder, open)).toEqual({
      seen: false,
      reason: 'the current folder is no git clone',
    });
  });

  it('knows paths from the current folder, and from its root', async () => {
    const found = await findClone(clone, open);
    if (!found.seen) throw new Error(found.reason);
    expect(pathInClone(found.value, join(clone, 'a'), 'old.yaml')).toBe('a/old.yaml');
    expect(pathInClone(found.value, join(clone, 'a'), 'a/old.yaml')).toBe('a/old.yaml');
    expect(pathInClone(found.value, clone, './a/old.yaml')).toBe('a/old.yaml');
    expect(pathInClone(found.value, clone, 'not/there.yaml')).toBe('not/there.yaml');
  });
});

describe('a file', () => {
  it('is untracked, then committed, then pushed', async () => {
    write('a/new.yaml');
    expect((await look('a/new.yaml')).file).toEqual({ state: 'untracked' });
    git('add', 'a/new.yaml');
    expect((await look('a/new.yaml')).file.state).toBe('untracked');
    const id = commit('Add new');
    expect(await look('a/new.yaml')).toMatchObject({
      file: { state: 'committed', commit: { id, subject: 'Add new' } },
      upstream: { name: 'origin/main', hasFile: false },
    });
    git('push', '--quiet');
    expect(await look('a/new.yaml')).toMatchObject({ upstream: { hasFile: true } });
  });

  it('is told to be changed, deleted, ignored, or not there', async () => {
    write('a/old.yaml', 'y\n');
    expect((await look('a/old.yaml')).file.state).toBe('modified');
    rmSync(join(clone, 'a/old.yaml'));
    expect((await look('a/old.yaml')).file.state).toBe('deleted');
    write('.gitignore', 'secret.yaml\n');
    write('secret.yaml');
    expect((await look('secret.yaml')).file.state).toBe('ignored');
    expect((await look('nowhere.yaml')).file).toEqual({ state: 'absent' });
  });

  it('is in the fetched commit, or not, or nobody can tell', async () => {
    const before = git('rev-parse', 'HEAD');
    write('a/new.yaml');
    const after = commit('Add new');
    expect((await look('a/new.yaml', after)).fetched).toBe('contains');
    expect((await look('a/new.yaml', before)).fetched).toBe('lacks');
    expect((await look('a/new.yaml', '0'.repeat(40))).fetched).toBe('unknown');
    expect((await look('a/new.yaml', '--upload-pack=evil')).fetched).toBe('unknown');
  });
});

describe('two addresses', () => {
  it.each([
    ['https://host/org/repo', 'https://user:secret@host/org/repo.git', true],
    ['git@host:org/repo.git', 'ssh://git@host/org/repo', true],
    ['ssh://git@HOST:22/org/repo', 'https://host/org/repo/', true],
    ['http://127.0.0.1:1/org/repo', 'http://127.0.0.1:2/org/repo', false],
    ['https://host/org/repo', 'https://host/org/other', false],
    ['https://host/Org1/project1/_git/gitops', 'https://host/Org1/project1/_git/gitops', true],
  ])('%s and %s', (a, b, same) => {
    expect(sameRepository(a, b)).toBe(same);
  });
});
