import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contents, createWorld, type World } from './fixture.ts';

describe.each([{ onlyProtocolV0: false }, { onlyProtocolV0: true }])(
  'a repository over HTTP %o',
  ({ onlyProtocolV0 }) => {
    let world: World;
    beforeAll(async () => {
      world = await createWorld({ server: { onlyProtocolV0 } });
    });
    afterAll(() => world.close());

    it('is fetched by branch, and again after a push', async () => {
      const repository = world.add('Org1/project1/_git/gitops');
      const first = repository.commit({ 'a.yaml': 'a: 1\n', 'dir/b.yaml': 'b: 1\n' });
      const remote = { url: `${world.base}/Org1/project1/_git/gitops` };
      const ref = await world.git.resolve(remote, { branch: 'main' });
      expect(ref).toEqual({
        commit: first,
        objectFormat: 'sha1',
        refName: 'refs/heads/main',
        pinned: false,
        revision: `main@sha1:${first}`,
      });
      const snapshot = await world.git.fetch(remote, ref);
      expect(snapshot.commit.message).toBe('change\n');
      expect(snapshot.commit.author).toEqual({
        name: 'Ada',
        email: 'ada@example.com',
        time: 1704067200,
      });
      expect(await contents(snapshot)).toEqual({ 'a.yaml': 'a: 1\n', 'dir/b.yaml': 'b: 1\n' });

      const second = repository.commit({ 'a.yaml': 'a: 2\n' });
      const later = await world.git.fetch(
        remote,
        await world.git.resolve(remote, { branch: 'main' }),
      );
      expect(later.commit.oid).toBe(second);
      expect(await contents(later)).toMatchObject({ 'a.yaml': 'a: 2\n' });
      // What was fetched before is still there for whoever holds it.
      expect(await contents(snapshot)).toMatchObject({ 'a.yaml': 'a: 1\n' });
      snapshot.release();
      later.release();
    });

    it('gives the newest commit when the branch moved since it was resolved', async () => {
      const repository = world.add('moving');
      repository.commit({ a: '1' });
      const remote = { url: `${world.base}/moving` };
      const ref = await world.git.resolve(remote, { branch: 'main' });
      const second = repository.commit({ a: '2' });
      const snapshot = await world.git.fetch(remote, ref);
      expect(snapshot.ref.commit).toBe(second);
      expect(snapshot.ref.revision).toBe(`main@sha1:${second}`);
    });

    it('is fetched by a commit that no reference points to any more', async () => {
      const repository = world.add('history');
      const first = repository.commit({ a: '1' });
      repository.commit({ a: '2' });
      const remote = { url: `${world.base}/history` };
      const ref = await world.git.resolve(remote, { commit: first });
      expect(ref.revision).toBe(`sha1:${first}`);
      expect(await contents(await world.git.fetch(remote, ref))).toEqual({ a: '1' });
      const onBranch = await world.git.resolve(remote, { commit: first, branch: 'main' });
      expect(onBranch.revision).toBe(`main@sha1:${first}`);
      expect(await contents(await world.git.fetch(remote, onBranch))).toEqual({ a: '1' });
      await expect(
        world.git.fetch(remote, await world.git.resolve(remote, { commit: '1'.repeat(40) })),
      ).rejects.toMatchObject({ code: 'ReferenceNotFound' });
    });

    it('is narrowed to directories by a sparse checkout', async () => {
      const repository = world.add('sparse');
      repository.commit({
        'top.yaml': 't',
        'apps/a.yaml': 'a',
        'apps/x/b.yaml': 'b',
        'infra/c.yaml': 'c',
      });
      const remote = { url: `${world.base}/sparse` };
      const ref = await world.git.resolve(remote, { branch: 'main' });
      const snapshot = await world.git.fetch(remote, ref, { sparse: ['./apps/'] });
      expect(snapshot.files.map((file) => [file.path, file.size])).toEqual([
        ['apps/a.yaml', 1],
        ['apps/x/b.yaml', 1],
      ]);
      expect(await contents(snapshot)).toEqual({ 'apps/a.yaml': 'a', 'apps/x/b.yaml': 'b' });
      const wider = await world.git.fetch(remote, ref, { sparse: ['apps', 'infra'] });
      expect(await contents(wider)).toMatchObject({ 'infra/c.yaml': 'c' });
      await expect(world.git.fetch(remote, ref, { sparse: ['nope'] })).rejects.toMatchObject({
        code: 'SparsePathMissing',
        message: "sparse checkout dir 'nope' does not exist in repository",
      });
      await expect(world.git.fetch(remote, ref, { sparse: ['../..'] })).rejects.toMatchObject({
        code: 'RuleInvalid',
      });
    });

    it('is narrowed again after a push, getting only what is new', async () => {
      const repository = world.add('sparse-twice');
      repository.commit({ 'apps/a.yaml': 'a', 'infra/c.yaml': 'c' });
      const remote = { url: `${world.base}/sparse-twice` };
      const sparse = ['apps'];
      await world.git.fetch(remote, await world.git.resolve(remote, { branch: 'main' }), {
        sparse,
      });
      repository.commit({ 'apps/a.yaml': 'a2', 'apps/n.yaml': 'n', 'infra/c.yaml': 'c2' });
      const ref = await world.git.resolve(remote, { branch: 'main' });
      const snapshot = await world.git.fetch(remote, ref, { sparse });
      expect(await contents(snapshot)).toEqual({ 'apps/a.yaml': 'a2', 'apps/n.yaml': 'n' });
      await expect(
        world.git.fetch(remote, await world.git.resolve(remote, { commit: '2'.repeat(40) }), {
          sparse,
        }),
      ).rejects.toMatchObject({ code: 'ReferenceNotFound' });
    });

    it('may name its objects by SHA-256', async () => {
      const repository = world.add('sha256', {}, ['--object-format=sha256']);
      const commit = repository.commit({ a: '1' });
      repository.git('tag', '-a', 'v1.0.0', '-m', 'x');
      const remote = { url: `${world.base}/sha256` };
      const ref = await world.git.resolve(remote, { tag: 'v1.0.0' });
      expect(ref.revision).toBe(`v1.0.0@sha256:${commit}`);
      const snapshot = await world.git.fetch(remote, ref);
      expect(snapshot.tag?.target).toBe(commit);
      expect(await contents(snapshot)).toEqual({ a: '1' });
    });

    it('keeps executable files and tells links apart', async () => {
      const repository = world.add('modes');
      repository.commit({ run: '#!/bin/sh\n', plain: 'x' });
      repository.git('update-index', '--chmod=+x', 'run');
      const blob = repository.git('rev-parse', 'HEAD:plain');
      repository.git('update-index', '--add', '--cacheinfo', `120000,${blob},link`);
      repository.git('commit', '--quiet', '-m', 'modes');
      const remote = { url: `${world.base}/modes` };
      const snapshot = await world.git.fetch(
        remote,
        await world.git.resolve(remote, { branch: 'main' }),
      );
      expect(snapshot.files.map((file) => [file.path, file.kind])).toEqual([
        ['link', 'symlink'],
        ['plain', 'file'],
        ['run', 'executable'],
      ]);
    });

    it('streams a large file in chunks', async () => {
      const repository = world.add('large');
      repository.commit({ big: 'x'.repeat(3_000_000), empty: '', small: 'y' });
      const remote = { url: `${world.base}/large` };
      const snapshot = await world.git.fetch(
        remote,
        await world.git.resolve(remote, { branch: 'main' }),
      );
      let chunks = 0;
      let bytes = 0;
      await snapshot.read(snapshot.files, async (_, content) => {
        for await (const part of content) {
          chunks++;
          bytes += part.length;
        }
      });
      expect(bytes).toBe(3_000_001);
      expect(chunks).toBeGreaterThan(2);
    });
  },
);

