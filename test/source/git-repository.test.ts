import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { condition, conditionsOf, gitRepository, World } from './world.ts';

describe('a GitRepository', () => {
  const world = new World();
  beforeAll(() => world.start());
  afterAll(() => world.end());

  it('becomes an artifact, and says so in the words of Flux', async () => {
    const working = world.repository('Org1/project1/_git/gitops', {
      basic: { username: 'flux', password: 'secret' },
    });
    const commit = working.commit({ 'tenant/dev/a.yaml': 'a: 1\n' }, 'Add a\n\nmore words');
    await world.secret('flux', { username: 'flux', password: 'secret' });
    const name = await world.apply({
      url: `${world.base}/Org1/project1/_git/gitops`,
      ref: { branch: 'main' },
      secretRef: { name: 'flux' },
    });
    const revision = `main@sha1:${commit}`;
    const object = await world.ready(name);
    expect(conditionsOf(object)).toEqual([
      `Ready=True Succeeded Fetched revision: ${revision}`,
      `ArtifactInStorage=True Succeeded stored artifact for revision '${revision}'`,
    ]);
    expect(object.metadata.finalizers).toEqual(['finalizers.fluxcd.io']);
    expect(object.status).toMatchObject({
      observedGeneration: 1,
      artifact: {
        path: `gitrepository/apps/${name}/${commit}.tar.gz`,
        revision,
        url: expect.stringMatching(
          new RegExp(
            `^http://127\\.0\\.0\\.1:\\d+/gitrepository/apps/${name}/${commit}\\.tar\\.gz$`,
          ),
        ) as string,
      },
    });
    expect(await world.files(object)).toEqual({ 'tenant/dev/a.yaml': 'a: 1\n' });
    expect((await fetch(object.status?.artifact?.url ?? '')).status).toBe(200);
    expect(world.eventsOf(name)).toEqual([`Normal NewArtifact stored artifact for commit 'Add a'`]);
    expect(world.events.find((event) => event.name === name)?.annotations).toEqual({
      'source.toolkit.fluxcd.io/revision': revision,
      'source.toolkit.fluxcd.io/digest': object.status?.artifact?.digest,
    });
  });

  it('takes the form of years ago unchanged', async () => {
    world.repository('legacy').commit({ a: '1' });
    const name = await world.apply(
      { gitImplementation: 'libgit2', url: `${world.base}/legacy`, ref: { branch: 'main' } },
      { apiVersion: 'source.toolkit.fluxcd.io/v1beta1' },
    );
    await world.ready(name);
    expect(world.eventsOf(name)[0]).toMatch(/^Normal DeprecatedField spec\.gitImplementation /);
  });

  it('costs one ls-refs and nothing else while nothing changes', async () => {
    const working = world.repository('quiet');
    working.commit({ a: '1' });
    const name = await world.apply({ url: `${world.base}/quiet`, ref: { branch: 'main' } });
    const before = await world.ready(name);
    await world.settled(name);
    world.gitRequests.length = 0;
    world.apiRequests.length = 0;
    const events = world.eventsOf(name).length;
    for (let poll = 0; poll < 3; poll++) {
      world.source.controller.enqueue({ namespace: 'apps', name });
      await world.source.controller.whenIdle();
    }
    expect(world.gitRequests.map((request) => request.service)).toEqual([
      'git-upload-pack',
      'git-upload-pack',
      'git-upload-pack',
    ]);
    expect(world.apiRequests).toEqual([]);
    expect(world.eventsOf(name)).toHaveLength(events);
    expect((await world.get(name)).metadata.resourceVersion).toBe(before.metadata.resourceVersion);
  });

  it('follows its branch, and answers a request by its token', async () => {
    const working = world.repository('followed');
    working.commit({ a: '1' });
    const name = await world.apply({ url: `${world.base}/followed`, ref: { branch: 'main' } });
    await world.ready(name);
    const second = working.commit({ a: '2' }, 'Second');
    await world.request(name, 'token-1');
    const object = await world.ready(name, `main@sha1:${second}`);
    expect(object.status?.lastHandledReconcileAt).toBe('token-1');
    expect(await world.files(object)).toEqual({ a: '2' });
    expect(world.eventsOf(name).at(-1)).toBe(
      `Normal NewArtifact stored artifact for commit 'Second'`,
    );
    await world.request(name, 'token-2');
    await world.until(name, (found) => found.status?.lastHandledReconcileAt === 'token-2');
  });

  it('is made anew when what shapes its content changes', async () => {
    const working = world.repository('shaped');
    const commit = working.commit({
      'apps/a.yaml': 'a',
      'docs/readme.md': 'r',
      'logo.png': 'p',
      '.gitignore': 'x',
      '.github/ci.yaml': 'c',
    });
    const url = `${world.base}/shaped`;
    const name = await world.apply({ url, ref: { branch: 'main' } });
    const plain = await world.ready(name);
    expect(Object.keys(await world.files(plain))).toEqual(['apps/a.yaml', 'docs/readme.md']);
    await world.apply(
      { url, ref: { branch: 'main' }, ignore: '/*\n!/apps\n!/logo.png\n' },
      { name },
    );
    const narrowed = await world.until(
      name,
      (object) =>
        object.status?.observedIgnore !== undefined &&
        condition(object, 'Ready')?.status === 'True',
    );
    expect(narrowed.status?.artifact?.revision).toBe(`main@sha1:${commit}`);
    expect(Object.keys(await world.files(narrowed))).toEqual(['apps/a.yaml', 'logo.png']);
    await world.apply({ url, ref: { branch: 'main' }, sparseCheckout: ['./docs'] }, { name });
    const sparse = await world.until(
      name,
      (object) =>
        object.status?.observedSparseCheckout !== undefined &&
        condition(object, 'Ready')?.status === 'True',
    );
    expect(Object.keys(await world.files(sparse))).toEqual(['docs/readme.md']);
    expect(sparse.status?.observedIgnore).toBeUndefined();
  });

  it('includes the artifacts of others, and is woken by them', async () => {
    const outer = world.repository('outer');
    outer.commit({ 'main.yaml': 'm', 'vendor/base.yaml': 'own' });
    const inner = world.repository('inner');
    inner.commit({ 'deploy/base.yaml': 'inner', 'other.yaml': 'o' });
    const name = await world.apply({
      url: `${world.base}/outer`,
      ref: { branch: 'main' },
      include: [{ repository: { name: 'inner' }, fromPath: 'deploy', toPath: 'vendor' }],
    });
    const waiting = await world.failed(name, 'NotFound');
    expect(condition(waiting, 'IncludeUnavailable')?.message).toBe(
      `could not get resource for include 'inner': gitrepositories.source.toolkit.fluxcd.io "inner" not found`,
    );
    await world.apply({ url: `${world.base}/inner`, ref: { branch: 'main' } }, { name: 'inner' });
    const object = await world.ready(name);
    expect(await world.files(object)).toEqual({ 'main.yaml': 'm', 'vendor/base.yaml': 'inner' });
    expect(object.status?.includedArtifacts).toHaveLength(1);
    const second = inner.commit({ 'deploy/base.yaml': 'newer' });
    await world.request('inner', 'now');
    const newer = await world.until(
      name,
      (found) =>
        found.status?.includedArtifacts?.[0]?.revision === `main@sha1:${second}` &&
        condition(found, 'Ready')?.status === 'True',
    );
    expect(await world.files(newer)).toMatchObject({ 'vendor/base.yaml': 'newer' });
  });

  it('follows submodules when asked to, and from then on', async () => {
    const child = world.repository('org/child');
    const commit = child.commit({ 'child.yaml': 'c' });
    const parent = world.repository('org/parent');
    parent.write({
      'a.yaml': 'a',
      '.gitmodules': '[submodule "c"]\n\tpath = c\n\turl = ../child\n',
    });
    parent.git('add', '--all');
    parent.git('update-index', '--add', '--cacheinfo', `160000,${commit},c`);
    parent.git('commit', '--quiet', '-m', 'with a child');
    const spec = { url: `${world.base}/org/parent`, ref: { branch: 'main' } };
    const name = await world.apply(spec);
    expect(await world.files(await world.ready(name))).toEqual({ 'a.yaml': 'a' });
    await world.apply({ ...spec, recurseSubmodules: true }, { name });
    const object = await world.until(
      name,
      (found) =>
        found.status?.observedRecurseSubmodules === true &&
        condition(found, 'Ready')?.status === 'True',
    );
    expect(await world.files(object)).toEqual({ 'a.yaml': 'a', 'c/child.yaml': 'c' });
  });

  it('does nothing while suspended, and goes on when resumed', async () => {
    const working = world.repository('paused');
    working.commit({ a: '1' });
    const spec = { url: `${world.base}/paused`, ref: { branch: 'main' } };
    const name = await world.apply(spec);
    await world.ready(name);
    await world.apply({ ...spec, suspend: true }, { name });
    const second = working.commit({ a: '2' });
    await world.request(name, 'ignored');
    await world.settled(name);
    expect((await world.get(name)).status?.lastHandledReconcileAt).toBeUndefined();
    await world.apply({ ...spec, suspend: false }, { name });
    await world.ready(name, `main@sha1:${second}`);
  });

  it('rebuilds an artifact that was lost or damaged', async () => {
    world.repository('lost').commit({ a: '1' });
    const name = await world.apply({ url: `${world.base}/lost`, ref: { branch: 'main' } });
    const object = await world.ready(name);
    const { artifact } = object.status ?? {};
    await world.store.remove(artifact!);
    await world.request(name, 'rebuild');
    await world.until(name, (found) => found.status?.lastHandledReconcileAt === 'rebuild');
    expect(await world.store.verify(artifact!)).toBe('intact');
  });

  it('leaves nothing behind when it is deleted', async () => {
    world.repository('deleted').commit({ a: '1' });
    const name = await world.apply({ url: `${world.base}/deleted`, ref: { branch: 'main' } });
    const object = await world.ready(name);
    await world.client.delete({ ...gitRepository, name, namespace: 'apps' });
    await world.gone(name);
    expect(await world.store.verify(object.status!.artifact!)).toBe('missing');
  });

  it('finds its artifacts again after a restart, and fetches nothing', async () => {
    world.repository('restarted').commit({ a: '1' });
    const name = await world.apply({ url: `${world.base}/restarted`, ref: { branch: 'main' } });
    const before = await world.ready(name);
    await world.stopController();
    world.gitRequests.length = 0;
    await world.startController();
    await world.source.controller.whenIdle();
    const after = await world.get(name);
    expect(after.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
    expect(
      world.gitRequests
        .filter(({ repository }) => repository === '/restarted')
        .map(({ service }) => service),
    ).toEqual(['info/refs', 'git-upload-pack']);
  });
});
