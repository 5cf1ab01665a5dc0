import { describe, expect, test } from 'vitest';
import { type Endpoint, parseRequestPath, route } from '@fluxts/git-auth-proxy';
import { hostileAzureRequests, hostileGitHubRequests } from './world/hostile-requests.ts';

const azure: Endpoint = {
  id: 'dev.azure.com/org/proj/repo',
  scheme: 'https',
  host: 'dev.azure.com',
  organization: 'Org',
  project: 'Proj',
  repository: 'repo',
  credentials: { provider: 'azuredevops', pat: 'x' },
  namespaces: ['tenant'],
  secretName: 'flux',
};
const gitHub: Endpoint = {
  ...azure,
  id: 'github.com/org/repo',
  host: 'github.com',
  project: undefined,
  credentials: { provider: 'github', appId: 1, installationId: 1, privateKey: '' },
};

function decide(endpoint: Endpoint, method: string, target: string): string | undefined {
  const path = parseRequestPath(target);
  const found = path && route(endpoint, method, path);
  return found && `${found.kind} ${found.host}${found.target}`;
}

describe('a token opens its own repository', () => {
  test.each([
    [
      azure,
      'GET',
      '/org/proj/_git/repo/info/refs?service=git-upload-pack',
      'git dev.azure.com/org/proj/_git/repo/info/refs?service=git-upload-pack',
    ],
    [
      azure,
      'GET',
      '/Org/PROJ/_git/Repo/info/refs?service=git-receive-pack',
      'git dev.azure.com/Org/PROJ/_git/Repo/info/refs?service=git-receive-pack',
    ],
    [
      azure,
      'POST',
      '/org/proj/_git/repo/git-upload-pack',
      'git dev.azure.com/org/proj/_git/repo/git-upload-pack',
    ],
    [
      azure,
      'GET',
      '/org/proj/_apis/git/repositories/repo/pullrequests?api-version=5.1',
      'api dev.azure.com/org/proj/_apis/git/repositories/repo/pullrequests?api-version=5.1',
    ],
    [
      azure,
      'GET',
      '/org/proj/_apis/git/repositories/repo',
      'api dev.azure.com/org/proj/_apis/git/repositories/repo',
    ],
    [
      gitHub,
      'GET',
      '/org/repo/info/refs?service=git-upload-pack',
      'git github.com/org/repo/info/refs?service=git-upload-pack',
    ],
    [
      gitHub,
      'POST',
      '/org/repo.git/git-upload-pack',
      'git github.com/org/repo.git/git-upload-pack',
    ],
    [
      gitHub,
      'GET',
      '/api/v3/repos/org/repo/commits?sha=main',
      'api api.github.com/repos/org/repo/commits?sha=main',
    ],
    [
      gitHub,
      'POST',
      '/api/v3/repos/ORG/repo/statuses/0123',
      'api api.github.com/repos/ORG/repo/statuses/0123',
    ],
    [
      { ...gitHub, host: 'git.example.com' },
      'GET',
      '/api/v3/repos/org/repo',
      'api git.example.com/api/v3/repos/org/repo',
    ],
    [
      { ...azure, project: 'my proj' },
      'POST',
      '/org/my%20proj/_git/repo/git-upload-pack',
      'git dev.azure.com/org/my%20proj/_git/repo/git-upload-pack',
    ],
  ] as [Endpoint, string, string, string][])(
    '%#: %s %s %s',
    (endpoint, method, target, expected) => {
      expect(decide(endpoint, method, target)).toBe(expected);
    },
  );
});

describe('and nothing else', () => {
  test.each(hostileAzureRequests)('azuredevops %s %s', (method, target) => {
    expect(decide(azure, method, target)).toBeUndefined();
  });

  test.each(hostileGitHubRequests)('github %s %s', (method, target) => {
    expect(decide(gitHub, method, target)).toBeUndefined();
  });
});
