import { describe, expect, test } from 'vitest';
import { generateFleetFiles } from '@fluxts/tenants';
import { parseAll } from '@fluxts/yaml';
import type { JsonObject } from '@fluxts/base';
import { azure, gitHub } from './sample.ts';

describe('the fleet repository', () => {
  test('Azure DevOps through the proxy', async () => {
    const files = generateFleetFiles(azure);
    expect(files.map(({ path }) => path)).toEqual([
      'clusters/we-dev-aks1/tenants.yaml',
      'tenants/we-dev-aks1/tenant1.yaml',
      'tenants/we-dev-aks1/tenant2.yaml',
    ]);
    for (const { path, content } of files) {
      await expect(content).toMatchFileSnapshot(`golden/azure-${path.split('/').at(-1)}`);
    }
  });

  test('the form of 2021 for Azure DevOps', async () => {
    const legacy = generateFleetFiles(azure, { apiVersions: 'legacy' })[1]?.content;
    await expect(legacy).toMatchFileSnapshot('golden/azure-legacy-tenant1.yaml');
  });

  test('GitHub reached directly', async () => {
    await expect(generateFleetFiles(gitHub)[1]?.content).toMatchFileSnapshot(
      'golden/github-tenant1.yaml',
    );
  });

  test('libgit2 is never asked for on GitHub', () => {
    for (const { content } of generateFleetFiles(gitHub, { apiVersions: 'legacy' })) {
      expect(content).not.toContain('gitImplementation');
      expect(content).toContain('v1beta1');
    }
  });

  test('equal configurations give equal bytes', () => {
    expect(generateFleetFiles(azure)).toEqual(generateFleetFiles(structuredClone(azure)));
  });

  test('a tenant gets rights in its own namespace only, unless it may manage CRDs', () => {
    for (const { path, content } of generateFleetFiles(azure).slice(1)) {
      const objects = parseAll(content).map(({ value }) => value as JsonObject);
      const clusterBindings = objects.filter(({ kind }) => kind === 'ClusterRoleBinding');
      expect(clusterBindings).toHaveLength(path.endsWith('tenant2.yaml') ? 1 : 0);
    }
  });
});
