import type { TenantsConfig } from './config.ts';

/** A repository of the organisation. */
export interface RepositoryRef {
  readonly repository: string;
  readonly project: string | undefined;
}

/** Where a repository is reached from within the cluster: through the proxy, or at the git host itself. */
export function repositoryUrl(
  config: TenantsConfig,
  { repository, project }: RepositoryRef,
): string {
  const base = config.proxyUrl ?? `https://${config.host}`;
  const path =
    config.provider === 'azuredevops'
      ? [config.organization, project ?? '', '_git', repository]
      : [config.organization, repository];
  return `${base}/${path.map(encodeURIComponent).join('/')}`;
}
