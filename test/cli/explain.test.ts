import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiServer, startApiServer } from '@fluxts/apiserver';
import { memoryFileSystem } from '@fluxts/base';
import {
  explain,
  formatExplanation,
  gatherFacts,
  localGit,
  type Question,
  seen,
  unseen,
} from '@fluxts/explain';
import { customResourceDefinitions } from '@fluxts/flux-api';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  parseKubeconfig,
  refOf,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const revision = `main@sha1:${'1'.repeat(40)}`;
const folder = mkdtempSync(join(tmpdir(), 'flux-explain-'));
let server: ApiServer;
let client: KubeClient;

const files = memoryFileSystem({
  'tenant/dev/kustomization.yaml': 'namespace: tenant1\nresources: [app.yaml]\n',
  'tenant/dev/app.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n',
  'tenant/dev/forgotten.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: forgotten\n',
  'other/app.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: other\n',
});

beforeAll(async () => {
  server = await startApiServer({ workloadDelayMs: 0 });
  client = createKubeClient(resolveKubeconfig(parseKubeconfig([{ text: server.kubeconfig }])));
  for (const definition of customResourceDefinitions())
    await client.create(definition as KubeObject);
  await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'tenant1' } });
  const conditions = [
    {
      type: 'Ready',
      status: 'True',
      reason: 'Succeeded',
      message: 'ok',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    },
  ];
  await create(
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'GitRepository',
      metadata: { name: 'gitops', namespace: 'tenant1' },
      spec: { interval: '1m', url: 'https://example.com/gitops' },
    },
    {
      observedGeneration: 1,
      conditions,
      artifact: {
        path: 'x',
        url: 'http://x/x',
        revision,
        digest: `sha256:${'0'.repeat(64)}`,
        lastUpdateTime: '2026-01-01T00:00:00Z',
      },
    },
  );
  await create(
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name: 'tenant1', namespace: 'tenant1' },
      spec: {
        interval: '1m',
        path: './tenant/dev',
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'gitops' },
      },
    },
    { observedGeneration: 1, conditions, lastAppliedRevision: revision },
  );
  // Both come before tenant1 by name, and neither has to do with its files.
  for (const [name, path] of [
    ['astray', '../../etc'],
    ['copy', './tenant/dev'],
  ] as const) {
    await create(
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        metadata: { name, namespace: 'tenant1' },
        spec: {
          interval: '1m',
          path,
          prune: true,
          sourceRef: { kind: 'GitRepository', name: 'gitops' },
        },
      },
      {
        observedGeneration: 1,
        conditions: conditions.map((one) => ({ ...one, status: 'False', message: `no ${name}` })),
      },
    );
  }
  await client.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'app',
      namespace: 'tenant1',
      labels: {
        'kustomize.toolkit.fluxcd.io/name': 'tenant1',
        'kustomize.toolkit.fluxcd.io/namespace': 'tenant1',
      },
    },
  });
});
afterAll(async () => {
  client.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function create(object: KubeObject, status: KubeObject[string]): Promise<void> {
  await client.create(object);
  await client.patchStatus(refOf(object), { status });
}

async function ask(
  question: Question,
  options: { readonly artifact?: boolean; readonly as?: string } = {},
) {
  const facts = await gatherFacts(question, {
    client: options.as === undefined ? client : client.impersonate({ user: options.as }),
    namespace: 'tenant1',
    cwd: folder,
    git: (directory) => localGit(directory, { PATH: process.env['PATH'] }),
    readArtifact: async () =>
      options.artifact === false ? unseen('forbidden') : seen({ revision, fs: files }),
  });
  return explain(facts);
}

const path = (name: string): Question => ({ kind: 'path', path: name });
const configMap = (name: string): Question => ({
  kind: 'object',
  object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'tenant1', name },
});

describe('why, from a cluster and an artifact', () => {
  it('a file arrived, and what it made is healthy', async () => {
    const answer = await ask(path('tenant/dev/app.yaml'));
    expect(answer.verdict).toBe('in-cluster');
    expect(answer.headline).toContain('ConfigMap/tenant1/app');
  });

  it('a file is not listed: the README’s example', async () => {
    const answer = await ask(path('tenant/dev/forgotten.yaml'));
    expect(formatExplanation(answer, { colour: false })).toMatch(
      /^tenant\/dev\/forgotten\.yaml is not listed in tenant\/dev\/kustomization\.yaml, so it is no part of the build\.\n/,
    );
    expect(answer.next).toContain('  - forgotten.yaml');
  });

  it('a file is covered by nobody, or is not there', async () => {
    expect((await ask(path('other/app.yaml'))).headline).toBe(
      'no Kustomization builds other/app.yaml.',
    );
    expect((await ask(path('nowhere.yaml'))).headline).toContain('is not in the fetched revision');
  });

  it('an object is found by the file that defines it, built or not', async () => {
    expect((await ask(configMap('app'))).findings.map(({ text }) => text)).toContain(
      'it is defined in tenant/dev/app.yaml:1',
    );
    expect((await ask(configMap('forgotten'))).headline).toContain('forgotten.yaml is not listed');
    expect((await ask(configMap('unheard-of'))).headline).toContain('is not in the cluster');
  });

  it('an object is followed through the Kustomization that manages it', async () => {
    const { verdict, findings } = await ask(configMap('app'));
    expect(verdict).toBe('in-cluster');
    expect(findings.map(({ text }) => text)).toContain(
      'Kustomization tenant1/tenant1 builds it (spec.path ./tenant/dev)',
    );
    expect(findings.filter(({ text }) => text.includes('is healthy'))).toHaveLength(1);
  });

  it('an object that was scaled is not as git has it', async () => {
    const ref = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        namespace: 'tenant1',
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'tenant1',
          'kustomize.toolkit.fluxcd.io/namespace': 'tenant1',
        },
      },
    };
    const labels = { app: 'web' };
    await client.apply(
      {
        ...ref,
        spec: {
          replicas: 1,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'web', image: 'web' }] },
          },
        },
      },
      { fieldManager: 'kustomize-controller' },
    );
    let replicas = 1;
    // The times of field managers are whole seconds: a later one is waited for.
    await vi.waitUntil(
      async () => {
        replicas += 1;
        await client.patch(
          refOf(ref),
          { spec: { replicas } },
          { type: 'merge', subresource: 'scale', fieldManager: 'kubectl' },
        );
        const { headline } = await ask({
          kind: 'object',
          object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'tenant1', name: 'web' },
        });
        return headline.includes("but 'kubectl' has changed fields of it");
      },
      { timeout: 10_000, interval: 300 },
    );
  });

  it('a path out of the repository is no question', async () => {
    await expect(ask(path('../secret'))).rejects.toThrow(
      '../secret lies outside of the repository',
    );
  });

  it('says what may not be looked at', async () => {
    const hidden = await ask(path('tenant/dev/app.yaml'), { artifact: false });
    expect(hidden.verdict).toBe('unknown');
    expect(hidden.findings.at(-1)?.text).toContain('has applied');
    expect(hidden.findings.filter(({ state }) => state === 'unseen').length).toBeGreaterThan(1);
    const stranger = await ask(path('tenant/dev/app.yaml'), { as: 'nobody' });
    expect(stranger.findings.at(-1)).toMatchObject({
      state: 'unseen',
      text: expect.stringContaining('User "nobody" cannot list resource'),
    });
  });
});
