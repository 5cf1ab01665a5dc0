import type { JsonObject } from '@fluxts/base';
import { type ApiVersions, kustomization, gitRepository } from './flux-objects.ts';
import type { ExtraRoleBinding, Tenant, TenantsConfig } from './config.ts';
import { repositoryUrl } from './repository-url.ts';

const tenantLabel = 'toolkit.fluxcd.io/tenant';
const rbac = 'rbac.authorization.k8s.io';

/** Everything that a tenant consists of, in the order it is to be read. */
export function tenantObjects(
  config: TenantsConfig,
  tenant: Tenant,
  versions: ApiVersions,
): JsonObject[] {
  return [
    namespaceObject(tenant),
    serviceAccount(tenant),
    reconcilerBinding(tenant),
    ...tenant.roleBindings.map((binding) => extraBinding(tenant, binding)),
    ...(tenant.resourceQuota === undefined ? [] : [resourceQuota(tenant, tenant.resourceQuota)]),
    ...(tenant.defaultDeny ? [defaultDeny(tenant)] : []),
    gitRepository(config, versions, {
      name: tenant.name,
      namespace: tenant.name,
      url: repositoryUrl(config, tenant),
      secret: 'flux',
    }),
    kustomization(versions, {
      name: tenant.name,
      namespace: tenant.name,
      source: tenant.name,
      path: tenantPath(config, tenant),
      serviceAccount: 'flux',
    }),
    ...(tenant.createCRDs ? crdRights(tenant) : []),
  ];
}

function tenantPath(config: TenantsConfig, tenant: Tenant): string {
  const path = `./tenant/${config.environment}`;
  return tenant.includeTenantName ? `${path}/${tenant.name}` : path;
}

function namespaceObject({ name, labels }: Tenant): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { ...labels, [tenantLabel]: name } },
  };
}

function serviceAccount({ name }: Tenant): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'flux', namespace: name, labels: { [tenantLabel]: name } },
  };
}

/** cluster-admin, but bound by a RoleBinding: everything within the namespace, and nothing beyond it. */
function reconcilerBinding({ name }: Tenant): JsonObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'gotk-reconciler', namespace: name, labels: { [tenantLabel]: name } },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [
      { apiGroup: rbac, kind: 'User', name: `gotk:${name}:reconciler` },
      { kind: 'ServiceAccount', name: 'flux', namespace: name },
    ],
  };
}

function extraBinding({ name: namespace }: Tenant, binding: ExtraRoleBinding): JsonObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: 'RoleBinding',
    metadata: { name: binding.name, namespace, labels: { [tenantLabel]: namespace } },
    roleRef:
      binding.clusterRole === undefined
        ? { apiGroup: rbac, kind: 'Role', name: binding.role ?? '' }
        : { apiGroup: rbac, kind: 'ClusterRole', name: binding.clusterRole },
    subjects: binding.subjects.map((subject) =>
      subject.kind === 'ServiceAccount'
        ? { kind: subject.kind, name: subject.name, namespace: subject.namespace ?? namespace }
        : { apiGroup: rbac, kind: subject.kind, name: subject.name },
    ),
  };
}

function resourceQuota({ name }: Tenant, hard: Readonly<Record<string, string>>): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'tenant', namespace: name },
    spec: { hard: { ...hard } },
  };
}

function defaultDeny({ name }: Tenant): JsonObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'default-deny', namespace: name },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}

function crdRights({ name }: Tenant): JsonObject[] {
  const metadata = { name: `flux-tenant-${name}-crd-manage`, labels: { [tenantLabel]: name } };
  return [
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata,
      rules: [
        {
          apiGroups: ['apiextensions.k8s.io'],
          resources: ['customresourcedefinitions'],
          verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
        },
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: 'flux', namespace: name }],
    },
  ];
}
