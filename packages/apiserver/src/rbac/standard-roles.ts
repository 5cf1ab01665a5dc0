import type { JsonObject } from '@fluxts/base';
import { rbacGroup } from './authorizer.ts';
import { ruleToJson } from './rules.ts';

const apiVersion = `${rbacGroup}/v1`;
const read = ['get', 'list', 'watch'];
const write = ['create', 'delete', 'deletecollection', 'patch', 'update'];

/** `group: resources` in one line, as the roles below are easiest to read. */
function on(verbs: readonly string[], group: string, ...resources: string[]): JsonObject {
  return ruleToJson({
    verbs,
    apiGroups: [group],
    resources,
    resourceNames: [],
    nonResourceURLs: [],
  });
}

function paths(verbs: readonly string[], ...nonResourceURLs: string[]): JsonObject {
  return ruleToJson({ verbs, apiGroups: [], resources: [], resourceNames: [], nonResourceURLs });
}

const systemLabels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };
const systemAnnotations = { 'rbac.authorization.kubernetes.io/autoupdate': 'true' };

function clusterRole(
  name: string,
  rules: readonly JsonObject[],
  labels: Readonly<Record<string, string>> = {},
): JsonObject {
  return {
    apiVersion,
    kind: 'ClusterRole',
    metadata: {
      name,
      labels: { ...systemLabels, ...labels },
      annotations: { ...systemAnnotations },
    },
    rules: [...rules],
  };
}

function aggregatedRole(
  name: string,
  part: string,
  labels: Record<string, string> = {},
): JsonObject {
  const matchLabels = { [`${rbacGroup}/aggregate-to-${part}`]: 'true' };
  return {
    ...clusterRole(name, [], labels),
    aggregationRule: { clusterRoleSelectors: [{ matchLabels }] },
  };
}

function aggregateTo(...parts: string[]): Record<string, string> {
  return Object.fromEntries(parts.map((part) => [`${rbacGroup}/aggregate-to-${part}`, 'true']));
}

function clusterRoleBinding(role: string, ...subjects: JsonObject[]): JsonObject {
  return {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name: role, labels: { ...systemLabels }, annotations: { ...systemAnnotations } },
    roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: role },
    subjects,
  };
}

function group(name: string): JsonObject {
  return { apiGroup: rbacGroup, kind: 'Group', name };
}

const viewRules: readonly JsonObject[] = [
  on(
    read,
    '',
    'bindings',
    'configmaps',
    'endpoints',
    'events',
    'limitranges',
    'namespaces',
    'namespaces/status',
    'persistentvolumeclaims',
    'persistentvolumeclaims/status',
    'pods',
    'pods/log',
    'pods/status',
    'replicationcontrollers',
    'replicationcontrollers/scale',
    'replicationcontrollers/status',
    'resourcequotas',
    'resourcequotas/status',
    'serviceaccounts',
    'services',
    'services/status',
  ),
  on(read, 'discovery.k8s.io', 'endpointslices'),
  on(
    read,
    'apps',
    'controllerrevisions',
    'daemonsets',
    'daemonsets/status',
    'deployments',
    'deployments/scale',
    'deployments/status',
    'replicasets',
    'replicasets/scale',
    'replicasets/status',
    'statefulsets',
    'statefulsets/scale',
    'statefulsets/status',
  ),
  on(read, 'autoscaling', 'horizontalpodautoscalers', 'horizontalpodautoscalers/status'),
  on(read, 'batch', 'cronjobs', 'cronjobs/status', 'jobs', 'jobs/status'),
  on(read, 'policy', 'poddisruptionbudgets', 'poddisruptionbudgets/status'),
  on(read, 'networking.k8s.io', 'ingresses', 'ingresses/status', 'networkpolicies'),
  on(read, 'resource.k8s.io', 'resourceclaims', 'resourceclaims/status', 'resourceclaimtemplates'),
];

const editRules: readonly JsonObject[] = [
  on(
    read,
    '',
    'pods/attach',
    'pods/exec',
    'pods/portforward',
    'pods/proxy',
    'secrets',
    'services/proxy',
  ),
  on(['impersonate'], '', 'serviceaccounts'),
  on(write, '', 'pods', 'pods/attach', 'pods/exec', 'pods/portforward', 'pods/proxy'),
  on(['create'], '', 'pods/eviction', 'serviceaccounts/token'),
  on(
    write,
    '',
    'configmaps',
    'events',
    'persistentvolumeclaims',
    'replicationcontrollers',
    'replicationcontrollers/scale',
    'secrets',
    'serviceaccounts',
    'services',
    'services/proxy',
  ),
  on(
    write,
    'apps',
    'daemonsets',
    'deployments',
    'deployments/rollback',
    'deployments/scale',
    'replicasets',
    'replicasets/scale',
    'statefulsets',
    'statefulsets/scale',
  ),
  on(write, 'autoscaling', 'horizontalpodautoscalers'),
  on(write, 'batch', 'cronjobs', 'jobs'),
  on(write, 'policy', 'poddisruptionbudgets'),
  on(write, 'networking.k8s.io', 'ingresses', 'networkpolicies'),
  on([...write, ...read], 'coordination.k8s.io', 'leases'),
  on(write, 'resource.k8s.io', 'resourceclaims', 'resourceclaimtemplates'),
];

const adminRules: readonly JsonObject[] = [
  on(['create'], 'authorization.k8s.io', 'localsubjectaccessreviews'),
  on([...read, ...write], rbacGroup, 'roles', 'rolebindings'),
];

const discoveryPaths = ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'];
const healthPaths = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

/** The ClusterRoles that every cluster has and tenants' bindings name. */
export function standardClusterRoles(): readonly JsonObject[] {
  return [
    clusterRole('cluster-admin', [on(['*'], '*', '*'), paths(['*'], '*')]),
    aggregatedRole('admin', 'admin'),
    aggregatedRole('edit', 'edit', aggregateTo('admin')),
    aggregatedRole('view', 'view', aggregateTo('edit')),
    clusterRole('system:aggregate-to-admin', adminRules, aggregateTo('admin')),
    clusterRole('system:aggregate-to-edit', editRules, aggregateTo('edit')),
    clusterRole('system:aggregate-to-view', viewRules, aggregateTo('view')),
    clusterRole('system:discovery', [paths(['get'], ...discoveryPaths, ...healthPaths)]),
    clusterRole('system:public-info-viewer', [paths(['get'], ...healthPaths)]),
    clusterRole('system:basic-user', [
      on(['create'], 'authorization.k8s.io', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews'),
      on(['create'], 'authentication.k8s.io', 'selfsubjectreviews'),
    ]),
    clusterRole('system:auth-delegator', [
      on(['create'], 'authentication.k8s.io', 'tokenreviews'),
      on(['create'], 'authorization.k8s.io', 'subjectaccessreviews'),
    ]),
    clusterRole('system:service-account-issuer-discovery', [
      paths(['get'], '/.well-known/openid-configuration', '/openid/v1/jwks'),
    ]),
  ];
}

/** The ClusterRoleBindings that every cluster has. */
export function standardClusterRoleBindings(): readonly JsonObject[] {
  return [
    clusterRoleBinding('cluster-admin', group('system:masters')),
    clusterRoleBinding('system:discovery', group('system:authenticated')),
    clusterRoleBinding('system:basic-user', group('system:authenticated')),
    clusterRoleBinding(
      'system:public-info-viewer',
      group('system:authenticated'),
      group('system:unauthenticated'),
    ),
    clusterRoleBinding('system:service-account-issuer-discovery', group('system:serviceaccounts')),
  ];
}
