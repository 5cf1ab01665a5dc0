import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pat } from '../../packages/git-auth-proxy/test/world/git-host.ts';
import type { Outcome } from '../../packages/cli/test/run-flux.ts';
import { World } from './world.ts';

describe('flux bootstrap git without a proxy', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: 'flux-system',
    name: 'flux-system',
  };
  let world: World;
  let bare: string;

  beforeAll(async () => {
    world = await World.start();
    writeFileSync(world.proxyConfig, '{"organizations": []}');
    bare = join(world.root, 'fleet.git');
    world.host.addEmpty('/acme/fleet', bare);
  });

  afterAll(async () => {
    await world.stop();
  });

  function bootstrap(password: string, ...flags: readonly string[]): Promise<Outcome> {
    const url = `https://${world.host.address}/acme/fleet`;
    return world.flux(
      [
        'bootstrap',
        'git',
        `--url=${url}`,
        '--path=clusters/dev',
        `--ca-file=${world.caFile}`,
        '--timeout=60s',
        ...flags,
      ],
      { GIT_PASSWORD: password },
    );
  }

  async function password(): Promise<string> {
    const { data } = (await world.client.get(secret)) as { data?: { password?: string } };
    return Buffer.from(data?.password ?? '', 'base64').toString('utf8');
  }

  it('pushes, applies and waits, from an empty repository and an empty cluster', async () => {
    const [{ code, err, out }] = await Promise.all([bootstrap(pat), world.startPods()]);
    expect(code, err).toBe(0);
    expect(world.git(bare, 'ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual([
      'clusters/dev/flux-system/gotk-components.yaml',
      'clusters/dev/flux-system/gotk-sync.yaml',
      'clusters/dev/flux-system/kustomization.yaml',
    ]);
    expect(await password()).toBe(pat);
    expect(out + err).not.toContain(pat);
    expect(world.git(bare, 'log', '-p', 'main')).not.toContain(pat);
  });

  it('replaces the credentials when they have changed, and commits nothing', async () => {
    const renewed = 'renewed-pat-0123456789';
    world.host.acceptedPat = renewed;
    const { code, err } = await bootstrap(renewed);
    expect(code, err).toBe(0);
    expect(err).toContain('replaced the credentials in secret "flux-system/flux-system"');
    expect(await password()).toBe(renewed);
    expect(world.git(bare, 'rev-list', '--count', 'main')).toBe('1');
  });

  it('keeps what the user has added to the kustomization, and applies it', async () => {
    const checkout = world.checkout('fleet', bare);
    world.commit(checkout, {
      'clusters/dev/flux-system/kustomization.yaml':
        'resources: [gotk-components.yaml, gotk-sync.yaml]\ncommonAnnotations: {team: platform}\n',
    });
    const { code, err } = await bootstrap('renewed-pat-0123456789', '--image-tag=v9.9.9');
    expect(code, err).toBe(0);
    const deployment = await world.client.get({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'flux-system',
      name: 'source-controller',
    });
    expect(deployment.metadata.annotations).toMatchObject({ team: 'platform' });
    expect(JSON.stringify(deployment['spec'])).toContain('fluxts:v9.9.9');
  });

  it.each([
    [['--url=http://a/b', '--path=x'], 'over HTTP without encryption'],
    [['--url=https://u:p@a/b', '--path=x'], 'credentials do not belong into the URL'],
    [['--url=https://a/b'], 'either --path or --cluster-id is needed'],
    [['--url=https://a/b', '--path=../x'], 'leaves the repository'],
    [['--url=https://a/b', '--path=x', '--branch=--upload-pack=x'], 'is no branch name'],
    [['--url=ext::sh', '--path=x'], 'not supported'],
  ])('refuses %j', async (flags, message) => {
    const { code, err } = await world.flux(['bootstrap', 'git', ...flags]);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it('pushes nothing and says why when the host refuses the credentials', async () => {
    const { code, err } = await bootstrap('wrong-password-123');
    expect(code).toBe(1);
    expect(err).toMatch(/git ls-remote failed/);
    expect(err).not.toContain('wrong-password-123');
  });
});
