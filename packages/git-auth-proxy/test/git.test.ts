import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pat } from './world/git-host.ts';
import { type RunningProxy, withToken, World } from './world/world.ts';

describe.each(['azuredevops', 'github'] as const)(
  'real git through the proxy, to %s',
  (provider) => {
    const azure = provider === 'azuredevops';
    const path = azure ? '/Org1/project1/_git' : '/acme';
    let world: World;
    let proxy: RunningProxy;
    let remote: string;
    let forbidden: string;

    beforeAll(async () => {
      world = await World.start();
      world.host.add(`${path}/gitops`, join(world.root, 'gitops.git'), {
        'README.md': 'hello',
        'tenant/dev/a.yaml': 'a: 1',
      });
      world.host.add(`${path}/gitops-secret`, join(world.root, 'secret.git'), {
        'key.txt': 'secret',
      });
      const repositories = [
        { name: 'gitops', namespaces: ['tenant1'], secretNameOverride: 'flux' },
        { name: 'gitops-secret', namespaces: ['tenant2'], secretNameOverride: 'flux' },
      ];
      world.configure(azure ? world.azure(repositories) : world.gitHub(repositories));
      proxy = await world.proxy();
      const token = await world.token('tenant1', 'flux');
      remote = withToken(`${proxy.url}${path}/gitops`, token);
      forbidden = withToken(`${proxy.url}${path}/gitops-secret`, token);
    });

    afterAll(async () => {
      await world.stop();
    });

    /** The real credentials must be in nothing that a client or an operator can read. */
    function expectNoCredentials(text: string): void {
      for (const secret of [pat, ...world.host.installationTokens]) {
        expect(text).not.toContain(secret);
        for (const user of ['pat', 'x-access-token']) {
          expect(text).not.toContain(Buffer.from(`${user}:${secret}`).toString('base64'));
        }
      }
      expect(text).not.toContain('BEGIN RSA PRIVATE KEY');
    }

    it('clones, fetches, and takes a shallow and a partial clone', async () => {
      const clone = await world.git(['clone', remote, 'clone']);
      expect(clone.ok, clone.output).toBe(true);
      expect(readFileSync(join(world.root, 'clone/tenant/dev/a.yaml'), 'utf8')).toBe('a: 1');
      const fetched = await world.git(['fetch', 'origin'], join(world.root, 'clone'));
      expect(fetched.ok, fetched.output).toBe(true);
      const shallow = await world.git([
        'clone',
        '--depth=1',
        '--no-single-branch',
        remote,
        'shallow',
      ]);
      expect(shallow.ok, shallow.output).toBe(true);
      const partial = await world.git([
        'clone',
        '--filter=blob:none',
        '--no-checkout',
        remote,
        'partial',
      ]);
      expect(partial.ok, partial.output).toBe(true);
      const read = await world.git(['show', 'HEAD:README.md'], join(world.root, 'partial'));
      expect(read.output).toContain('hello');
      for (const { output } of [clone, fetched, shallow, partial, read])
        expectNoCredentials(output);
      expect(clone.output).toContain('Authorization: Basic');
    });

    it('pushes, also a pack that comes in chunks', async () => {
      expect((await world.git(['clone', remote, 'writer'])).ok).toBe(true);
      const cwd = join(world.root, 'writer');
      writeFileSync(join(cwd, 'big.bin'), Buffer.alloc(3_000_000, 'abc'));
      expect((await world.git(['add', '.'], cwd)).ok).toBe(true);
      expect((await world.git(['commit', '-qm', 'more'], cwd)).ok).toBe(true);
      const push = await world.git(
        ['-c', 'http.postBuffer=1000', '-c', 'core.compression=0', 'push', 'origin', 'main'],
        cwd,
      );
      expect(push.ok, push.output).toBe(true);
      expectNoCredentials(push.output);
      expect((await world.git(['clone', remote, 'reader'])).ok).toBe(true);
      expect(existsSync(join(world.root, 'reader/big.bin'))).toBe(true);
    });

    it('opens no other repository, whatever its name', async () => {
      const before = world.host.requests.length;
      for (const url of [
        forbidden,
        `${remote}/../gitops-secret`,
        remote.replace('/gitops', '/GITOPS-SECRET'),
      ]) {
        const clone = await world.git(['clone', url, 'stolen']);
        expect(clone.ok).toBe(false);
        expect(clone.output).toContain('403');
      }
      expect(existsSync(join(world.root, 'stolen'))).toBe(false);
      expect(world.host.requests.length).toBe(before);
    });

    it('asks who one is, and refuses tokens that it did not give', async () => {
      const bare = await fetch(`${proxy.url}${path}/gitops/info/refs?service=git-upload-pack`);
      expect(bare.status).toBe(401);
      expect(bare.headers.get('www-authenticate')).toContain('Basic');
      const wrong = await world.git([
        'clone',
        withToken(`${proxy.url}${path}/gitops`, pat),
        'stolen',
      ]);
      expect(wrong.ok).toBe(false);
      expect(wrong.output).toContain('403');
    });

    it('gives the host its own credentials, and nothing of the client’s', () => {
      const passed = world.host.requests.filter(({ url }) => url.includes('/gitops'));
      expect(passed.length).toBeGreaterThan(0);
      for (const { headers } of passed) {
        expect(headers.authorization).toMatch(/^Basic /);
        const [, password] = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64')
          .toString()
          .split(':');
        expect([pat, ...world.host.installationTokens]).toContain(password);
      }
      // All clones above shared one installation token.
      expect(world.host.installationTokens.length).toBe(azure ? 0 : 1);
    });

    it('logs each request, and no credentials', async () => {
      const text = world.logs.join('');
      expect(text).toContain(`"status":200`);
      expect(text).toContain(`"status":403`);
      expectNoCredentials(text);
      for (const namespace of ['tenant1', 'tenant2']) {
        expect(text).not.toContain(await world.token(namespace, 'flux'));
      }
    });
  },
);
