import { isObject, type Json, type JsonObject } from '@fluxts/base';
import { locate, parse, YamlError } from '@fluxts/yaml';
import { Ajv, type ErrorObject } from 'ajv';
import { TenantsError } from './errors.ts';
import { tenantsSchema } from './schema.ts';

/** A subject of a RoleBinding. */
export interface Subject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  readonly namespace?: string;
}

/** A RoleBinding that a tenant's namespace gets beside its own. */
export interface ExtraRoleBinding {
  readonly name: string;
  readonly clusterRole?: string;
  readonly role?: string;
  readonly subjects: readonly Subject[];
}

/** One tenant. */
export interface Tenant {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly repository: string;
  /** Azure DevOps only. */
  readonly project: string | undefined;
  readonly createCRDs: boolean;
  readonly includeTenantName: boolean;
  readonly resourceQuota: Readonly<Record<string, string>> | undefined;
  readonly roleBindings: readonly ExtraRoleBinding[];
  readonly defaultDeny: boolean;
}

/** A cluster and its tenants, with every default filled in. */
export interface TenantsConfig {
  readonly environment: string;
  readonly clusterId: string;
  readonly provider: 'azuredevops' | 'github';
  readonly host: string;
  readonly organization: string;
  readonly project: string | undefined;
  readonly fleetRepository: string;
  readonly branch: string;
  /** Base URL of the proxy; `undefined` when repositories are reached directly. */
  readonly proxyUrl: string | undefined;
  readonly tenants: readonly Tenant[];
}

/** Namespaces that belong to the cluster or the platform, never to a tenant. */
const reservedNamespaces = new Set([
  'default',
  'flux-system',
  'kube-node-lease',
  'kube-public',
  'kube-system',
]);

const defaultProxyUrl = 'http://git-auth-proxy.flux-system.svc.cluster.local';

/**
 * Reads a tenants file.
 * @param file named in errors
 * @throws TenantsError naming every mistake with its line
 */
export function parseTenantsConfig(text: string, file: string): TenantsConfig {
  const value = readYaml(text, file);
  const problems = schemaProblems(value);
  if (isObject(value) && Object.hasOwn(value, 'notifications')) {
    problems.push({
      path: ['notifications'],
      problem: 'needs the Provider kind, which no controller here serves yet; remove it',
    });
  }
  if (problems.length > 0) throw problemsError('SchemaInvalid', text, file, problems);
  const config = withDefaults(value as JsonObject);
  const contradictions = contradictionsOf(config);
  if (contradictions.length > 0) throw problemsError('Contradiction', text, file, contradictions);
  return config;
}

