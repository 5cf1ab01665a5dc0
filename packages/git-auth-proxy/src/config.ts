import type { Json, JsonObject } from '@fluxts/base';
import { parse } from '@fluxts/yaml';
import { ConfigReader, type Field } from './config-reader.ts';
import type { Credentials, Endpoint } from './endpoint.ts';
import { ProxyError } from './errors.ts';

/** Where Azure DevOps lives unless the configuration names another host. */
const azureDevOpsHost = 'dev.azure.com';

/** Most endpoints of one configuration: the tokens of all of them lie in one Secret of at most 1 MiB. */
const maxEndpoints = 4000;

/**
 * Reads the proxy's configuration: the JSON of git-auth-proxy, and that of its predecessor azdo-proxy
 * (an organization with a `pat`, and `domain` for `host`).
 * @param text JSON (YAML is read as well)
 * @param file named in errors
 * @throws ProxyError `ConfigInvalid`, with the place of the mistake
 */
export function parseProxyConfig(text: string, file: string): Endpoint[] {
  let value: Json;
  try {
    value = parse(text, { file });
  } catch (error) {
    // What the parser quotes could be a secret, so its message is not passed on; the place is.
    throw new ProxyError('ConfigInvalid', `${file} is not valid JSON`, {
      retry: 'on-change',
      place: (error as { place?: { file: string; line?: number; column?: number } }).place ?? {
        file,
      },
    });
  }
  const reader = new ConfigReader(text, file);
  const root = reader.object(reader.root(value));
  const endpoints = reader
    .list(reader.required(root, 'organizations'))
    .flatMap((organization) => readOrganization(reader, organization));
  checkUnique(reader, root, endpoints);
  return endpoints;
}

function readOrganization(reader: ConfigReader, field: Field): Endpoint[] {
  const organization = reader.object(field);
  const name = reader.name(reader.required(organization, 'name'));
  const credentials = readCredentials(reader, organization);
  const hostField =
    reader.optional(organization, 'host') ?? reader.optional(organization, 'domain');
  const host =
    hostField === undefined && credentials.provider === 'azuredevops'
      ? azureDevOpsHost
      : reader.host(hostField ?? reader.required(organization, 'host'));
  const schemeField = reader.optional(organization, 'scheme');
  const scheme =
    schemeField === undefined ? 'https' : reader.oneOf(schemeField, ['https', 'http'] as const);
  return reader.list(reader.required(organization, 'repositories')).map((item) => {
    const repository = reader.object(item);
    const repositoryName = reader.name(reader.required(repository, 'name'));
    const projectField = reader.optional(repository, 'project');
    const project =
      credentials.provider === 'azuredevops'
        ? reader.name(projectField ?? reader.required(repository, 'project'))
        : undefined;
    const override = reader.optional(repository, 'secretNameOverride');
    const path = [name, project, repositoryName].filter((part) => part !== undefined);
    return {
      id: [host, ...path].join('/').toLowerCase(),
      scheme,
      host,
      organization: name,
      project,
      repository: repositoryName,
      credentials,
      namespaces: reader
        .list(reader.required(repository, 'namespaces'))
        .map((namespace) => reader.kubernetesName(namespace)),
      secretName:
        override === undefined
          ? reader.kubernetesName({ ...repository.field, value: defaultSecretName(path) })
          : reader.kubernetesName(override),
    };
  });
}

/** `organization-project-repository`, as far as a Secret may be called so: names of git hosts know capitals and spaces. */
function defaultSecretName(path: readonly (string | undefined)[]): string {
  return path
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, '-');
}

function readCredentials(
  reader: ConfigReader,
  organization: ReturnType<ConfigReader['object']>,
): Credentials {
  const provider = reader.optional(organization, 'provider');
  if (provider === undefined) {
    // azdo-proxy knew one provider, and had its PAT beside the name.
    return { provider: 'azuredevops', pat: reader.text(reader.required(organization, 'pat')) };
  }
  if (reader.oneOf(provider, ['azuredevops', 'github'] as const) === 'azuredevops') {
    const settings = reader.object(reader.required(organization, 'azuredevops'));
    return { provider: 'azuredevops', pat: reader.text(reader.required(settings, 'pat')) };
  }
  const settings = reader.object(reader.required(organization, 'github'));
  return {
    provider: 'github',
    appId: reader.positiveInteger(reader.required(settings, 'appID')),
    installationId: reader.positiveInteger(reader.required(settings, 'installationID')),
    privateKey: reader.base64Key(reader.required(settings, 'privateKey')),
  };
}

function checkUnique(
  reader: ConfigReader,
  root: { readonly field: Field; readonly value: JsonObject },
  endpoints: readonly Endpoint[],
): void {
  if (endpoints.length > maxEndpoints) {
    reader.fail(
      root.field,
      `has ${endpoints.length} repositories, more than the ${maxEndpoints} that one proxy serves`,
    );
  }
  const ids = new Set<string>();
  const secrets = new Map<string, string>();
  for (const endpoint of endpoints) {
    if (ids.has(endpoint.id)) reader.fail(root.field, `names the repository ${endpoint.id} twice`);
    ids.add(endpoint.id);
    for (const namespace of endpoint.namespaces) {
      const secret = `${namespace}/${endpoint.secretName}`;
      const other = secrets.get(secret);
      if (other !== undefined) {
        reader.fail(
          root.field,
          `wants Secret ${secret} for both ${other} and ${endpoint.id}; set secretNameOverride`,
        );
      }
      secrets.set(secret, endpoint.id);
    }
  }
}
