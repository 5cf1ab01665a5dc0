import { expect, test } from 'vitest';
import { proxyConfig } from '@fluxts/tenants';
import { azure, gitHub } from './sample.ts';

test('one entry per repository, and the fleet', () => {
  expect(proxyConfig(azure, { provider: 'azuredevops', pat: 'secret' })).toEqual({
    organizations: [
      {
        provider: 'azuredevops',
        azuredevops: { pat: 'secret' },
        host: 'dev.azure.com',
        name: 'Org1',
        repositories: [
          {
            project: 'project1',
            name: 'gitops',
            namespaces: ['tenant1'],
            secretNameOverride: 'flux',
          },
          {
            project: 'other',
            name: 'Tenant Two',
            namespaces: ['tenant2'],
            secretNameOverride: 'flux',
          },
          {
            project: 'project1',
            name: 'fleet-infra',
            namespaces: ['flux-system'],
            secretNameOverride: 'flux-system',
          },
        ],
      },
    ],
  });
});

test('tenants of one repository share its token', () => {
  const [tenant] = gitHub.tenants;
  const shared = {
    ...gitHub,
    tenants: [tenant!, { ...tenant!, name: 'tenant2', repository: 'GitOps' }],
  };
  const config = proxyConfig(shared, {
    provider: 'github',
    appId: 1,
    installationId: 2,
    privateKey: 'PEM',
  });
  expect(config).toMatchObject({
    organizations: [
      {
        github: { appID: 1, installationID: 2, privateKey: 'UEVN' },
        repositories: [
          { name: 'gitops', namespaces: ['tenant1', 'tenant2'] },
          { name: 'fleet-infra' },
        ],
      },
    ],
  });
});
