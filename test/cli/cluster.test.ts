import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitServer, type GitServer } from '@fluxts/git';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  loadKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { parseAll } from '@fluxts/yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flux, type FluxProcess, startFlux } from '../support/flux-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'flux-cli-'));
const kubeconfig = join(folder, 'kubeconfig');
const env = { KUBECONFIG: kubeconfig };
let server: FluxProcess;
let client: KubeClient;

const run = (line: string) => flux(line.split(' '), { env, cwd: folder });

beforeAll(async () => {
  server = startFlux(['apiserver', '--in-memory', '--port', '0', '--kubeconfig', kubeconfig]);
  await server.printed('kubeconfig written to');
  client = createKubeClient(resolveKubeconfig(loadKubeconfig([kubeconfig])));
});
afterAll(async () => {
  client.close();
  server.child.kill('SIGTERM');
  const { code, err } = await server.ended;
  expect(code).toBe(0);
  expect(err).toContain('✔ stopped');
  rmSync(folder, { recursive: true, force: true });
});

describe('flux apiserver', () => {
  it('wants to know where the state goes', async () => {
    const { code, err } = await flux(['apiserver']);
    expect(code).toBe(1);
    expect(err).toContain('either --data-dir DIR or --in-memory is needed');
  });
});

describe('flux install', () => {
  it('exports what it would apply, by registry, tag and component', async () => {
    const { out, code } = await flux(
      'install --export --registry registry.example.com/team --image-tag v9 --toleration-keys a,b --network-policy=false'.split(
        ' ',
      ),
    );
    expect(code).toBe(0);
    const objects = parseAll(out).map(({ value }) => value as unknown as KubeObject);
    expect(objects.map(({ kind }) => kind)).not.toContain('NetworkPolicy');
    const deployments = objects.filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ metadata }) => metadata.name)).toEqual([
      'source-controller',
      'kustomize-controller',
    ]);
    expect(out).toContain('image: registry.example.com/team/fluxts:v9');
    expect(out).toContain('--controllers=kustomize-controller');
  });

  it('refuses what would not work', async () => {
    expect((await flux(['install', '--export', '--namespace=@#[]'])).err).toContain(
      'namespace must be a valid DNS label: "@#[]"',
    );
    expect((await flux(['install', 'x', '--namespace=example'])).err).toContain(
      'unknown command "x" for "flux install"',
    );
    expect((await flux(['install', '--registry-creds=fluxcd:test'])).err).toContain(
      '--registry-creds requires --image-pull-secret to be set',
    );
    expect((await flux(['install', '--export', '--components-extra=nope'])).err).toContain(
      'component nope is not available',
    );
  });

  it('says before that nothing is installed', async () => {
    expect((await run('check --pre')).err).toBe(
      '► checking prerequisites\n✔ Kubernetes v1.35.0+fluxts >=1.33.0-0\n✔ prerequisites checks passed\n',
    );
    expect((await run('check --timeout 1s')).code).toBe(1);
    expect((await run('get ks')).err).toContain(
      "is Flux installed in this cluster? 'flux check' tells",
    );
    expect((await run('version')).err).toContain('no deployments of Flux found in flux-system');
  });

  it('applies it, waits until it runs, and can do so again', async () => {
    const first = await run('install');
    expect(first.err).toContain('✔ install finished');
    expect(first.out).toContain('Deployment/flux-system/source-controller created');
    expect(first.code).toBe(0);
    const second = await run('install');
    expect(second).toMatchObject({ code: 0, out: '' });
    const check = await run('check');
    expect(check.err).toContain('✔ kustomize-controller: deployment ready');
    expect(check.err).toContain('✔ all checks passed');
    expect(JSON.parse((await run('version -o json')).out)).toMatchObject({
      'compatible with': 'v2.9',
      'source-controller': 'v0.1.0',
    });
  });

  it('gives each controller the rights that its work takes, and no more to others', async () => {
    const may = async (account: string, verb: string, resource: string, group: string) => {
      const review = await client
        .impersonate({ user: `system:serviceaccount:flux-system:${account}` })
        .create<KubeObject>({
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          metadata: { name: '' },
          spec: { resourceAttributes: { verb, resource, group, namespace: 'default' } },
        });
      return (review['status'] as { allowed: boolean }).allowed;
    };
    expect(await may('kustomize-controller', 'delete', 'deployments', 'apps')).toBe(true);
    expect(await may('source-controller', 'delete', 'deployments', 'apps')).toBe(false);
    expect(await may('source-controller', 'get', 'secrets', '')).toBe(true);
    expect(
      await may('source-controller', 'update', 'gitrepositories', 'source.toolkit.fluxcd.io'),
    ).toBe(true);
    expect(await may('nobody', 'get', 'gitrepositories', 'source.toolkit.fluxcd.io')).toBe(false);
  });
});

