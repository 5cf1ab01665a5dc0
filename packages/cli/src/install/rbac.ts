import { fluxKinds } from '@fluxts/flux-api';
import type { KubeObject } from '@fluxts/kube-client';
import { type InstallOptions, componentLabels, partLabels } from './options.ts';

const rbacGroup = 'rbac.authorization.k8s.io';

/**
 * Accounts and rights. `crd-controller` lets the controllers do their bookkeeping; `cluster-reconciler`
 * makes those that apply for tenants administrators, so that they can act as any of them; `flux-view` and
 * `flux-edit` add the kinds of Flux to the roles that users have anyway.
 */
export function rbacObjects(options: InstallOptions): readonly KubeObject[] {
  const { namespace } = options;
  const accounts = options.components.map((component) => component.name);
  const reconcilers = options.components.filter((component) => component.reconcilesCluster);
  return [
    ...accounts.map((name) => serviceAccount(options, name)),
    clusterRole(options, 'crd-controller', {}, crdControllerRules()),
    clusterRole(options, 'flux-edit', aggregateTo('admin', 'edit'), [
      rule(fluxGroups(), ['*'], ['create', 'delete', 'deletecollection', 'patch', 'update']),
    ]),
    clusterRole(options, 'flux-view', aggregateTo('admin', 'edit', 'view'), [
      rule(fluxGroups(), ['*'], ['get', 'list', 'watch']),
    ]),
    ...(reconcilers.length === 0
      ? []
      : [
          clusterRoleBinding(
            options,
            'cluster-reconciler',
            'cluster-admin',
            reconcilers.map((component) => component.name),
          ),
        ]),
    clusterRoleBinding(options, 'crd-controller', `crd-controller-${namespace}`, accounts),
  ];
}

interface Rule {
  readonly [key: string]: string[];
}

function fluxGroups(): string[] {
  return [...new Set(fluxKinds.map((kind) => kind.group))];
}

function crdControllerRules(): readonly Rule[] {
  return [
    ...fluxGroups().map((group) => rule([group], ['*'], ['*'])),
    rule(
      [''],
      ['namespaces', 'secrets', 'configmaps', 'serviceaccounts'],
      ['get', 'list', 'watch'],
    ),
    rule([''], ['events'], ['create', 'patch']),
    rule(
      [''],
      ['configmaps', 'configmaps/status'],
      ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
    ),
    rule(
      ['coordination.k8s.io'],
      ['leases'],
      ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'],
    ),
    rule([''], ['serviceaccounts/token'], ['create']),
    { nonResourceURLs: ['/livez/ping'], verbs: ['head'] },
  ];
}

function rule(apiGroups: string[], resources: string[], verbs: string[]): Rule {
  return { apiGroups, resources, verbs };
}

function aggregateTo(...roles: readonly string[]): { [key: string]: string } {
  return Object.fromEntries(roles.map((role) => [`${rbacGroup}/aggregate-to-${role}`, 'true']));
}

function serviceAccount(options: InstallOptions, name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: options.namespace, labels: componentLabels(options, name) },
    ...(options.imagePullSecret === ''
      ? {}
      : { imagePullSecrets: [{ name: options.imagePullSecret }] }),
  };
}

function clusterRole(
  options: InstallOptions,
  name: string,
  labels: { readonly [key: string]: string },
  rules: readonly Rule[],
): KubeObject {
  return {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'ClusterRole',
    metadata: {
      name: `${name}-${options.namespace}`,
      labels: { ...partLabels(options), ...labels },
    },
    rules: rules.map((one) => ({ ...one })),
  };
}

function clusterRoleBinding(
  options: InstallOptions,
  name: string,
  role: string,
  accounts: readonly string[],
): KubeObject {
  return {
    apiVersion: `${rbacGroup}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: `${name}-${options.namespace}`, labels: partLabels(options) },
    roleRef: { apiGroup: rbacGroup, kind: 'ClusterRole', name: role },
    subjects: accounts.map((account) => ({
      kind: 'ServiceAccount',
      name: account,
      namespace: options.namespace,
    })),
  };
}
