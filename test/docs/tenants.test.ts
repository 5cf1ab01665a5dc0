import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitEnvironment, pat } from '../../packages/git-auth-proxy/test/world/git-host.ts';
import { kubectl } from '../support/tools.ts';
import { World } from '../tenants/world.ts';
import { type Block, blocksOf, programs, runBlock } from './shell-blocks.ts';

const tool = kubectl('1.35');
const configMap =
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app, namespace: NAMESPACE}\ndata: {a: b}\n';

function shellBlocks(page: string): string[] {
  return blocksOf(page)
    .filter(({ language }) => language === 'shell')
    .map(({ text }) => text);
}

describe.skipIf(tool.missing !== undefined)('the pages about tenants', { timeout: 180_000 }, () => {
  let world: World;
  let env: Record<string, string>;

  beforeAll(async () => {
    world = await World.start();
    world.host.addEmpty('/Org1/project1/_git/fleet-infra', join(world.root, 'fleet.git'));
    for (const [repository, namespace] of [
      ['gitops', 'tenant1'],
      ['other', 'tenant2'],
      ['third', 'tenant3'],
    ] as const) {
      world.host.add(`/Org1/project1/_git/${repository}`, join(world.root, `${repository}.git`), {
        'tenant/dev/kustomization.yaml': 'resources: [app.yaml]\n',
        'tenant/dev/app.yaml': configMap.replace('NAMESPACE', namespace),
        'tenant/dev/extra.yaml': configMap.replace('NAMESPACE', namespace).replace('app', 'extra'),
      });
    }
    env = {
      ...gitEnvironment(world.root),
      PATH: `${programs(join(world.root, 'bin'), tool.found ?? '')}:${process.env['PATH'] ?? ''}`,
      KUBECONFIG: world.kubeconfig,
      GIT_SSL_CAINFO: world.caFile,
      ...credentials(pat),
    };
  });

  afterAll(async () => {
    await world.stop();
  });

  /** What a platform engineer has in the environment, the login to the git host included. */
  function credentials(secret: string): Record<string, string> {
    const basic = Buffer.from(`git:${secret}`).toString('base64');
    return {
      AZURE_DEVOPS_PAT: secret,
      GIT_PASSWORD: secret,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.https://${world.host.address}/.extraHeader`,
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    };
  }

  /** The page's git host and proxy are the test's. */
  function here(text: string): string {
    return text
      .replaceAll('https://dev.azure.com', `https://${world.host.address}`)
      .replaceAll(
        '--with-proxy=proxy.json',
        `--with-proxy=proxy.json --proxy-url=${world.proxyUrl}`,
      );
  }

  const run = (text: string, cwd: string = world.root): Promise<string> =>
    runBlock(here(text), { cwd, env });

  it('set a cluster up, add and remove a tenant, and rotate the PAT', async () => {
    const blocks = blocksOf('platform-team.md');
    const config = blocks.find(({ language }) => language === 'yaml') as Block;
    writeFileSync(
      join(world.root, 'tenants.yaml'),
      config.text.replace(
        'namespaces:\n',
        `host: ${world.host.address}\nproxy: {url: '${world.proxyUrl}'}\nnamespaces:\n`,
      ),
    );
    const [setUp = '', look = '', add = '', remove = '', rotate = '', ...more] =
      shellBlocks('platform-team.md');
    expect(more).toEqual([]);
    await Promise.all([run(setUp), world.startPods()]);
    expect(await run(look)).toMatch(/tenant1\s.*up to date/);
    const configMapOf = (namespace: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace,
      name: 'app',
    });
    await world.until(configMapOf('tenant1'), (found) => found !== undefined);

    expect(await run(add)).toContain('Add tenant tenant3 (dev-aks1)');
    await world.until(configMapOf('tenant3'), (found) => found !== undefined);
    expect(await run(remove)).toContain('Remove tenant tenant3 (dev-aks1)');
    await world.until(configMapOf('tenant3'), (found) => found === undefined);

    const renewed = 'another-pat-0123456789';
    env = { ...env, ...credentials(renewed) };
    world.host.acceptedPat = renewed;
    expect(await run(rotate)).toContain('fetched revision');
  });

  it('tell a developer where a change has got to', async () => {
    const checkout = world.checkout('gitops', join(world.root, 'gitops.git'));
    const printed: string[] = [];
    for (const block of shellBlocks('tenant-developers.md'))
      printed.push(await run(block, checkout));
    const all = printed.join('\n');
    expect(all).toContain('tenant/dev/extra.yaml is not listed in tenant/dev/kustomization.yaml');
    expect(all).toContain('ConfigMap/tenant1/app');
    // The listings of the page are those that kubectl prints, but for address, revision and age.
    const listings = blocksOf('tenant-developers.md').filter(({ language }) => language === '');
    expect(listings.length).toBe(2);
    for (const { text } of listings) {
      const [header = '', row = ''] = text.trim().split('\n');
      const found =
        printed.find((output) => columns(output).join() === columns(header).join()) ?? '';
      expect(shape(found.split('\n')[1] ?? '')).toBe(shape(row));
    }
  });
});

function columns(text: string): readonly string[] {
  return (text.split('\n')[0] ?? '').trim().split(/\s{2,}/);
}

/** A row without what differs from run to run. */
function shape(row: string): string {
  return row
    .replace(/http:\/\/[^/]+\//, 'http://proxy/')
    .replace(/[0-9a-f]{40}/, 'HASH')
    .replace(/\s+\S+\s*$/, '')
    .replace(/\s+/g, ' ');
}
