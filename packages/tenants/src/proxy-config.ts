import type { JsonObject } from '@fluxts/base';
import type { TenantsConfig } from './config.ts';

/** The real credentials of the git host, as git-auth-proxy's configuration has them. */
export type ProxyCredentials =
  | { readonly provider: 'azuredevops'; readonly pat: string }
  | {
      readonly provider: 'github';
      readonly appId: number;
      readonly installationId: number;
      /** PEM text. */
      readonly privateKey: string;
    };

/**
 * The configuration of git-auth-proxy: one entry per repository, whose token goes into Secret `flux` of
 * every tenant that has the repository, and one for the fleet repository with Secret `flux-system`. It
 * holds the credentials, so it belongs into a Secret and never into git.
 */
export function proxyConfig(config: TenantsConfig, credentials: ProxyCredentials): JsonObject {
  return {
    organizations: [
      {
        provider: credentials.provider,
        ...hostCredentials(credentials),
        host: config.host,
        name: config.organization,
        repositories: [
          ...tenantRepositories(config),
          entry(config.fleetRepository, config.project, ['flux-system'], 'flux-system'),
        ],
      },
    ],
  };
}

/** Tenants that share a repository share its entry: a repository has one token. */
function tenantRepositories(config: TenantsConfig): JsonObject[] {
  const byRepository = new Map<
    string,
    { repository: string; project: string | undefined; namespaces: string[] }
  >();
  for (const { name, repository, project } of config.tenants) {
    const id = `${project ?? ''}/${repository}`.toLowerCase();
    const known = byRepository.get(id);
    if (known === undefined) byRepository.set(id, { repository, project, namespaces: [name] });
    else known.namespaces.push(name);
  }
  return [...byRepository.values()].map(({ repository, project, namespaces }) =>
    entry(repository, project, namespaces, 'flux'),
  );
}

function entry(
  name: string,
  project: string | undefined,
  namespaces: string[],
  secretNameOverride: string,
): JsonObject {
  return { ...(project === undefined ? {} : { project }), name, namespaces, secretNameOverride };
}

function hostCredentials(credentials: ProxyCredentials): JsonObject {
  if (credentials.provider === 'azuredevops') return { azuredevops: { pat: credentials.pat } };
  return {
    github: {
      appID: credentials.appId,
      installationID: credentials.installationId,
      privateKey: Buffer.from(credentials.privateKey).toString('base64'),
    },
  };
}
