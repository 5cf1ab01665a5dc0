import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KubeObject } from '@fluxts/kube-client';
import { pat } from './world/git-host.ts';
import { eventually, type Repository, withToken, World } from './world/world.ts';

const gitops: Repository = { name: 'gitops', namespaces: ['tenant1'], secretNameOverride: 'flux' };
const other: Repository = { name: 'other', namespaces: ['tenant2'] };
const metadata = { name: 'flux', namespace: 'tenant1' };

describe('the Secrets that tenants get', () => {
  let world: World;

  beforeEach(async () => {
    world = await World.start();
    world.configure(world.azure([gitops, other]));
  });

  afterEach(async () => {
    await world.stop();
  });

  const gone = (namespace: string, name: string): Promise<unknown> =>
    eventually(
      async () => (await world.secret(namespace, name)) === undefined,
      `${namespace}/${name} to go`,
    );

  it('hold a random token, under the name that is asked for or made from the repository', async () => {
    await world.proxy();
    const first = await world.token('tenant1', 'flux');
    const second = await world.token('tenant2', 'org1-project1-other');
    expect(first).toMatch(/^[\w-]{64}$/);
    expect(second).not.toBe(first);
    const secret = await world.secret('tenant1', 'flux');
    const data = secret?.['data'] as Record<string, string>;
    expect(Object.keys(data).sort()).toEqual(['password', 'token', 'username']);
    expect(JSON.stringify(secret)).not.toContain(pat);
  });

  it('come back when they are deleted, and as they were when they are edited', async () => {
    await world.proxy();
    const token = await world.token('tenant1', 'flux');
    await world.client.delete({ apiVersion: 'v1', kind: 'Secret', ...metadata });
    expect(await world.token('tenant1', 'flux')).toBe(token);

    const edit = async (change: (secret: KubeObject) => KubeObject): Promise<void> => {
      const before = (await world.secret('tenant1', 'flux')) as KubeObject;
      const { metadata: edited } = await world.client.update(change(before));
      const good = Buffer.from(token).toString('base64');
      await eventually(async () => {
        const now = await world.secret('tenant1', 'flux');
        const data = now?.['data'] as Record<string, string> | undefined;
        return (
          now?.metadata.resourceVersion !== edited.resourceVersion &&
          now?.metadata.labels?.['app.kubernetes.io/managed-by'] === 'git-auth-proxy' &&
          data?.['token'] === good &&
          data['password'] === good &&
          data['extra'] === undefined
        );
      }, 'the Secret to be repaired');
    };
    const wrong = Buffer.from('wrong').toString('base64');
    await edit((secret) => ({ ...secret, data: { token: wrong, extra: wrong } }));
    await edit((secret) => ({ ...secret, metadata: { ...secret.metadata, labels: {} } }));
    await edit((secret) => ({
      ...secret,
      metadata: { ...secret.metadata, labels: {}, annotations: {} },
    }));
    await edit((secret) => ({ ...secret, data: { token: wrong }, immutable: true }));
  });

  it('go when the configuration drops them, and come for new ones, without a restart', async () => {
    world.host.add('/Org1/project1/_git/gitops', join(world.root, 'gitops.git'), { a: 'a' });
    const proxy = await world.proxy();
    const token = await world.token('tenant1', 'flux');
    const url = withToken(`${proxy.url}/Org1/project1/_git/gitops`, token);
    expect((await world.git(['ls-remote', url])).ok).toBe(true);
    const added = {
      name: 'added',
      namespaces: ['tenant1', 'tenant2'],
      secretNameOverride: 'added',
    };
    world.configure(world.azure([other, added]));
    await gone('tenant1', 'flux');
    expect(await world.token('tenant1', 'added')).toBe(await world.token('tenant2', 'added'));
    expect((await world.git(['ls-remote', url])).output).toContain('403');
    // What was dropped has lost its token for good.
    world.configure(world.azure([gitops]));
    expect(await world.token('tenant1', 'flux')).not.toBe(token);
  });

  it('are not touched when somebody else made them', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata, data: { password: 'bWluZQ==' } };
    await world.client.create(secret);
    await world.proxy();
    await world.token('tenant2', 'org1-project1-other');
    await eventually(
      async () => world.logs.join('').includes('was not made by git-auth-proxy'),
      'the log',
    );
    expect((await world.secret('tenant1', 'flux'))?.['data']).toEqual(secret.data);
    world.configure(world.azure([other]));
    await eventually(async () => world.logs.join('').includes('"repositories":1'), 'the reload');
    expect((await world.secret('tenant1', 'flux'))?.['data']).toEqual(secret.data);
  });

  it('wait for their namespace', async () => {
    world.configure(world.azure([{ ...gitops, namespaces: ['later'] }]));
    await world.proxy();
    await world.namespace('later');
    expect(await world.token('later', 'flux')).toMatch(/^[\w-]{64}$/);
  });

  it('outlive the process, with the tokens in them', async () => {
    const first = await world.proxy();
    const token = await world.token('tenant1', 'flux');
    const before = await world.secret('tenant1', 'flux');
    await first.stop();
    await world.client.delete({
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: 'tenant2',
      name: 'org1-project1-other',
    });
    await world.proxy();
    await world.token('tenant2', 'org1-project1-other');
    expect(await world.token('tenant1', 'flux')).toBe(token);
    expect((await world.secret('tenant1', 'flux'))?.metadata.resourceVersion).toBe(
      before?.metadata.resourceVersion,
    );
  });

  it('go some time after a start that does not want them any more', async () => {
    const first = await world.proxy();
    await world.token('tenant1', 'flux');
    await first.stop();
    world.configure(world.azure([other]));
    await world.proxy({ strangerGraceMs: 300 });
    await gone('tenant1', 'flux');
  });

  it('do not stop the proxy from being ready when one of them cannot be written', async () => {
    await world.client.create({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'none', namespace: 'tenant1' },
      spec: { hard: { secrets: '0' } },
    });
    await world.proxy();
    expect(await world.token('tenant2', 'org1-project1-other')).toMatch(/^[\w-]{64}$/);
  });
});