describe('flux controller', () => {
  let git: GitServer;
  let url: string;
  let controllers: FluxProcess;
  const repository = join(folder, 'repository');

  beforeAll(async () => {
    cpSync(join(import.meta.dirname, '../../examples/gitops'), repository, { recursive: true });
    for (const args of [
      ['init', '--quiet', '--initial-branch=main'],
      ['add', '--all'],
      ['-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '--message', 'Begin'],
    ]) {
      execFileSync('git', args, { cwd: repository });
    }
    git = createGitServer({
      repository: (path) => (path === '/gitops' ? { directory: repository } : undefined),
    });
    url = `${await git.listen()}/gitops`;
    controllers = startFlux(
      [
        ...`controller --storage-path ${join(folder, 'artifacts')} --storage-addr 127.0.0.1:0`.split(
          ' ',
        ),
        ...'--metrics-addr 127.0.0.1:0 --health-addr 127.0.0.1:0 --enable-leader-election'.split(
          ' ',
        ),
      ],
      { env: { ...env, RUNTIME_NAMESPACE: 'flux-system', TMPDIR: folder } },
    );
    await controllers.printed('Starting workers');
  });
  afterAll(async () => {
    controllers.child.kill('SIGKILL');
    await controllers.ended;
    await git.close();
  });

  it('does the work of the Deployments: what is created becomes ready', async () => {
    await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tenant1' } });
    const source = await flux(
      [
        'create',
        'source',
        'git',
        'gitops',
        `--url=${url}`,
        '--branch=main',
        '-n',
        'tenant1',
        '--timeout=30s',
      ],
      { env },
    );
    expect(source.err).toMatch(
      /^✚ generating GitRepository source\n► applying GitRepository source\n✔ GitRepository source created\n◎ waiting for GitRepository source reconciliation\n✔ GitRepository source reconciliation completed\n✔ fetched revision: main@sha1:[0-9a-f]{40}\n$/,
    );
    const app = await run(
      'create ks app --source=gitops --path=./tenant/dev --prune=true -n tenant1 --timeout=30s',
    );
    expect(app.err).toMatch(
      /^✚ generating Kustomization\n► applying Kustomization\n✔ Kustomization created\n◎ waiting for Kustomization reconciliation\n✔ Kustomization app is ready\n✔ applied revision main@sha1:[0-9a-f]{40}\n$/,
    );
    expect((await run('get ks -n tenant1')).out).toMatch(
      /^NAME\tREVISION {10}\tSUSPENDED\tREADY\tMESSAGE {30}\napp {0,}\tmain@sha1:[0-9a-f]{8}\tFalse {4}\tTrue \tApplied revision: main@sha1:[0-9a-f]{8}\t\n$/,
    );
  });

  it('leads by Lease, and takes its objects away with the Kustomization', async () => {
    const lease = await client.get({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      namespace: 'flux-system',
      name: 'kustomize-controller-leader-election',
    });
    expect(lease['spec']).toMatchObject({ leaseDurationSeconds: 35 });
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: 'tenant1',
      name: 'app',
    };
    const { resourceVersion } = await client.list(deployment);
    expect((await run('delete ks app -n tenant1 -s')).code).toBe(0);
    for await (const { type, object } of client.watch(deployment, { resourceVersion })) {
      if (type === 'DELETED' && object.metadata.name === 'app') break;
    }
  });

  it('ends when it is told to, handing its leases over', async () => {
    controllers.child.kill('SIGTERM');
    expect((await controllers.ended).code).toBe(0);
    const lease = await client.get({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      namespace: 'flux-system',
      name: 'source-controller-leader-election',
    });
    expect((lease['spec'] as { holderIdentity?: string }).holderIdentity ?? '').toBe('');
  });
});

describe('flux uninstall', () => {
  it('shows what it would delete, then deletes it', async () => {
    const dry = await run('uninstall --dry-run');
    expect(dry.err).toContain('✔ Deployment/flux-system/source-controller deleted (dry run)');
    expect((await run('check')).code).toBe(0);
    expect((await run('uninstall')).err).toContain('nothing was deleted');
    const { code, err } = await run('uninstall -s');
    expect(err).toContain('✔ uninstall finished');
    expect(code).toBe(0);
    expect(
      await client.find({
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        name: 'kustomizations.kustomize.toolkit.fluxcd.io',
      }),
    ).toBeUndefined();
  });
});

describe('the command line', () => {
  it('is built by `npm run build`', () => {
    const bundle = join(import.meta.dirname, '../../packages/cli/dist/bundle');
    expect(existsSync(join(bundle, 'main.js'))).toBe(true);
    expect(readFileSync(join(bundle, 'main.js'), 'utf8').length).toBeLessThan(10_000);
  });

  it('needs nothing beside its bundle but lmdb, as in the image', () => {
    const copy = join(folder, 'image');
    const cli = join(import.meta.dirname, '../../packages/cli');
    cpSync(join(cli, 'bin'), join(copy, 'bin'), { recursive: true });
    cpSync(join(cli, 'dist/bundle'), join(copy, 'dist/bundle'), { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
    const out = execFileSync(process.execPath, [join(copy, 'bin/flux.js'), 'install', '--export'], {
      encoding: 'utf8',
    });
    expect(out).toContain('kind: CustomResourceDefinition');
  });

  it('prints its version without loading anything', async () => {
    expect((await flux(['--version'])).out).toBe(
      'flux version 0.1.0 (fluxts, compatible with v2.9)\n',
    );
  });
});
