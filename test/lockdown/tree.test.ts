import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Attempt, configMap, configMapRef, suiteOf } from './attempts.ts';
import { attacker } from './platform.ts';

const outside: RegExp = /outside|leaves|root|not found|no such file|no kustomization/i;

/** A kustomization file that names what it must not reach; nothing of it may be built. */
function reaching(tries: string, file: string, message: RegExp = outside): Attempt {
  return {
    tries,
    files: { 'kustomization.yaml': file, 'own.yaml': configMap('own-tree', attacker) },
    denied: { reason: 'BuildFailed', message },
    untouched: [configMapRef('own-tree', attacker)],
    without: 'denied',
  };
}

const attempts: Attempt[] = [
  {
    tries: 'to build a directory above its tree',
    spec: { path: '../../../../../../etc' },
    denied: { reason: 'ArtifactFailed', message: /kustomization path not found/ },
    without: 'denied',
  },
  {
    tries: 'to build an absolute path of the controller’s machine',
    spec: { path: '/etc' },
    denied: { reason: 'ArtifactFailed', message: /kustomization path not found/ },
    without: 'denied',
  },
  {
    tries: 'to leave its tree in the middle of a path',
    spec: { path: './usual/../../../../etc' },
    denied: { reason: 'ArtifactFailed', message: /kustomization path not found/ },
    without: 'denied',
  },
  {
    tries: 'to build a directory that is a link out of its tree',
    spec: { path: './links/directory' },
    denied: { reason: 'ArtifactFailed', message: /kustomization path not found/ },
    without: 'denied',
  },
  reaching(
    'to read a file through a link out of its tree',
    'resources: [own.yaml, ../links/file.yaml]\n',
  ),
  reaching(
    'to fill a ConfigMap through a link out of its tree',
    'resources: [own.yaml]\nconfigMapGenerator: [{name: stolen, files: [../links/file.yaml]}]\n',
  ),
  reaching(
    'to name a file above its tree as a resource',
    'resources: [own.yaml, ../../../../../../etc/passwd]\n',
  ),
  reaching('to name an absolute file as a resource', 'resources: [own.yaml, /etc/passwd]\n'),
  reaching(
    'to use a directory above its tree as a base',
    'resources: [own.yaml]\nbases: [../../../outside]\n',
  ),
  reaching(
    'to use a directory above its tree as a component',
    'resources: [own.yaml]\ncomponents: [../../../outside]\n',
  ),
  reaching(
    'to put a file above its tree into a ConfigMap',
    'resources: [own.yaml]\nconfigMapGenerator: [{name: stolen, files: [../../../../../../etc/passwd]}]\n',
  ),
  reaching(
    'to put an absolute file into a Secret',
    'resources: [own.yaml]\nsecretGenerator: [{name: stolen, files: [key=/etc/passwd]}]\n',
  ),
  reaching(
    'to read the environment of the controller from /proc',
    'resources: [own.yaml]\nsecretGenerator: [{name: stolen, envs: [/proc/self/environ]}]\n',
  ),
  reaching(
    'to use a patch above its tree',
    'resources: [own.yaml]\npatches: [{path: ../../../outside/patch.yaml}]\n',
  ),
  reaching(
    'to use a replacement above its tree',
    'resources: [own.yaml]\nreplacements: [{path: ../../../outside/r.yaml}]\n',
  ),
  reaching(
    'to use a configuration above its tree',
    'resources: [own.yaml]\nconfigurations: [../../../outside/c.yaml]\n',
  ),
  reaching(
    'to use an OpenAPI schema above its tree',
    'resources: [own.yaml]\nopenapi: {path: ../../../outside/schema.json}\n',
  ),
  reaching(
    'to use a CRD schema above its tree',
    'resources: [own.yaml]\ncrds: [../../../outside/crd.json]\n',
  ),
  {
    tries: 'to have a program run as a generator',
    files: {
      'kustomization.yaml': 'generators: [run.yaml]\n',
      'run.yaml':
        'apiVersion: example.com/v1\nkind: Run\nmetadata: {name: run, annotations: {config.kubernetes.io/function: "exec: {path: ./run.sh}"}}\n',
    },
    denied: { reason: 'BuildFailed', message: /external plugins disabled/ },
    without: 'denied',
  },
  {
    tries: 'to have a container run as a transformer',
    files: {
      'kustomization.yaml': 'resources: [own.yaml]\ntransformers: [run.yaml]\n',
      'own.yaml': configMap('transformer', attacker),
      'run.yaml':
        'apiVersion: example.com/v1\nkind: Run\nmetadata: {name: run, annotations: {config.kubernetes.io/function: "container: {image: evil}"}}\n',
    },
    denied: { reason: 'BuildFailed', message: /external plugins disabled/ },
    untouched: [configMapRef('transformer', attacker)],
    without: 'denied',
  },
  {
    tries: 'to have a chart fetched and rendered',
    files: {
      'kustomization.yaml': 'helmCharts: [{name: x, repo: "http://127.0.0.1:1", version: 1.0.0}]\n',
    },
    denied: { reason: 'BuildFailed', message: /helm|chart/i },
    without: 'denied',
  },
  {
    tries: 'to have the controller call an internal address for a resource',
    files: { 'kustomization.yaml': 'resources: ["http://127.0.0.1:1/internal.yaml"]\n' },
    denied: { reason: 'BuildFailed', message: /remote file .* was not fetched/ },
    without: 'denied',
  },
  {
    tries: 'to have the controller call an internal address for a component',
    files: { 'a.yaml': configMap('remote-component', attacker) },
    spec: { components: ['http://127.0.0.1:1/internal?ref=main'] },
    denied: { reason: 'BuildFailed', message: /.*/ },
    untouched: [configMapRef('remote-component', attacker)],
    without: 'denied',
  },
  {
    tries: 'to have the controller call an internal address for a file of a ConfigMap',
    files: {
      'kustomization.yaml':
        'configMapGenerator: [{name: stolen, files: ["a=http://127.0.0.1:1/internal"]}]\n',
    },
    denied: { reason: 'BuildFailed', message: /.*/ },
    without: 'denied',
  },
  {
    tries: 'to fill the memory with a YAML bomb',
    files: { 'a.yaml': bomb() },
    denied: { reason: 'BuildFailed', message: /alias|expan|limit|more than|excessive/i },
    without: 'denied',
  },
  {
    tries: 'to exhaust the stack with nesting',
    files: { 'a.yaml': `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}\n` },
    denied: { reason: 'BuildFailed', message: /exceeded max depth/ },
    without: 'denied',
  },
  {
    tries: 'to fill the memory with variables',
    files: {
      'a.yaml': configMap('variables', attacker, { all: '${a}'.repeat(20_000) }),
    },
    spec: { postBuild: { substitute: { a: 'x'.repeat(8_000) } } },
    denied: { reason: 'BuildFailed', message: /too (large|long)|more than|limit/i },
    untouched: [configMapRef('variables', attacker)],
    without: 'denied',
  },
];

const suite = suiteOf('what a tenant builds', attempts, ({ working }) => {
  const links = join(working.directory, 'links');
  const elsewhere = tmpdir();
  mkdirSync(links, { recursive: true });
  symlinkSync('/etc/passwd', join(links, 'file.yaml'));
  symlinkSync(elsewhere, join(links, 'directory'));
  working.write({
    'prototype/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: proto, namespace: ${attacker}}\n__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\n`,
  });
  writeFileSync(join(links, 'kept.yaml'), configMap('kept', attacker));
});

it('keeps keys that name a prototype as data, whatever a tenant writes', async () => {
  const { platform } = suite();
  await platform.kustomization('prototype', 'locked', { path: './prototype' });
  expect((await platform.outcome('prototype')).status).toBe('True');
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

/** Nine values for one, ten times over. */
function bomb(): string {
  const lines = ['l0: &l0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 10; level++) {
    const before = `*l${level - 1}`;
    lines.push(`l${level}: &l${level} [${Array.from({ length: 9 }, () => before).join(', ')}]`);
  }
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb, namespace: ${attacker}}\n${lines.join('\n')}\n`;
}
