import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject, ObjectRef } from '@fluxts/kube-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pat } from '../../packages/git-auth-proxy/test/world/git-host.ts';
import { ready, World } from './world.ts';

const fluxSystem = 'flux-system';

function configMap(name: string, namespace?: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    data: { a: 'b' },
  });
}

function ref(kind: string, namespace: string | undefined, name: string): ObjectRef {
  const group: Readonly<Record<string, string>> = {
    Kustomization: 'kustomize.toolkit.fluxcd.io/v1',
    GitRepository: 'source.toolkit.fluxcd.io/v1',
    Deployment: 'apps/v1',
  };
  return {
    apiVersion: group[kind] ?? 'v1',
    kind,
    name,
    ...(namespace === undefined ? {} : { namespace }),
  };
}

describe.each(['azuredevops', 'github'] as const)('a fleet on %s', (provider) => {
  const azure = provider === 'azuredevops';
  const folder = azure ? '/Org1/project1/_git' : '/acme';
  const namespaces = new Map<string, string>();
  let world: World;
  let fleet: string;
  let first: string;
  let hostUrl: string;

  beforeAll(async () => {
    world = await World.start();
    hostUrl = `https://${world.host.address}`;
    world.host.addEmpty(`${folder}/fleet-infra`, join(world.root, 'fleet.git'));
    for (const tenant of ['tenant1', 'tenant2']) {
      world.host.add(`${folder}/${tenant}`, join(world.root, `${tenant}.git`), {
        'tenant/dev/kustomization.yaml': `namespace: ${tenant}\nresources: [app.yaml]\n`,
        'tenant/dev/app.yaml': configMap(`app-of-${tenant}`),
      });
    }
    fleet = world.checkout('fleet', join(world.root, 'fleet.git'));
    first = world.checkout('first', join(world.root, 'tenant1.git'));
    namespaces.set('tenant1', '{name: tenant1, repository: tenant1}');
    namespaces.set('tenant2', '{name: tenant2, repository: tenant2, labels: {team: two}}');
  });

  afterAll(async () => {
    await world.stop();
  });

  /** The one file that the platform team edits. */
  function writeTenants(): void {
    const lines = [
      'environment: dev',
      'clusterId: dev-aks1',
      `provider: ${provider}`,
      `host: ${world.host.address}`,
      azure ? 'organization: Org1\nproject: project1' : 'organization: acme',
      `proxy: {url: '${world.proxyUrl}'}`,
      'namespaces:',
      ...[...namespaces.values()].map((line) => `  - ${line}`),
    ];
    writeFileSync(join(world.root, 'tenants.yaml'), `${lines.join('\n')}\n`);
  }

  const credentials = (): Record<string, string> =>
    azure
      ? { AZURE_DEVOPS_PAT: pat }
      : {
          GITHUB_APP_ID: '12',
          GITHUB_APP_INSTALLATION_ID: '34',
          GITHUB_APP_PRIVATE_KEY: world.host.privateKey,
        };

  async function generateAndPush(...flags: string[]): ReturnType<World['flux']> {
    writeTenants();
    const made = await world.flux(
      ['tenants', 'generate', '--path', 'fleet', '--proxy-config', world.proxyConfig, ...flags],
      credentials(),
    );
    if (made.code !== 0) return made;
    return await world.flux(['tenants', 'push', '--path', 'fleet', ...flags]);
  }

  async function sync(): Promise<void> {
    const { code, err } = await world.flux(['reconcile', 'ks', 'tenants', '--with-source']);
    expect(code, err).toBe(0);
  }

  const bootstrap = (...flags: string[]): ReturnType<World['flux']> =>
    world.flux(
      [
        'bootstrap',
        'git',
        `--url=${hostUrl}${folder}/fleet-infra`,
        '--cluster-id=dev-aks1',
        `--with-proxy=${world.proxyConfig}`,
        `--proxy-url=${world.proxyUrl}`,
        `--ca-file=${world.caFile}`,
        '--timeout=60s',
        ...flags,
      ],
      { GIT_PASSWORD: pat },
    );

  it('is generated and pushed from one file', async () => {
    const { code, err } = await generateAndPush();
    expect(code, err).toBe(0);
    expect(err).toContain('committed');
    expect(world.git(fleet, 'log', '--format=%s')).toBe('Add tenants tenant1, tenant2 (dev-aks1)');
    expect(statSync(world.proxyConfig).mode & 0o777).toBe(0o600);
    expect(world.git(fleet, 'show', 'HEAD')).not.toContain(pat);
    const again = await generateAndPush();
    expect(again.err).toContain('nothing has changed');
    expect(world.git(fleet, 'rev-list', '--count', 'HEAD')).toBe('1');
  });

  it('is bootstrapped into an empty cluster, and brings both tenants up', async () => {
    const [{ code, err }] = await Promise.all([bootstrap(), world.startPods()]);
    expect(code, err).toBe(0);
    expect(err).toContain('✔ all components are healthy');
    for (const tenant of ['tenant1', 'tenant2']) {
      await world.until(
        ref('Kustomization', tenant, tenant),
        (found) => ready(found).status === 'True',
      );
      expect(await world.client.find(ref('ConfigMap', tenant, `app-of-${tenant}`))).toBeDefined();
    }
    const namespace = await world.client.get(ref('Namespace', undefined, 'tenant2'));
    expect(namespace.metadata.labels).toMatchObject({
      team: 'two',
      'toolkit.fluxcd.io/tenant': 'tenant2',
    });
    const proxy = await world.client.get(ref('Deployment', fluxSystem, 'git-auth-proxy'));
    expect(proxy['spec']).toMatchObject({ replicas: 2 });
  });

  it('keeps the real credentials in one namespace', async () => {
    const { items } = await world.client.list({ apiVersion: 'v1', kind: 'Secret' });
    const secretsOf = (namespace: string): string =>
      items
        .filter(({ metadata }) => metadata.namespace === namespace)
        .flatMap((secret) => Object.values((secret['data'] ?? {}) as Record<string, string>))
        .map((value) => Buffer.from(value, 'base64').toString('utf8'))
        .join('\n');
    for (const tenant of ['tenant1', 'tenant2']) {
      expect(secretsOf(tenant)).not.toBe('');
      expect(secretsOf(tenant)).not.toContain(pat);
      expect(secretsOf(tenant)).not.toContain('PRIVATE KEY');
    }
    expect(secretsOf(fluxSystem)).toContain('organizations');
    for (const text of [...world.logs, ...world.printed]) expect(text).not.toContain(pat);
  });

  it('is bootstrapped again without any change', async () => {
    const snapshot = async (): Promise<string> => {
      const lists = await Promise.all(
        ['Secret', 'ServiceAccount', 'Deployment', 'GitRepository', 'Kustomization'].map((kind) =>
          world.client.list({ ...ref(kind, fluxSystem, ''), namespace: fluxSystem }),
        ),
      );
      return JSON.stringify(
        lists
          .flatMap(({ items }) => items)
          .map(({ kind, metadata }) => [kind, metadata.name, metadata.resourceVersion]),
      );
    };
    const before = await snapshot();
    const head = world.git(join(world.root, 'fleet.git'), 'rev-parse', 'main');
    const { code, err, out } = await bootstrap();
    expect(code, err).toBe(0);
    expect(out).toBe('');
    expect(err).toContain('up to date');
    expect(await snapshot()).toBe(before);
    expect(world.git(join(world.root, 'fleet.git'), 'rev-parse', 'main')).toBe(head);
  });

  it('lets no tenant write to the other: Ready=False names what was denied, and nothing is written', async () => {
    world.commit(first, {
      'tenant/dev/kustomization.yaml': 'resources: [app.yaml, stolen.yaml]\n',
      'tenant/dev/app.yaml': configMap('app-of-tenant1', 'tenant1'),
      'tenant/dev/stolen.yaml': configMap('stolen', 'tenant2'),
    });
    const { err } = await world.flux([
      'reconcile',
      'ks',
      'tenant1',
      '-n',
      'tenant1',
      '--with-source',
    ]);
    expect(err).toContain('reconciliation failed');
    const failed = await world.until(
      ref('Kustomization', 'tenant1', 'tenant1'),
      (found) => ready(found).status === 'False',
    );
    const { message } = ready(failed);
    expect(message).toContain('ConfigMap/tenant2/stolen');
    expect(message).toContain(
      'User "system:serviceaccount:tenant1:flux" cannot patch resource "configmaps"',
    );
    expect(message).toContain('in the namespace "tenant2"');
    expect(await world.client.find(ref('ConfigMap', 'tenant2', 'stolen'))).toBeUndefined();
    world.commit(first, { 'tenant/dev/kustomization.yaml': 'resources: [app.yaml]\n' });
    const mended = await world.flux([
      'reconcile',
      'ks',
      'tenant1',
      '-n',
      'tenant1',
      '--with-source',
    ]);
    expect(mended.code, mended.err).toBe(0);
  });

  it('reads through the proxy with the tenant’s token, which opens no other repository', async () => {
    const { data } = await world.client.get<KubeObject & { data: Record<string, string> }>(
      ref('Secret', 'tenant1', 'flux'),
    );
    const token = Buffer.from(data['token'] ?? '', 'base64').toString('utf8');
    const remote = `${world.proxyUrl.replace('http://', `http://git:${token}@`)}${folder}`;
    expect(await world.remoteGit('ls-remote', `${remote}/tenant1`)).toContain('refs/heads/main');
    for (const other of ['tenant2', 'fleet-infra']) {
      expect(await world.remoteGit('ls-remote', `${remote}/${other}`)).toContain('403');
    }
  });

  it('gets, changes and loses a tenant by one file', async () => {
    world.host.add(`${folder}/tenant3`, join(world.root, 'tenant3.git'), {
      'tenant/dev/tenant3/app.yaml': configMap('app-of-tenant3', 'tenant3'),
    });
    namespaces.set('tenant3', '{name: tenant3, repository: tenant3, includeTenantName: true}');
    expect((await generateAndPush()).err).toContain('Add tenant tenant3 (dev-aks1)');
    await sync();
    await world.until(
      ref('ConfigMap', 'tenant3', 'app-of-tenant3'),
      (found) => found !== undefined,
    );

    namespaces.set(
      'tenant3',
      '{name: tenant3, repository: tenant3, includeTenantName: true, labels: {tier: gold}}',
    );
    expect((await generateAndPush()).err).toContain('Change tenant tenant3 (dev-aks1)');
    await sync();
    const changed = await world.client.get(ref('Namespace', undefined, 'tenant3'));
    expect(changed.metadata.labels).toMatchObject({ tier: 'gold' });

    namespaces.delete('tenant3');
    const refused = await generateAndPush();
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('namespace tenant3 would be deleted, with everything in it');
    expect(existsSync(join(fleet, 'tenants/dev-aks1/tenant3.yaml'))).toBe(true);
    expect((await generateAndPush('--yes')).err).toContain('Remove tenant tenant3 (dev-aks1)');
    await sync();
    await world.until(ref('Namespace', undefined, 'tenant3'), (found) => found === undefined);
    expect(await world.client.find(ref('ConfigMap', 'tenant1', 'app-of-tenant1'))).toBeDefined();
  });

  it('takes new credentials of the host by running bootstrap again', async () => {
    const before = readFileSync(world.proxyConfig, 'utf8');
    const rotated = before.replace(/\n\}\n$/, ',\n  "note": "rotated"\n}\n');
    writeFileSync(world.proxyConfig, rotated);
    const { code, err } = await bootstrap();
    expect(code, err).toBe(0);
    expect(err).toContain('replaced the credentials in secret "flux-system/git-auth-proxy"');
  });
});
