export type {
  AzureDevOpsCredentials,
  Credentials,
  Endpoint,
  GitHubCredentials,
} from './endpoint.ts';
export { ProxyError, type ProxyErrorCode } from './errors.ts';
export { parseProxyConfig } from './config.ts';
export { parseRequestPath, type RequestPath } from './request-path.ts';
export { route, type Route } from './routes.ts';
export { addGitAuthProxy, type GitAuthProxyOptions } from './git-auth-proxy.ts';
export type { UpstreamOptions } from './upstream.ts';
