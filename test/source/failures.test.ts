import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { condition, conditionsOf, type Repository, World } from './world.ts';

describe('a GitRepository that cannot be fetched', () => {
  const world = new World();
  beforeAll(() => world.start());
  afterAll(() => world.end());

  /** The three conditions of a failure that is tried again. */
  function expectRetried(object: Repository, reason: string, message: string | RegExp): void {
    const matching = typeof message === 'string' ? message : expect.stringMatching(message);
    for (const [type, status] of [
      ['Ready', 'False'],
      ['FetchFailed', 'True'],
    ] as const) {
      expect(condition(object, type)).toMatchObject({
        status,
        reason,
        message: matching as string,
      });
    }
    expect(condition(object, 'Reconciling')).toMatchObject({ reason: 'ProgressingWithRetry' });
    expect(object.status?.observedGeneration ?? -1).toBe(-1);
  }

  it('says that the host is not reachable', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    const url = `http://127.0.0.1:${port}/x`;
    const name = await world.apply({ url });
    const object = await world.failed(name, 'GitOperationFailed');
    expectRetried(
      object,
      'GitOperationFailed',
      new RegExp(
        `^failed to checkout and determine revision: unable to list remote for '${url}': cannot reach `,
      ),
    );
    await world.settled(name).catch(() => undefined);
    expect(world.eventsOf(name)[0]).toBe(
      `Warning GitOperationFailed ${condition(object, 'Ready')?.message}`,
    );
  });

  it('says that the credentials are wrong, and comes back by itself when the secret is mended', async () => {
    world.repository('locked', { basic: { username: 'u', password: 'right' } }).commit({ a: '1' });
    await world.secret('wrong', { username: 'u', password: 'hidden-word' });
    const url = `${world.base}/locked`;
    const name = await world.apply({ url, ref: { branch: 'main' }, secretRef: { name: 'wrong' } });
    const object = await world.failed(name, 'GitOperationFailed');
    expectRetried(object, 'GitOperationFailed', /authentication required/);
    expect(JSON.stringify(object)).not.toContain('hidden-word');
    expect(world.eventsOf(name).join()).not.toContain('hidden-word');
    await world.secret('wrong', { username: 'u', password: 'right' });
    await world.ready(name);
    expect(world.eventsOf(name).at(-1)).toBe(
      `Normal NewArtifact stored artifact for commit 'change'`,
    );
  });

  it('says that the secret is missing, and comes back when it is there', async () => {
    world.repository('secretless').commit({ a: '1' });
    const name = await world.apply({
      url: `${world.base}/secretless`,
      ref: { branch: 'main' },
      secretRef: { name: 'later' },
    });
    const object = await world.failed(name, 'AuthenticationFailed');
    expectRetried(
      object,
      'AuthenticationFailed',
      `failed to get secret 'apps/later': secrets "later" not found`,
    );
    await world.secret('later', {});
    await world.ready(name);
  });

  it('says that the branch is missing, that there is nothing yet, and that there is no repository', async () => {
    world.repository('branchless').commit({ a: '1' });
    world.repository('empty');
    const url = (path: string): string => `${world.base}/${path}`;
    const branchless = await world.apply({ url: url('branchless'), ref: { branch: 'nope' } });
    const empty = await world.apply({ url: url('empty') });
    const none = await world.apply({ url: url('none') });
    expectRetried(
      await world.failed(branchless, 'GitOperationFailed'),
      'GitOperationFailed',
      `failed to checkout and determine revision: unable to clone '${url('branchless')}': couldn't find remote ref "refs/heads/nope"`,
    );
    expectRetried(
      await world.failed(empty, 'EmptyGitRepository'),
      'EmptyGitRepository',
      'git repository is empty',
    );
    expectRetried(
      await world.failed(none, 'GitOperationFailed'),
      'GitOperationFailed',
      `failed to checkout and determine revision: unable to list remote for '${url('none')}': repository not found`,
    );
  });

  it('keeps the artifact that it has, and says so when all is well again', async () => {
    const working = world.repository('flaky');
    working.commit({ a: '1' });
    const name = await world.apply({ url: `${world.base}/flaky`, ref: { branch: 'main' } });
    const before = await world.ready(name);
    const served = world.served.get('/flaky');
    world.served.delete('/flaky');
    await world.request(name, 'now');
    const failed = await world.failed(name, 'GitOperationFailed');
    expect(failed.status?.artifact).toEqual(before.status?.artifact);
    expect(await world.store.verify(failed.status!.artifact!)).toBe('intact');
    world.served.set('/flaky', served!);
    await world.ready(name);
    await world.settled(name);
    expect(world.eventsOf(name).at(-1)).toMatch(/^Normal Succeeded stored artifact for commit/);
  });

  it('stalls on a URL that git could take for something else', async () => {
    for (const url of [
      'ssh://-oProxyCommand=touch%20x/y',
      'https://host/x y',
      'http://host/x?service=y',
    ]) {
      const name = await world.apply({ url });
      const object = await world.failed(name, 'URLInvalid');
      expect(condition(object, 'Stalled')).toMatchObject({ status: 'True', reason: 'URLInvalid' });
      expect(condition(object, 'Reconciling')).toBeUndefined();
      expect(object.status?.observedGeneration).toBe(1);
    }
    for (const url of ['ext::sh -c id', 'file:///etc', '/etc']) {
      await expect(world.apply({ url })).rejects.toMatchObject({ code: 'Invalid' });
    }
  });

  it('is mended by a new spec after it stalled', async () => {
    world.repository('mended').commit({ a: '1' });
    const name = await world.apply({ url: 'http://host/x?y' });
    await world.failed(name, 'URLInvalid');
    await world.apply({ url: `${world.base}/mended`, ref: { branch: 'main' } }, { name });
    const object = await world.ready(name);
    expect(conditionsOf(object).map((text) => text.split('=')[0])).toEqual([
      'Ready',
      'ArtifactInStorage',
    ]);
  });

  it('harms nobody when the repository is hostile, and leaves links out', async () => {
    const working = world.repository('hostile');
    const marker = `${world.root}/ran`;
    working.commit({ 'a.yaml': 'a', '.gitattributes': '* filter=evil\n' });
    const link = working.git('hash-object', '-w', 'a.yaml');
    working.git('update-index', '--add', '--cacheinfo', `120000,${link},escape`);
    working.git('commit', '--quiet', '-m', 'link');
    writeFileSync(`${working.directory}/.git/hooks/post-checkout`, `#!/bin/sh\ntouch ${marker}\n`, {
      mode: 0o755,
    });
    const name = await world.apply({ url: `${world.base}/hostile`, ref: { branch: 'main' } });
    expect(await world.files(await world.ready(name))).toEqual({ 'a.yaml': 'a' });

    working.write({ '.gitmodules': '[submodule "x"]\n\tpath = x\n\turl = "ext::touch /tmp/x"\n' });
    working.git('add', '.gitmodules');
    working.git(
      'update-index',
      '--add',
      '--cacheinfo',
      `160000,${working.git('rev-parse', 'HEAD')},x`,
    );
    working.git('commit', '--quiet', '-m', 'submodule');
    const recursing = await world.apply({
      url: `${world.base}/hostile`,
      ref: { branch: 'main' },
      recurseSubmodules: true,
    });
    expectRetried(
      await world.failed(recursing, 'GitOperationFailed'),
      'GitOperationFailed',
      /submodule|fsck|malformed|error/i,
    );
  });

  it('reports ignore rules, includes and sparse directories that cannot be honoured', async () => {
    world.repository('strict').commit({ 'a/b.yaml': 'b' });
    const url = `${world.base}/strict`;
    const ref = { branch: 'main' };
    const sparse = await world.apply({ url, ref, sparseCheckout: ['nope'] });
    expectRetried(
      await world.failed(sparse, 'GitOperationFailed'),
      'GitOperationFailed',
      "failed to sparse checkout directories : sparse checkout dir 'nope' does not exist in repository",
    );
    await world.apply({ url, ref }, { name: 'strict' });
    await world.ready('strict');
    const illegal = await world.apply({
      url,
      ref,
      include: [{ repository: { name: 'strict' }, toPath: '../../x' }],
    });
    const outside = await world.failed(illegal, 'IllegalPath');
    expect(condition(outside, 'StorageOperationFailed')?.status).toBe('True');
    const missing = await world.apply({
      url,
      ref,
      include: [{ repository: { name: 'strict' }, fromPath: 'zz' }],
    });
    await world.failed(missing, 'CopyFailure');
  });
});