interface Problem {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

function readYaml(text: string, file: string): Json {
  try {
    return parse(text, { file });
  } catch (cause) {
    if (!(cause instanceof YamlError)) throw cause;
    throw new TenantsError('SyntaxInvalid', `${file}: ${cause.message}`, {
      cause,
      retry: 'on-change',
      ...(cause.place === undefined ? {} : { place: cause.place }),
    });
  }
}

function schemaProblems(value: Json): Problem[] {
  const validate = new Ajv({ allErrors: true, strictTypes: false }).compile(tenantsSchema);
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .filter((error) => error.keyword !== 'if')
    .map((error) => ({
      path: pointerSteps(error.instancePath),
      problem: describe(error),
    }));
}

function describe({ keyword, message = 'is not valid', params }: ErrorObject): string {
  if (keyword === 'additionalProperties')
    return `has an unknown field '${params['additionalProperty']}'`;
  if (keyword === 'required') return `lacks the field '${params['missingProperty']}'`;
  if (keyword === 'enum')
    return `must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
  return message;
}

function pointerSteps(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function problemsError(
  code: 'SchemaInvalid' | 'Contradiction',
  text: string,
  file: string,
  problems: readonly Problem[],
): TenantsError {
  const lines = problems.map(({ path, problem }) => {
    const line = locate(text, 0, path)?.line ?? 1;
    return { line, text: `${file}:${line}: ${formatSteps(path)} ${problem}` };
  });
  lines.sort((a, b) => a.line - b.line);
  return new TenantsError(code, lines.map((line) => line.text).join('\n'), {
    retry: 'on-change',
    place: { file, line: lines[0]?.line ?? 1 },
  });
}

function formatSteps(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'the file';
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join('');
}

/** What the schema has let through: its shape, before the defaults. */
interface RawConfig {
  readonly environment: string;
  readonly clusterId: string;
  readonly provider: 'azuredevops' | 'github';
  readonly host?: string;
  readonly organization: string;
  readonly project?: string;
  readonly fleetRepository?: string;
  readonly branch?: string;
  readonly proxy?: { readonly enabled?: boolean; readonly url?: string };
  readonly namespaces: readonly RawNamespace[];
}

interface RawNamespace {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly repository: string;
  readonly project?: string;
  readonly createCRDs?: boolean;
  readonly includeTenantName?: boolean;
  readonly resourceQuota?: Readonly<Record<string, string | number>>;
  readonly roleBindings?: readonly ExtraRoleBinding[];
  readonly defaultDeny?: boolean;
}

function withDefaults(value: JsonObject): TenantsConfig {
  const raw = value as unknown as RawConfig;
  const azure = raw.provider === 'azuredevops';
  return {
    environment: raw.environment,
    clusterId: raw.clusterId,
    provider: raw.provider,
    host: raw.host ?? (azure ? 'dev.azure.com' : 'github.com'),
    organization: raw.organization,
    project: azure ? raw.project : undefined,
    fleetRepository: raw.fleetRepository ?? 'fleet-infra',
    branch: raw.branch ?? 'main',
    proxyUrl: raw.proxy?.enabled === false ? undefined : (raw.proxy?.url ?? defaultProxyUrl),
    tenants: raw.namespaces.map((namespace) => ({
      name: namespace.name,
      labels: namespace.labels ?? {},
      repository: namespace.repository,
      project: azure ? (namespace.project ?? raw.project) : undefined,
      createCRDs: namespace.createCRDs ?? false,
      includeTenantName: namespace.includeTenantName ?? false,
      resourceQuota:
        namespace.resourceQuota &&
        Object.fromEntries(
          Object.entries(namespace.resourceQuota).map(([key, limit]) => [key, String(limit)]),
        ),
      roleBindings: namespace.roleBindings ?? [],
      defaultDeny: namespace.defaultDeny ?? false,
    })),
  };
}

function contradictionsOf(config: TenantsConfig): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, tenant] of config.tenants.entries()) {
    const path = ['namespaces', index, 'name'];
    if (seen.has(tenant.name)) problems.push({ path, problem: `'${tenant.name}' is there twice` });
    if (reservedNamespaces.has(tenant.name) || tenant.name.startsWith('kube-')) {
      problems.push({
        path,
        problem: `'${tenant.name}' belongs to the platform and cannot be a tenant`,
      });
    }
    seen.add(tenant.name);
    if (isFleet(config, tenant)) {
      problems.push({
        path: ['namespaces', index, 'repository'],
        problem: `'${tenant.repository}' is the fleet repository, which no tenant may have`,
      });
    }
    for (const [at, binding] of tenant.roleBindings.entries()) {
      if (binding.name === 'gotk-reconciler') {
        problems.push({
          path: ['namespaces', index, 'roleBindings', at, 'name'],
          problem: "'gotk-reconciler' is the tenant's own binding; choose another name",
        });
      }
    }
  }
  return problems;
}

function isFleet(config: TenantsConfig, tenant: Tenant): boolean {
  const same = (a: string | undefined, b: string | undefined): boolean =>
    a?.toLowerCase() === b?.toLowerCase();
  return same(tenant.repository, config.fleetRepository) && same(tenant.project, config.project);
}