describe('polling', () => {
  it('costs one request once the server is known', async () => {
    const world = await createWorld();
    const repository = world.add('polled');
    repository.commit({ a: '1' });
    const remote = { url: `${world.base}/polled` };
    await world.git.resolve(remote, { branch: 'main' });
    world.requests.length = 0;
    await world.git.resolve(remote, { branch: 'main' });
    expect(world.requests).toEqual([
      { method: 'POST', repository: '/polled', service: 'git-upload-pack', status: 200 },
    ]);
    await world.close();
  });

  it('shares requests between callers that arrive together, but never an older answer', async () => {
    const world = await createWorld();
    const repository = world.add('shared');
    repository.commit({ a: '1' });
    const remote = { url: `${world.base}/shared` };
    await world.git.resolve(remote, { branch: 'main' });
    world.requests.length = 0;
    const running = world.git.resolve(remote, { branch: 'main' });
    const second = repository.commit({ a: '2' });
    const waiting = Array.from({ length: 20 }, () => world.git.resolve(remote, { branch: 'main' }));
    await running;
    for (const ref of await Promise.all(waiting)) expect(ref.commit).toBe(second);
    expect(world.requests).toHaveLength(2);
    await world.close();
  });

  it('fetches once for equal callers, and anew after the cache retired a repository', async () => {
    const world = await createWorld({ git: { limits: { cacheBytes: 1 } } });
    const one = world.add('one');
    one.commit({ a: '1' });
    const two = world.add('two');
    two.commit({ b: '1' });
    const remote = { url: `${world.base}/one` };
    const other = { url: `${world.base}/two` };
    const ref = await world.git.resolve(remote, { branch: 'main' });
    world.requests.length = 0;
    const snapshots = await Promise.all([1, 2, 3].map(() => world.git.fetch(remote, ref)));
    expect(world.requests.filter((request) => request.method === 'GET')).toHaveLength(1);
    // Fetching another repository pushes the first out of the cache; its readers keep it.
    await world.git.fetch(other, await world.git.resolve(other, { branch: 'main' }));
    expect(await contents(snapshots[0]!)).toEqual({ a: '1' });
    for (const snapshot of snapshots) snapshot.release();
    expect(await contents(await world.git.fetch(remote, ref))).toEqual({ a: '1' });
    await world.close();
  });
});