describe('several replicas', () => {
  it('agree on the tokens, and each serves all of them', async () => {
    const world = await World.start();
    try {
      world.host.add('/Org1/project1/_git/gitops', join(world.root, 'gitops.git'), { a: 'a' });
      world.configure(world.azure([gitops, other]));
      const proxies = await Promise.all([world.proxy(), world.proxy(), world.proxy()]);
      const token = await world.token('tenant1', 'flux');
      for (const proxy of proxies) {
        const url = withToken(`${proxy.url}/Org1/project1/_git/gitops`, token);
        expect((await world.git(['ls-remote', url])).ok).toBe(true);
      }
    } finally {
      await world.stop();
    }
  });

  it('do not fight while only one of them has read a new configuration', async () => {
    const world = await World.start();
    try {
      const older = join(world.root, 'older.json');
      world.configure(world.azure([gitops, other]));
      world.configure(world.azure([gitops, other]), older);
      await world.proxy();
      await world.proxy({ configPath: older });
      await world.token('tenant2', 'org1-project1-other');
      world.configure(world.azure([gitops]));
      await eventually(async () => world.logs.join('').includes('"repositories":1'), 'the reload');
      await world.namespace('pause');
      const writes = (): number => world.logs.join('').split('secret removed').length;
      const settled = writes();
      // The older one puts the Secret back; the newer one takes it away once, and then waits.
      await eventually(
        async () => await world.secret('tenant2', 'org1-project1-other'),
        'the older replica',
      );
      expect(writes()).toBeLessThanOrEqual(settled + 1);
      world.configure(world.azure([gitops]), older);
      await eventually(
        async () => (await world.secret('tenant2', 'org1-project1-other')) === undefined,
        'the Secret to go',
      );
    } finally {
      await world.stop();
    }
  });
});

describe('a new configuration', () => {
  it('that is not valid leaves the one before in force, and is told of once and without its secrets', async () => {
    const world = await World.start();
    try {
      world.host.add('/Org1/project1/_git/gitops', join(world.root, 'gitops.git'), { a: 'a' });
      world.configure(world.azure([gitops]));
      const proxy = await world.proxy();
      const url = withToken(
        `${proxy.url}/Org1/project1/_git/gitops`,
        await world.token('tenant1', 'flux'),
      );
      for (const bad of [
        `{"organizations": "${pat}"`,
        `{"organizations": [{"name": "x", "pat": 7, "x": "${pat}"}]}`,
      ]) {
        const before = world.logs.length;
        world.configure(bad);
        await eventually(
          async () => world.logs.slice(before).join('').includes('stays in force'),
          'the log',
        );
        expect((await world.git(['ls-remote', url])).ok).toBe(true);
        expect((await fetch(`${proxy.url}/readyz`)).status).toBe(200);
      }
      expect(world.logs.join('')).not.toContain(pat);
      world.configure(world.azure([gitops], { azuredevops: { pat: 'rotated' } }));
      world.host.acceptedPat = 'rotated';
      await eventually(
        async () => (await world.git(['ls-remote', url])).ok,
        'the new PAT to be used',
      );
    } finally {
      await world.stop();
    }
  });

  it('that is not valid at the start ends the process', async () => {
    const world = await World.start();
    try {
      world.configure('{"organizations": 1}');
      await expect(world.proxy()).rejects.toThrow(/organizations must be a list/);
    } finally {
      await world.stop();
    }
  });
});
