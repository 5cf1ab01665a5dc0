import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createKubeClient,
  type KubeClient,
  loadKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flux, type FluxProcess, startFlux } from '../support/flux-process.ts';
import { kubectl } from '../support/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'flux-dev-'));
const dataDir = join(folder, 'data');
const repository = join(dataDir, 'gitops');
const kubeconfig = join(dataDir, 'kubeconfig');
const env = { KUBECONFIG: kubeconfig };

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function git(...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
    cwd: repository,
    encoding: 'utf8',
  }).trim();
}

function commit(file: string, text: string, message: string): string {
  writeFileSync(join(repository, file), text);
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
  return git('rev-parse', 'HEAD');
}

const once = () =>
  flux(['dev', '--once', '--data-dir', dataDir, '--timeout', '60s'], { cwd: folder });

describe('flux dev --once', () => {
  it('brings everything up, applies the sample, prints both tables and exits 0', async () => {
    const { code, out, err } = await once();
    expect(err).toContain('✔ everything is ready');
    expect(code).toBe(0);
    const head = git('rev-parse', 'HEAD');
    const [repositoryHeader, repositoryRow] = tableOf(
      out,
      'kubectl get gitrepositories -n tenant1',
    );
    expect(repositoryHeader).toEqual(['NAME', 'URL', 'READY', 'STATUS', 'AGE']);
    expect(repositoryRow?.[1]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/Org1\/project1\/_git\/gitops$/);
    expect(repositoryRow?.slice(2, 4)).toEqual(['True', `Fetched revision: main@sha1:${head}`]);
    const [header, row] = tableOf(out, 'kubectl get kustomizations -n tenant1');
    expect(header).toEqual(['NAME', 'READY', 'STATUS', 'AGE']);
    expect(row?.slice(0, 3)).toEqual(['tenant1', 'True', `Applied revision: main@sha1:${head}`]);
  });

  it('keeps secrets to the user', () => {
    for (const file of ['kubeconfig', 'settings.json']) {
      expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600);
    }
    const { gitPassword } = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')) as {
      gitPassword: string;
    };
    for (const part of ['source-controller', 'kustomize-controller', 'api-server']) {
      expect(readFileSync(join(dataDir, `log/${part}.log`), 'utf8')).not.toContain(gitPassword);
    }
  });

  it('goes on with what is there, and waits for the newest commit', async () => {
    const head = commit('tenant/dev/replicas.yaml', replicas(3), 'Run three');
    const { code, out } = await once();
    expect(code).toBe(0);
    expect(out).toContain(`Applied revision: main@sha1:${head}`);
  });

  it('exits with the reason when something does not become ready', async () => {
    const good = readFileSync(join(repository, 'tenant/dev/kustomization.yaml'), 'utf8');
    commit('tenant/dev/kustomization.yaml', 'resources: [nowhere.yaml]\n', 'Break it');
    const { code, err } = await once();
    expect(code).toBe(1);
    expect(err).toContain('Kustomization tenant1/tenant1 is not ready: kustomize build failed');
    expect(err).toContain('nowhere.yaml');
    commit('tenant/dev/kustomization.yaml', good, 'Mend it');
  });
});

