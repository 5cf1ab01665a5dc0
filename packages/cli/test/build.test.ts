import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCluster, type TestCluster } from './cluster.ts';
import { runFlux } from './run-flux.ts';
import { golden, hasShared, shared } from './shared.ts';

const folder = mkdtempSync(join(tmpdir(), 'flux-build-'));
const fluxns = 'flux-system';
let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startCluster();
  if (!hasShared) return;
  cpSync(join(shared, 'flux/cli-golden/build-kustomization'), join(folder, 'testdata'), {
    recursive: true,
  });
  const object = golden('build-kustomization/podinfo-kustomization.yaml', { fluxns });
  writeFileSync(join(folder, 'podinfo.yaml'), object);
  await cluster.load(`apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${fluxns}\n${object}`);
});
afterAll(async () => {
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
});

const result = (name: string) => golden(`build-kustomization/${name}`, { fluxns });
const build = (flags: string) =>
  cluster.flux(`build kustomization podinfo ${flags}`, { cwd: folder });

describe.skipIf(!hasShared)('build kustomization prints what upstream prints', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['--path ./testdata/podinfo', 'podinfo-result.yaml'],
    ['--path ./testdata/podinfo --in-memory-build=true', 'podinfo-result.yaml'],
    ['--path ./testdata/delete-service', 'podinfo-without-service-result.yaml'],
    ['--path ./testdata/var-substitution', 'podinfo-with-var-substitution-result.yaml'],
    ['--path ./testdata//podinfo', 'podinfo-result.yaml'],
    ['--path ./testdata/../testdata/podinfo', 'podinfo-result.yaml'],
    ['--kustomization-file ./podinfo.yaml --path ./testdata/podinfo', 'podinfo-result.yaml'],
    [
      '--kustomization-file ./podinfo.yaml --path ./testdata/var-substitution --dry-run',
      'podinfo-with-var-substitution-result.yaml',
    ],
    [
      '--path ./testdata/ignore --ignore-paths !configmap.yaml,!secret.yaml',
      'podinfo-with-ignore-result.yaml',
    ],
    [
      '--path ./testdata/podinfo-with-my-app --recursive --local-sources GitRepository/default/podinfo=./testdata',
      'podinfo-with-my-app-result.yaml',
    ],
  ];
  it.each(cases)('%s', async (flags, file) => {
    const { out, err, code } = await build(flags);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toBe(result(file));
  });
});

describe.skipIf(!hasShared)('build kustomization says what is wrong', () => {
  it.each([
    ['', 'invalid resource path ""'],
    ['--path ./nowhere', 'invalid resource path "./nowhere"'],
    [
      '--kustomization-file ./testdata/ --path ./testdata/podinfo',
      'invalid kustomization file "./testdata/"',
    ],
    ['--path ./testdata/podinfo --dry-run', 'dry-run mode requires a kustomization file'],
  ])('%s', async (flags, message) => {
    const { err, code } = await cluster.flux(
      ['build', 'kustomization', 'podinfo', ...flags.split(' ').filter((flag) => flag !== '')],
      { cwd: folder },
    );
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  it('when the Kustomization is in another namespace', async () => {
    const { err } = await cluster.flux('build ks podinfo --path testdata/podinfo -n default', {
      cwd: folder,
    });
    expect(err).toContain(`there is one in "${fluxns}"`);
  });
});

describe('render kustomize', () => {
  it('prints what kubectl kustomize prints, asking nothing of a cluster', async () => {
    writeFileSync(
      join(folder, 'kustomization.yaml'),
      'namePrefix: a-\nresources: [cm.yaml]\nnamespace: team\n',
    );
    writeFileSync(
      join(folder, 'cm.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: team\n',
    );
    const sorted = await runFlux(['render', 'kustomize', '.'], { cwd: folder });
    expect(sorted.out).toMatch(/^apiVersion: v1\nkind: Namespace\n.*\n---\n.*name: a-x\n/s);
    const fifo = await runFlux(['render', 'kustomize', '--fifo'], { cwd: folder });
    expect(fifo.out).toMatch(/^apiVersion: v1\nkind: ConfigMap\n/);
    const missing = await runFlux(['render', 'kustomize', './nope'], { cwd: folder });
    expect(missing).toMatchObject({ code: 1, err: '✗ ./nope is no folder\n' });
  });
});
