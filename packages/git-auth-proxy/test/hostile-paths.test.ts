import { describe, expect, test } from 'vitest';
import { type Endpoint, parseRequestPath, route } from '@fluxts/git-auth-proxy';

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

const git = '/info/refs?service=git-upload-pack';

describe('and nothing else', () => {
  test.each([
    // Other repositories, projects and organisations.
    ['GET', `/org/proj/_git/other${git}`],
    ['GET', `/org/proj/_git/repo-secret${git}`],
    ['GET', `/org/proj/_git/repo.secret${git}`],
    ['GET', `/org/proj/_git/rep${git}`],
    ['GET', `/org/proj/_git/xrepo${git}`],
    ['GET', `/org/other/_git/repo${git}`],
    ['GET', `/org/proj2/_git/repo${git}`],
    ['GET', `/other/proj/_git/repo${git}`],
    ['GET', `/org2/proj/_git/repo${git}`],
    ['GET', `/org/_git/repo${git}`],
    ['GET', `/_git/repo${git}`],
    ['GET', `/x/org/proj/_git/repo${git}`],
    // Climbing out.
    ['GET', `/org/proj/_git/repo/../other${git}`],
    ['GET', `/org/proj/_git/other/../repo${git}`],
    ['GET', `/org/proj/_git/./repo${git}`],
    ['GET', `/org/proj/_git/repo/%2e%2e/other${git}`],
    ['GET', `/org/proj/_git/repo/%2E%2E/other${git}`],
    ['GET', `/org/proj/_git/repo/.%2e/other${git}`],
    ['GET', `/org/proj/_git/repo/..%2fother${git}`],
    ['GET', `/org/proj/_git/repo/..%5cother${git}`],
    ['GET', `/org/proj/_git/repo\\..\\other${git}`],
    ['GET', `/org/proj/_git/repo/..;/other${git}`],
    ['GET', `/org/proj/_git/repo/...${git}`],
    ['GET', `/org/proj/_git/%c0%ae%c0%ae/other${git}`],
    ['GET', `/org/proj/_git/%e2%80%a5/repo${git}`],
    ['GET', `/org/proj/_git/%ef%bc%8e%ef%bc%8e/repo${git}`],
    // Separators in disguise.
    ['GET', `/org%2fproj/_git/repo${git}`],
    ['GET', `/org/proj/_git%2frepo${git}`],
    ['GET', `/org/proj%2F_git%2Frepo${git}`],
    ['GET', `/org/proj/_git/repo%2f..%2fother${git}`],
    ['GET', `/org/proj/_git/other%5crepo${git}`],
    ['GET', `/org/proj/_git/repo%ef%bc%8fother${git}`],
    ['GET', `/org/proj/_git/repo%e2%88%95other${git}`],
    ['GET', `//org/proj/_git/repo${git}`],
    ['GET', `/org//proj/_git/repo${git}`],
    ['GET', `/org/proj/_git/repo/${git}`],
    ['GET', `/org/proj/_git//repo${git}`],
    // Encoded twice, badly, or with what a second reader might drop.
    ['GET', `/org/proj/_git/repo%252f..%252fother${git}`],
    ['GET', `/org/proj/_git/%25%32%65%25%32%65/other${git}`],
    ['GET', `/org/proj/_git/repo%${git}`],
    ['GET', `/org/proj/_git/repo%zz${git}`],
    ['GET', `/org/proj/_git/repo%00${git}`],
    ['GET', `/org/proj/_git/repo%0d%0aX:y${git}`],
    ['GET', `/org/proj/_git/repo%20${git}`],
    ['GET', `/org/proj/_git/repo.${git}`],
    ['GET', `/org/proj/_git/repo%09${git}`],
    ['GET', `/org/proj/_git/repo;x=1${git}`],
    ['GET', `/org/proj/_git/repo%3bx${git}`],
    ['GET', `/org/proj/_git/repo%23${git}`],
    ['GET', `/org/proj/_git/repo#${git}`],
    ['GET', `/org/proj/_git/repo%3f${git}`],
    ['GET', `/org/proj/_git/re\u0070o\u0000${git}`],
    // Letters that fold into others.
    ['GET', `/org/proj/_git/%ef%bd%92epo${git}`],
    ['GET', `/%c3%b6rg/proj/_git/repo${git}`],
    ['GET', `/org/pro%C7%8B/_git/repo${git}`],
    ['GET', `/org/%E2%84%AApro/_git/repo${git}`],
    // Targets that are no paths.
    ['GET', `http://dev.azure.com/org/proj/_git/repo${git}`],
    ['GET', 'org/proj/_git/repo'],
    ['OPTIONS', '*'],
    ['CONNECT', 'dev.azure.com:443'],
    ['GET', ''],
    ['GET', `/${'a'.repeat(9000)}`],
    // Other services of the repository, and methods that git does not use.
    ['GET', '/org/proj/_git/repo/info/refs'],
    ['GET', '/org/proj/_git/repo/info/refs?service=git-upload-archive'],
    ['GET', '/org/proj/_git/repo/info/refs?service=git-upload-pack&x=1'],
    ['POST', `/org/proj/_git/repo${git}`],
    ['GET', '/org/proj/_git/repo/git-upload-pack'],
    ['PUT', '/org/proj/_git/repo/git-receive-pack'],
    ['POST', '/org/proj/_git/repo/git-upload-pack?x=1'],
    ['POST', '/org/proj/_git/repo/git-upload-pack/x'],
    ['GET', '/org/proj/_git/repo/objects/info/packs'],
    ['POST', '/org/proj/_git/repo/info/lfs/objects/batch'],
    ['GET', '/org/proj/_git/repo'],
    ['TRACE', `/org/proj/_git/repo${git}`],
    // The API beyond the repository.
    ['GET', '/org/_apis'],
    ['GET', '/org/_apis/projects'],
    ['GET', '/org/_apis/resourceareas'],
    ['GET', '/org/proj/_apis/git/repositories'],
    ['GET', '/org/proj/_apis/git/repositories/other'],
    ['GET', '/org/proj/_apis/git/repositories/repo-secret/items'],
    ['GET', '/org/proj/_apis/git/policy/configurations'],
    ['GET', '/org/proj/_apis/build/definitions'],
    ['DELETE', '/org/proj/_apis/git/repositories/repo'],
    ['PATCH', '/org/proj/_apis/git/repositories/repo'],
    ['POST', '/org/proj/_apis/git/repositories/repo/importRequests'],
    ['GET', '/org/proj/_apis/git/repositories/repo/forks/x'],
    ['GET', '/org/proj/_apis/git/repositories/repo%2f..%2fother/items'],
    ['GET', '/api/v3/repos/org/repo'],
  ])('azuredevops %s %s', (method, target) => {
    expect(decide(azure, method, target)).toBeUndefined();
  });

  test.each([
    ['GET', `/org/other${git}`],
    ['GET', `/org/repo-secret${git}`],
    ['GET', `/org/repo.git.git${git}`],
    ['GET', `/org/repo.wiki.git${git}`],
    ['GET', `/other/repo${git}`],
    ['GET', `/org/repo/../other${git}`],
    ['GET', `/org/repo%2f..%2fother${git}`],
    ['GET', `/org/repo.gi%74/..${git}`],
    ['GET', '/api/v3/user'],
    ['GET', '/api/v3/orgs/org/repos'],
    ['GET', '/api/v3/repos/org/other'],
    ['GET', '/api/v3/repos/org/repo-secret/contents/x'],
    ['GET', '/api/v3/repos/org/repo/../other'],
    ['GET', '/api/v3/repositories/1'],
    ['GET', '/api/v3/search/code?q=repo:org/repo'],
    ['GET', '/api/v3/app/installations'],
    ['GET', '/api/v3/installation/repositories'],
    ['POST', '/api/graphql'],
    ['POST', '/api/v3/graphql'],
    ['DELETE', '/api/v3/repos/org/repo'],
    ['PATCH', '/api/v3/repos/org/repo'],
    ['POST', '/api/v3/repos/org/repo/transfer'],
    ['POST', '/api/v3/repos/org/repo/generate'],
    ['POST', '/api/v3/repos/org/repo/forks'],
    ['GET', '/api/v4/repos/org/repo'],
    ['GET', '/repos/org/repo'],
    ['GET', '/org/repo/archive/main.zip'],
    ['GET', '/org/proj/_git/repo/info/refs?service=git-upload-pack'],
  ])('github %s %s', (method, target) => {
    expect(decide(gitHub, method, target)).toBeUndefined();
  });
});
