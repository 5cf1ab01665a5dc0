import { type Attempt, configMap, configMapRef, manifest, suiteOf } from './attempts.ts';
import { attacker, victim } from './platform.ts';

const rbac = 'rbac.authorization.k8s.io/v1';
const account = 'system:serviceaccount:team-a:flux';

function forbidden(what: string): Attempt['denied'] {
  return {
    reason: 'ReconciliationFailed',
    message: new RegExp(`${what} dry-run failed \\(Forbidden\\).*${account}`, 's'),
  };
}

const attempts: Attempt[] = [
  {
    tries: 'to write to the namespace of another tenant',
    files: { 'a.yaml': configMap('planted', victim), 'b.yaml': configMap('own', attacker) },
    denied: forbidden('ConfigMap/team-b/planted'),
    untouched: [configMapRef('planted', victim), configMapRef('own', attacker)],
    without: 'passes',
  },
  {
    tries: 'to move everything to another namespace with targetNamespace',
    files: { 'a.yaml': configMap('retargeted', attacker) },
    spec: { targetNamespace: victim },
    denied: forbidden('ConfigMap/team-b/retargeted'),
    untouched: [configMapRef('retargeted', victim)],
    without: 'passes',
  },
  {
    tries: 'to move everything to another namespace with a namespace transformer',
    files: {
      'kustomization.yaml': `namespace: ${victim}\nresources: [a.yaml]\n`,
      'a.yaml': configMap('transformed', attacker),
    },
    denied: forbidden('ConfigMap/team-b/transformed'),
    untouched: [configMapRef('transformed', victim)],
    without: 'passes',
  },
  {
    tries: 'to change the namespace of an object with a patch of the Kustomization',
    files: { 'a.yaml': configMap('patched', attacker) },
    spec: {
      patches: [
        {
          target: { kind: 'ConfigMap' },
          patch: `[{"op": "replace", "path": "/metadata/namespace", "value": "${victim}"}]`,
        },
      ],
    },
    denied: forbidden('ConfigMap/team-b/patched'),
    untouched: [configMapRef('patched', victim)],
    without: 'passes',
  },
  {
    tries: 'to bring an object of another namespace in with a component',
    files: {
      'base/a.yaml': configMap('harmless', attacker),
      'extra/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a.yaml]\n',
      'extra/a.yaml': configMap('component', victim),
      'kustomization.yaml': 'resources: [base/a.yaml]\n',
    },
    spec: { components: ['extra'] },
    denied: forbidden('ConfigMap/team-b/component'),
    untouched: [configMapRef('component', victim)],
    without: 'passes',
  },
  {
    tries: 'to write the namespace of an object with a variable',
    files: { 'a.yaml': configMap('substituted', '${where}') },
    spec: { postBuild: { substitute: { where: victim } } },
    denied: forbidden('ConfigMap/team-b/substituted'),
    untouched: [configMapRef('substituted', victim)],
    without: 'passes',
  },
  {
    tries: 'to hide an object of another namespace in a List',
    files: {
      'a.yaml': `{"apiVersion":"v1","kind":"List","items":[${configMap('listed', victim)}]}`,
    },
    denied: forbidden('ConfigMap/team-b/listed'),
    untouched: [configMapRef('listed', victim)],
    without: 'passes',
  },
  {
    tries: 'to make a ClusterRole',
    files: {
      'a.yaml': manifest(
        rbac,
        'ClusterRole',
        { name: 'escape' },
        {
          rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
        },
      ),
    },
    denied: forbidden('ClusterRole/escape'),
    untouched: [{ apiVersion: rbac, kind: 'ClusterRole', name: 'escape' }],
    without: 'passes',
  },
  {
    tries: 'to bind its account to cluster-admin everywhere',
    files: {
      'a.yaml': manifest(
        rbac,
        'ClusterRoleBinding',
        { name: 'escape' },
        {
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
          subjects: [{ kind: 'ServiceAccount', name: 'nobody', namespace: attacker }],
        },
      ),
    },
    denied: forbidden('ClusterRoleBinding/escape'),
    untouched: [{ apiVersion: rbac, kind: 'ClusterRoleBinding', name: 'escape' }],
    without: 'passes',
  },
  {
    tries: 'to bind its account in the namespace of another tenant',
    files: {
      'a.yaml': manifest(
        rbac,
        'RoleBinding',
        { name: 'escape', namespace: victim },
        {
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
          subjects: [{ kind: 'ServiceAccount', name: 'nobody', namespace: attacker }],
        },
      ),
    },
    denied: forbidden('RoleBinding/team-b/escape'),
    untouched: [{ apiVersion: rbac, kind: 'RoleBinding', namespace: victim, name: 'escape' }],
    without: 'passes',
  },
  {
    tries: 'to define a kind of its own',
    files: {
      'a.yaml': manifest(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        { name: 'traps.example.com' },
        {
          spec: {
            group: 'example.com',
            scope: 'Namespaced',
            names: { kind: 'Trap', plural: 'traps', singular: 'trap', listKind: 'TrapList' },
            versions: [
              {
                name: 'v1',
                served: true,
                storage: true,
                schema: { openAPIV3Schema: { type: 'object' } },
              },
            ],
          },
        },
      ),
    },
    denied: forbidden('CustomResourceDefinition/traps.example.com'),
    untouched: [
      {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        name: 'traps.example.com',
      },
    ],
    without: 'passes',
  },
  {
    tries: 'to make a namespace, and put something into it',
    files: {
      'a.yaml': manifest('v1', 'Namespace', { name: 'stolen' }),
      'b.yaml': configMap('inside', 'stolen'),
    },
    denied: forbidden('Namespace/stolen'),
    untouched: [{ apiVersion: 'v1', kind: 'Namespace', name: 'stolen' }],
    without: 'passes',
  },
  {
    tries: 'to make a Kustomization for another tenant, which would act with its rights',
    files: {
      'a.yaml': manifest(
        'kustomize.toolkit.fluxcd.io/v1',
        'Kustomization',
        { name: 'planted', namespace: victim },
        {
          spec: {
            interval: '1h',
            prune: true,
            suspend: true,
            sourceRef: { kind: 'GitRepository', name: 'app', namespace: attacker },
          },
        },
      ),
    },
    denied: forbidden('Kustomization/team-b/planted'),
    untouched: [
      {
        apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
        kind: 'Kustomization',
        namespace: victim,
        name: 'planted',
      },
    ],
    without: 'passes',
  },
  {
    tries: 'to act with the rights of the controller, by naming no account',
    files: { 'a.yaml': configMap('as-controller', 'default') },
    denied: forbidden('ConfigMap/default/as-controller'),
    untouched: [configMapRef('as-controller', 'default')],
    without: 'passes',
  },
  {
    tries: 'to act with the rights of the controller, by naming an empty account',
    files: { 'a.yaml': configMap('empty-account', 'default') },
    spec: { serviceAccountName: '' },
    denied: forbidden('ConfigMap/default/empty-account'),
    untouched: [configMapRef('empty-account', 'default')],
    without: 'passes',
  },
  {
    tries: 'to act as the account of another tenant',
    files: { 'a.yaml': configMap('other-account', victim) },
    spec: { serviceAccountName: 'team-b:flux' },
    denied: {
      reason: 'ReconciliationFailed',
      message:
        /ConfigMap\/team-b\/other-account dry-run failed \(Forbidden\).*serviceaccount:team-a:team-b:flux/s,
    },
    untouched: [configMapRef('other-account', victim)],
    without: 'denied',
  },
  {
    tries: 'to have its own labels make it the owner of what it may not write',
    files: {
      'a.yaml': manifest('v1', 'ConfigMap', {
        name: 'private',
        namespace: victim,
        labels: {
          'kustomize.toolkit.fluxcd.io/name': 'attempt',
          'kustomize.toolkit.fluxcd.io/namespace': attacker,
        },
        annotations: { 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
      }),
    },
    spec: { force: true },
    denied: forbidden('ConfigMap/team-b/private'),
    without: 'passes',
  },
];

suiteOf('what a tenant writes', attempts);
