import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseProxyConfig } from '@fluxts/git-auth-proxy';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;

function read(organization: object): ReturnType<typeof parseProxyConfig> {
  return parseProxyConfig(JSON.stringify({ organizations: [organization] }), 'config.json');
}

describe('configurations as they are', () => {
  test('git-auth-proxy with Azure DevOps', () => {
    const [endpoint] = read({
      provider: 'azuredevops',
      azuredevops: { pat: 'secret' },
      host: 'dev.azure.com',
      name: 'xenitab',
      repositories: [{ name: 'fleet-infra', project: 'Lab', namespaces: ['foo', 'bar'] }],
    });
    expect(endpoint).toEqual({
      id: 'dev.azure.com/xenitab/lab/fleet-infra',
      scheme: 'https',
      host: 'dev.azure.com',
      organization: 'xenitab',
      project: 'Lab',
      repository: 'fleet-infra',
      credentials: { provider: 'azuredevops', pat: 'secret' },
      namespaces: ['foo', 'bar'],
      secretName: 'xenitab-lab-fleet-infra',
    });
  });

  test('git-auth-proxy with a GitHub App', () => {
    const [endpoint] = read({
      provider: 'github',
      github: { appID: 12, installationID: 34, privateKey: Buffer.from(pem).toString('base64') },
      host: 'github.com',
      name: 'xenitab',
      repositories: [{ name: 'fleet-infra', namespaces: ['foo'], secretNameOverride: 'flux' }],
    });
    expect(endpoint).toMatchObject({
      project: undefined,
      secretName: 'flux',
      credentials: { provider: 'github', appId: 12, installationId: 34, privateKey: pem },
    });
  });

  test('azdo-proxy', () => {
    const [endpoint] = read({
      name: 'xenitab',
      pat: 'secret',
      repositories: [{ name: 'fleet-infra', project: 'lab', namespaces: ['foo'] }],
    });
    expect(endpoint).toMatchObject({
      host: 'dev.azure.com',
      scheme: 'https',
      credentials: { provider: 'azuredevops', pat: 'secret' },
    });
  });
});

describe('mistakes are named with their place, and never with a secret', () => {
  const repository = { name: 'r', project: 'p', namespaces: ['n'] };
  const organization = { name: 'o', pat: 'top-secret', repositories: [repository] };

  test.each([
    ['organizations is required', {}],
    ['organizations must be a list', { organizations: 'top-secret' }],
    ['organizations[0].pat is required', { organizations: [{ ...organization, pat: '' }] }],
    [
      'organizations[0].pat must not hold line breaks',
      { organizations: [{ ...organization, pat: 'top-secret\r\nX: y' }] },
    ],
    [
      'organizations[0].provider must be one of azuredevops, github',
      { organizations: [{ ...organization, provider: 'top-secret' }] },
    ],
    [
      'organizations[0].scheme must be one of https, http',
      { organizations: [{ ...organization, scheme: 'ftp' }] },
    ],
    [
      'organizations[0].domain must be a host name',
      { organizations: [{ ...organization, domain: 'a@b/c' }] },
    ],
    [
      'organizations[0].repositories[0].project is required',
      { organizations: [{ ...organization, repositories: [{ name: 'r', namespaces: [] }] }] },
    ],
    [
      'organizations[0].repositories[0].name must be a name',
      { organizations: [{ ...organization, repositories: [{ ...repository, name: '../x' }] }] },
    ],
    [
      'organizations[0].repositories[0].namespaces[0]',
      {
        organizations: [
          { ...organization, repositories: [{ ...repository, namespaces: ['N/x'] }] },
        ],
      },
    ],
    [
      'names the repository dev.azure.com/o/p/r twice',
      {
        organizations: [
          { ...organization, repositories: [repository, { ...repository, name: 'R' }] },
        ],
      },
    ],
    [
      'wants Secret n/flux for both',
      {
        organizations: [
          {
            ...organization,
            repositories: [
              { ...repository, secretNameOverride: 'flux' },
              { ...repository, name: 'q', secretNameOverride: 'flux' },
            ],
          },
        ],
      },
    ],
    [
      'organizations[0].github.privateKey must be a private key',
      {
        organizations: [
          {
            ...organization,
            provider: 'github',
            host: 'h',
            github: { appID: 1, installationID: 2, privateKey: 'top-secret' },
          },
        ],
      },
    ],
  ])('%s', (message, config) => {
    const load = (): unknown =>
      parseProxyConfig(JSON.stringify(config, undefined, 2), 'config.json');
    expect(load).toThrow(
      expect.objectContaining({ code: 'ConfigInvalid', message: expect.stringContaining(message) }),
    );
    expect(load).not.toThrow('top-secret');
    expect(load).toThrow(/^config\.json:\d+: /);
  });

  test('text that is no JSON', () => {
    expect(() => parseProxyConfig('{"pat": "top-secret', 'config.json')).toThrow(
      expect.objectContaining({ message: 'config.json is not valid JSON' }),
    );
  });
});
