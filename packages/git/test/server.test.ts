import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, TestRepository, type World } from './fixture.ts';

/** The real git as a client of our server. */
function git(cwd: string, ...args: string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: '/nonexistent',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  return new Promise((resolve, reject) => {
    execFile('git', args, { cwd, env }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(stderr));
    });
  });
}

describe('the git server, with the real git as its client', () => {
  let world: World;
  let scratch: string;
  beforeAll(async () => {
    world = await createWorld();
    scratch = mkdtempSync(join(tmpdir(), 'fluxts-clone-'));
  });
  afterAll(async () => {
    await world.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it.each(['version=0', 'version=1', 'version=2'])(
    'serves clones and fetches in protocol %s',
    async (version) => {
      const name = `clone-${version.at(-1)}`;
      const repository = world.add(name);
      repository.commit({ a: '1' });
      const number = version.slice('version='.length);
      await git(
        scratch,
        '-c',
        `protocol.version=${number}`,
        'clone',
        '-q',
        `${world.base}/${name}`,
      );
      repository.commit({ a: '2' });
      await git(join(scratch, name), '-c', `protocol.version=${number}`, 'pull', '-q');
      expect(readFileSync(join(scratch, name, 'a'), 'utf8')).toBe('2');
    },
  );

  it('serves bare repositories as well, shallow and partial', async () => {
    const bare = new TestRepository(join(world.root, 'bare.git'), { bare: true });
    const source = world.add('source');
    source.commit({ a: '1' });
    source.commit({ a: '2' });
    source.git('push', '-q', bare.directory, 'main');
    world.repositories.set('/bare', { directory: bare.directory });
    await git(
      scratch,
      'clone',
      '-q',
      '--depth=1',
      '--filter=blob:none',
      `${world.base}/bare`,
      'shallow',
    );
    expect(readFileSync(join(scratch, 'shallow/a'), 'utf8')).toBe('2');
    expect((await git(join(scratch, 'shallow'), 'rev-list', '--count', 'HEAD')).trim()).toBe('1');
  });

  it('takes pushes where allowed, and updates the files of the branch checked out', async () => {
    const repository = world.add('pushed', { allowPush: true });
    repository.commit({ a: '1' });
    await git(scratch, 'clone', '-q', `${world.base}/pushed`);
    const clone = new TestRepository(join(scratch, 'pushed'));
    clone.commit({ a: '2', big: 'y'.repeat(2_000_000) });
    await git(join(scratch, 'pushed'), 'push', '-q', 'origin', 'main');
    expect(readFileSync(join(repository.directory, 'a'), 'utf8')).toBe('2');
    world.repositories.set('/pushed', { directory: repository.directory });
    clone.commit({ a: '3' });
    await expect(git(join(scratch, 'pushed'), 'push', '-q', 'origin', 'main')).rejects.toThrow(
      /403|forbidden/i,
    );
  });

  it('asks for a password where one is set', async () => {
    world.add('locked', { basic: { username: 'u', password: 'p' } }).commit({ a: '1' });
    await expect(git(scratch, 'clone', '-q', `${world.base}/locked`)).rejects.toThrow();
    const base = world.base.replace('http://', 'http://u:p@');
    await git(scratch, 'clone', '-q', `${base}/locked`);
    expect(readFileSync(join(scratch, 'locked/a'), 'utf8')).toBe('1');
  });

  it('says 404 for paths that are none of its repositories', async () => {
    world.repositories.set('/not-a-repository', { directory: tmpdir() });
    for (const path of [
      '/nope/info/refs?service=git-upload-pack',
      '/not-a-repository/info/refs?service=git-upload-pack',
      '/source/info/refs?service=git-evil',
      '/source/info/refs',
      '/source/.git/config',
      '/%2e%2e/%2e%2e/etc/info/refs?service=git-upload-pack',
      '/%zz/info/refs?service=git-upload-pack',
      '/',
    ]) {
      expect((await fetch(world.base + path)).status, path).toBe(404);
    }
  });
});