describe('flux dev', () => {
  let system: FluxProcess;
  let client: KubeClient;

  beforeAll(async () => {
    system = startFlux(['dev', '--data-dir', dataDir], { cwd: folder });
    await system.printed('Ctrl-C ends it');
    client = createKubeClient(resolveKubeconfig(loadKubeconfig([kubeconfig])));
  });
  afterAll(async () => {
    client.close();
    system.child.kill('SIGKILL');
    await system.ended;
  });

  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'tenant1',
    name: 'app',
  };

  it('refuses a second one on the same folder, and names the first', async () => {
    const { code, err } = await once();
    expect(code).toBe(1);
    expect(err).toContain(`is in use by process ${system.child.pid}`);
    expect(err).toContain('--data-dir');
  });

  it('brings a commit into the cluster when it is asked to', async () => {
    const head = commit('tenant/dev/replicas.yaml', replicas(4), 'Run four');
    const { code, err } = await flux(
      ['reconcile', 'ks', 'tenant1', '-n', 'tenant1', '--with-source'],
      { env },
    );
    expect(err).toContain(`✔ applied revision main@sha1:${head}`);
    expect(code).toBe(0);
    expect(await client.get(deployment)).toMatchObject({ spec: { replicas: 4 } });
  });

  it('brings a deleted object back', async () => {
    const { uid } = (await client.get(deployment)).metadata;
    const { resourceVersion } = await client.list(deployment);
    await client.delete(deployment);
    for await (const { type, object } of client.watch(deployment, { resourceVersion })) {
      if (type === 'ADDED' && object.metadata.name === 'app' && object.metadata.uid !== uid) break;
    }
  });

  it('answers why a file is not in the cluster: uncommitted, unfetched, not listed', async () => {
    const ask = async () =>
      (await flux(['why', 'tenant/dev/extra.yaml', '-n', 'tenant1'], { env, cwd: repository })).out;
    writeFileSync(
      join(repository, 'tenant/dev/extra.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n',
    );
    expect(await ask()).toMatch(/^tenant\/dev\/extra\.yaml is not committed/);
    await flux(['suspend', 'source', 'git', 'tenant1', '-n', 'tenant1'], { env });
    git('add', '--all');
    git('commit', '--quiet', '--message', 'Add extra');
    expect(await ask()).toContain('is suspended, so nothing new is fetched');
    await flux(['resume', 'source', 'git', 'tenant1', '-n', 'tenant1'], { env });
    await flux(['reconcile', 'ks', 'tenant1', '-n', 'tenant1', '--with-source'], { env });
    expect(await ask()).toMatch(
      /^tenant\/dev\/extra\.yaml is not listed in tenant\/dev\/kustomization\.yaml.*edit tenant\/dev\/kustomization\.yaml and add under "resources:"\n {4}- extra\.yaml\n/s,
    );
    expect((await flux(['get', 'ks', '-n', 'tenant1', '--unreferenced'], { env })).out).toContain(
      'tenant/dev/extra.yaml',
    );
    const object = await flux(['why', 'configmap/extra', '-n', 'tenant1'], { env, cwd: folder });
    expect(object.out).toContain('not listed in tenant/dev/kustomization.yaml');
    const arrived = await flux(['why', 'deployment/app', '-n', 'tenant1'], { env, cwd: folder });
    expect(arrived.out).toMatch(/^Deployment\/tenant1\/app is in the cluster/);
    expect(arrived.out).toContain('it is defined in tenant/base/deployment.yaml:1');
  });

  it('shows the way of objects, and the controllers’ logs and events', async () => {
    const tree = await flux(['tree', 'ks', 'tenant1', '-n', 'tenant1'], { env });
    expect(tree.out).toContain('Kustomization/tenant1/tenant1\n├── ');
    expect(tree.out).toContain('─ Deployment/tenant1/app\n');
    const trace = await flux(['trace', 'deployment/app', '-n', 'tenant1'], { env });
    expect(trace.out).toContain('Kustomization:   tenant1\n');
    expect((await flux(['logs', '-n', 'tenant1'], { env })).out).toMatch(
      /info GitRepository\/tenant1\.tenant1 - /,
    );
    const events = await flux(['events', '-n', 'tenant1', '--for', 'Kustomization/tenant1'], {
      env,
    });
    expect(events.out).toContain('ReconciliationSucceeded');
    expect((await flux(['check'], { env })).err).toContain('✔ all checks passed');
  });

  it('builds and compares a local folder as the controller would', async () => {
    const build = await flux(['build', 'ks', 'tenant1', '-n', 'tenant1', '--path', 'tenant/dev'], {
      env,
      cwd: repository,
    });
    expect(build.out).toContain('kustomize.toolkit.fluxcd.io/name: tenant1');
    const diff = () =>
      flux(['diff', 'ks', 'tenant1', '-n', 'tenant1', '--path', 'tenant/dev'], {
        env,
        cwd: repository,
      });
    expect(await diff()).toMatchObject({ code: 0, out: '' });
    writeFileSync(join(repository, 'tenant/dev/replicas.yaml'), replicas(5));
    expect(await diff()).toMatchObject({
      code: 1,
      out: '► Deployment/tenant1/app drifted\n\nspec.replicas\n  ± value change\n    - 4\n    + 5\n\n',
    });
    git('checkout', '--quiet', '.');
  });

  it.skipIf(kubectl('1.35').missing !== undefined)(
    'says unchanged to kubectl when the example is applied twice',
    () => {
      const example = readFileSync(
        join(import.meta.dirname, '../../examples/tenant1.yaml'),
        'utf8',
      );
      const run = () =>
        execFileSync(kubectl('1.35').found as string, ['apply', '-f', '-'], {
          env: { ...env, HOME: folder },
          input: example,
          encoding: 'utf8',
          stdio: ['pipe', 'pipe', 'ignore'],
        });
      run();
      expect(run()).toContain('gitrepository.source.toolkit.fluxcd.io/tenant1 unchanged');
    },
  );

  it('survives being killed', async () => {
    system.child.kill('SIGKILL');
    await system.ended;
    const head = commit('tenant/dev/replicas.yaml', replicas(2), 'Run two');
    const { code, out } = await once();
    expect(out).toContain(`Applied revision: main@sha1:${head}`);
    expect(code).toBe(0);
  });

  it('ends cleanly when it is asked to', async () => {
    const again = startFlux(['dev', '--data-dir', dataDir], { cwd: folder });
    await again.printed('Ctrl-C ends it');
    again.child.kill('SIGINT');
    expect(await again.ended).toMatchObject({ code: 0, err: expect.stringContaining('✔ stopped') });
  });
});

function replicas(count: number): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\nspec:\n  replicas: ${count}\n`;
}

/** The cells of a table that follows a command in the output. */
function tableOf(out: string, command: string): readonly (readonly string[])[] {
  const [, rest = ''] = out.split(`$ ${command}\n`);
  return (rest.split('\n$ ')[0] ?? '')
    .trim()
    .split('\n')
    .map((line) => line.split(/ {3,}/));
}
