import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contents, createWorld, type TestRepository, type World } from './fixture.ts';

describe('a hostile repository', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({
      git: { limits: { fileBytes: 10_000_000, treeBytes: 20_000_000, files: 50 } },
    });
  });
  afterEach(() => world.close());

  /** Commits a tree that git itself would not make: names given as raw bytes. */
  function commitTree(
    repository: TestRepository,
    entries: readonly (readonly [mode: string, name: string, oid: string])[],
  ): void {
    const tree = Buffer.concat(
      entries.map(([mode, name, oid]) =>
        Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]),
      ),
    );
    const oid = execFileSync('git', ['hash-object', '-t', 'tree', '-w', '--literally', '--stdin'], {
      cwd: repository.directory,
      input: tree,
      encoding: 'utf8',
    }).trim();
    repository.git('update-ref', 'refs/heads/main', repository.git('commit-tree', oid, '-m', 'x'));
  }

  function blob(repository: TestRepository, content: string): string {
    return execFileSync('git', ['hash-object', '-w', '--stdin'], {
      cwd: repository.directory,
      input: content,
      encoding: 'utf8',
    }).trim();
  }

  async function fetch(name: string, options = {}): Promise<Record<string, string>> {
    const remote = { url: `${world.base}/${name}` };
    const snapshot = await world.git.fetch(
      remote,
      await world.git.resolve(remote, { branch: 'main' }),
      options,
    );
    try {
      return await contents(snapshot);
    } finally {
      snapshot.release();
    }
  }

  it.each([
    '..',
    '.git',
    '.GIT',
    'git~1',
    '.',
    'a/b',
    '.g\u200cit',
    'a\nb',
    '.git::$INDEX_ALLOCATION',
  ])('cannot bring in the name %j', async (name) => {
    const repository = world.add('names');
    const content = blob(repository, 'x');
    const inner = execFileSync('git', ['mktree'], {
      cwd: repository.directory,
      input: `100644 blob ${content}\tconfig\n`,
      encoding: 'utf8',
    }).trim();
    commitTree(repository, [['40000', name, inner]]);
    await expect(fetch('names')).rejects.toMatchObject({
      code: expect.stringMatching(/TreeRefused|ObjectInvalid|GitFailed/) as string,
    });
  });

  it('cannot have one name twice', async () => {
    const repository = world.add('twice');
    commitTree(repository, [
      ['100644', 'a', blob(repository, '1')],
      ['120000', 'a', blob(repository, '/etc')],
    ]);
    await expect(fetch('twice')).rejects.toMatchObject({
      code: expect.stringMatching(/TreeRefused|ObjectInvalid/) as string,
    });
  });

  it('cannot have more or larger files than allowed', async () => {
    world.add('bomb').commit({ zeros: '0'.repeat(10_000_001) });
    await expect(fetch('bomb')).rejects.toMatchObject({ code: 'TooLarge', retry: 'on-change' });
    world
      .add('many')
      .commit(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${i}`, `${i}`])));
    await expect(fetch('many')).rejects.toMatchObject({ code: 'TooLarge' });
    world
      .add('sum')
      .commit(Object.fromEntries(['a', 'b', 'c'].map((name) => [name, name.repeat(8_000_000)])));
    await expect(fetch('sum')).rejects.toMatchObject({ code: 'TooLarge' });
  });

  it('cannot send a pack larger than allowed', async () => {
    const small = await createWorld({ git: { limits: { packBytes: 100_000 } } });
    const repository = small.add('noise');
    const noise = Array.from({ length: 6000 }, (_, i) =>
      createHash('sha256').update(`${i}`).digest('hex'),
    ).join('');
    repository.commit({ noise });
    const remote = { url: `${small.base}/noise` };
    await expect(
      small.git.fetch(remote, await small.git.resolve(remote, { branch: 'main' })),
    ).rejects.toMatchObject({ code: 'TooLarge' });
    await small.close();
  });

  it('runs no hook, filter or other program', async () => {
    const repository = world.add('programs');
    const marker = join(world.root, 'ran');
    repository.commit({
      '.gitattributes': '* filter=evil diff=evil merge=evil export-subst\n',
      '.gitconfig': `[filter "evil"]\n smudge = touch ${marker}\n`,
      'a.txt': '$Format:%H$\n',
    });
    writeFileSync(
      join(repository.directory, '.git/hooks/post-checkout'),
      `#!/bin/sh\ntouch ${marker}\n`,
      { mode: 0o755 },
    );
    expect(await fetch('programs')).toMatchObject({ 'a.txt': '$Format:%H$\n' });
    expect(existsSync(marker)).toBe(false);
  });

  it('leaves no key or credential behind', async () => {
    world.add('open').commit({ a: '1' });
    await fetch('open');
    expect(readdirSync(join(world.root, 'cache/tmp'))).toEqual([]);
    const config = execFileSync('find', [join(world.root, 'cache'), '-name', 'FETCH_HEAD'], {
      encoding: 'utf8',
    });
    expect(config).toBe('');
  });

  describe('with submodules', () => {
    function link(repository: TestRepository, path: string, url: string, commit: string): void {
      writeFileSync(
        join(repository.directory, '.gitmodules'),
        `[submodule "${path}"]\n\tpath = ${path}\n\turl = ${url}\n`,
      );
      repository.git('add', '.gitmodules');
      repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},${path}`);
      repository.git('commit', '--quiet', '-m', 'link');
    }

    it('gets what lies beside it, nested, with the same credentials', async () => {
      const basic = { username: 'u', password: 'secret' };
      const leaf = world.add('org/leaf', { basic });
      const leafCommit = leaf.commit({ 'leaf.yaml': 'leaf' });
      leaf.commit({ 'leaf.yaml': 'newer' });
      const middle = world.add('org/middle', { basic });
      middle.commit({ 'middle.yaml': 'middle' });
      link(middle, 'deep', '../leaf', leafCommit);
      const top = world.add('org/top', { basic });
      top.commit({ 'top.yaml': 'top' });
      link(top, 'vendor/middle', '../middle', middle.git('rev-parse', 'HEAD'));
      const remote = { url: `${world.base}/org/top`, credentials: { basic } };
      const ref = await world.git.resolve(remote, { branch: 'main' });
      const snapshot = await world.git.fetch(remote, ref, { recurseSubmodules: true });
      expect(await contents(snapshot)).toMatchObject({
        'top.yaml': 'top',
        'vendor/middle/middle.yaml': 'middle',
        'vendor/middle/deep/leaf.yaml': 'leaf',
      });
      const without = await world.git.fetch(remote, ref);
      expect(without.files.map((file) => file.path)).toEqual(['.gitmodules', 'top.yaml']);
    });

    it('does not show its credentials to another server', async () => {
      const basic = { username: 'u', password: 'secret' };
      const other = await createWorld();
      const seen: (string | undefined)[] = [];
      const spy = createServer((request, response) => {
        seen.push(request.headers.authorization);
        other.server.handle(request, response);
      });
      await new Promise<void>((resolve) => void spy.listen(0, '127.0.0.1', resolve));
      const { port } = spy.address() as { port: number };
      const commit = other.add('child').commit({ child: '1' });
      const top = world.add('top', { basic });
      top.commit({ top: '1' });
      link(top, 'child', `http://127.0.0.1:${port}/child`, commit);
      const remote = { url: `${world.base}/top`, credentials: { basic } };
      const ref = await world.git.resolve(remote, { branch: 'main' });
      const snapshot = await world.git.fetch(remote, ref, { recurseSubmodules: true });
      expect(await contents(snapshot)).toMatchObject({ 'child/child': '1' });
      expect(new Set(seen)).toEqual(new Set([undefined]));
      spy.close();
      spy.closeAllConnections();
      await other.close();
    });

    it.each([
      'file:///etc',
      '/etc',
      'ext::sh -c id',
      '--upload-pack=id',
      '../../../../../x',
      'ssh://-oX=y/z',
    ])('cannot lead to %j', async (url) => {
      const top = world.add('top');
      const commit = top.commit({ top: '1' });
      link(top, 'child', `"${url}"`, commit);
      const remote = { url: `${world.base}/top` };
      const ref = await world.git.resolve(remote, { branch: 'main' });
      await expect(world.git.fetch(remote, ref, { recurseSubmodules: true })).rejects.toMatchObject(
        {
          code: expect.stringMatching(/SubmoduleRefused|ObjectInvalid/) as string,
        },
      );
    });

    it('cannot nest without end', async () => {
      const top = world.add('top');
      const commit = top.commit({ top: '1' });
      const remote = { url: `${world.base}/top` };
      let previous = commit;
      for (let depth = 0; depth < 10; depth++) {
        link(top, 'self', './', previous);
        previous = top.git('rev-parse', 'HEAD');
      }
      const ref = await world.git.resolve(remote, { branch: 'main' });
      await expect(world.git.fetch(remote, ref, { recurseSubmodules: true })).rejects.toMatchObject(
        {
          code: 'SubmoduleRefused',
        },
      );
    });
  });
});
