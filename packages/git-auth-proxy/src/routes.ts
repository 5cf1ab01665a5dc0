import type { Endpoint } from './endpoint.ts';
import { formatPath, type RequestPath, sameName } from './request-path.ts';

/** Where a permitted request goes. */
export interface Route {
  /** Git's smart HTTP protocol, or the REST API of the git host: they take the credentials in different forms. */
  readonly kind: 'git' | 'api';
  readonly host: string;
  /** Path and query, encoded. */
  readonly target: string;
}

/**
 * Says where a request for an endpoint goes; `undefined` when it is for anything but the endpoint's
 * own repository. What is permitted is listed, everything else is refused.
 */
export function route(endpoint: Endpoint, method: string, path: RequestPath): Route | undefined {
  return endpoint.credentials.provider === 'azuredevops'
    ? routeAzureDevOps(endpoint, method, path)
    : routeGitHub(endpoint, method, path);
}

/** Parts of Azure DevOps' git API that lie below a repository and touch nothing but it. */
const azureDevOpsResources = new Set([
  'annotatedtags',
  'blobs',
  'cherrypicks',
  'commits',
  'commitsbatch',
  'diffs',
  'favorites',
  'items',
  'itemsbatch',
  'mergebases',
  'merges',
  'pullrequestquery',
  'pullrequests',
  'pushes',
  'refs',
  'reverts',
  'stats',
  'statuses',
  'trees',
]);

function routeAzureDevOps(
  endpoint: Endpoint,
  method: string,
  path: RequestPath,
): Route | undefined {
  const [organization, project, area, ...rest] = path.segments;
  if (!isName(organization, endpoint.organization) || !isName(project, endpoint.project))
    return undefined;
  if (isName(area, '_git')) {
    const [repository, ...below] = rest;
    if (!isName(repository, endpoint.repository)) return undefined;
    if (!isGitRequest(method, below, path.query)) return undefined;
    return to('git', endpoint.host, path.segments, path.query);
  }
  if (isName(area, '_apis')) {
    const [git, repositories, repository, resource] = rest;
    if (!isName(git, 'git') || !isName(repositories, 'repositories')) return undefined;
    if (!isName(repository, endpoint.repository)) return undefined;
    if (
      resource === undefined ? !isRead(method) : !azureDevOpsResources.has(resource.toLowerCase())
    ) {
      return undefined;
    }
    if (!isApiMethod(method)) return undefined;
    return to('api', endpoint.host, path.segments, path.query);
  }
  return undefined;
}

/** Parts of GitHub's repository API that reach beyond the repository or hand it to somebody else. */
const gitHubForbidden = new Set(['forks', 'generate', 'import', 'transfer']);

function routeGitHub(endpoint: Endpoint, method: string, path: RequestPath): Route | undefined {
  const [first, ...afterFirst] = path.segments;
  if (isName(first, 'api')) {
    const [version, repos, organization, repository, resource] = afterFirst;
    if (!isName(version, 'v3') || !isName(repos, 'repos')) return undefined;
    if (!isName(organization, endpoint.organization) || !isName(repository, endpoint.repository))
      return undefined;
    if (resource === undefined ? !isRead(method) : gitHubForbidden.has(resource.toLowerCase()))
      return undefined;
    if (!isApiMethod(method)) return undefined;
    return sameName(endpoint.host, 'github.com')
      ? to('api', 'api.github.com', path.segments.slice(2), path.query)
      : to('api', endpoint.host, path.segments, path.query);
  }
  const [repository, ...below] = afterFirst;
  if (!isName(first, endpoint.organization)) return undefined;
  if (!isName(repository, endpoint.repository) && !isName(repository, `${endpoint.repository}.git`))
    return undefined;
  if (!isGitRequest(method, below, path.query)) return undefined;
  return to('git', endpoint.host, path.segments, path.query);
}

const gitServices = new Set(['git-upload-pack', 'git-receive-pack']);

/**
 * The requests of git's smart HTTP protocol. Git LFS is not among them: its answers hold addresses
 * and headers that carry the real credentials.
 */
function isGitRequest(
  method: string,
  below: readonly string[],
  query: string | undefined,
): boolean {
  const [first, second, third] = below;
  if (first === 'info' && second === 'refs') {
    const service = /^service=([a-z-]+)$/.exec(query ?? '')?.[1];
    return (
      third === undefined && isRead(method) && service !== undefined && gitServices.has(service)
    );
  }
  return (
    first !== undefined &&
    gitServices.has(first) &&
    second === undefined &&
    method === 'POST' &&
    query === undefined
  );
}

function isName(segment: string | undefined, name: string | undefined): boolean {
  return segment !== undefined && name !== undefined && sameName(segment, name);
}

/** Methods that ask and change nothing; their requests have no body. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function isApiMethod(method: string): boolean {
  return (
    isRead(method) ||
    method === 'POST' ||
    method === 'PUT' ||
    method === 'PATCH' ||
    method === 'DELETE'
  );
}

function to(
  kind: Route['kind'],
  host: string,
  segments: readonly string[],
  query: string | undefined,
): Route {
  return { kind, host, target: formatPath(segments) + (query === undefined ? '' : `?${query}`) };
}
