import type { FieldSpec } from '../model/field-spec.ts';
import type { TransformerConfig } from './transformer-config.ts';

type About = Partial<Omit<FieldSpec, 'path'>>;

function spec(path: string, about: About = {}): FieldSpec {
  return { path, group: '', version: '', kind: '', create: false, ...about };
}

function specs(path: string, create: boolean, kinds: readonly string[]): FieldSpec[] {
  return kinds.map((kind) => {
    const [name, group = ''] = kind.split(' ') as [string, string?];
    return spec(path, { kind: name, group, create });
  });
}

/** Where the kinds that run pods keep the pod's spec. */
const podSpecs: readonly { readonly at: string; readonly about: About }[] = [
  { at: 'spec', about: { kind: 'Pod', version: 'v1' } },
  { at: 'template/spec', about: { kind: 'PodTemplate' } },
  ...['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].map((kind) => ({
    at: 'spec/template/spec',
    about: { kind },
  })),
  { at: 'spec/jobTemplate/spec/template/spec', about: { kind: 'CronJob' } },
];

function inPods(fields: readonly string[]): FieldSpec[] {
  return podSpecs.flatMap(({ at, about }) => fields.map((field) => spec(`${at}/${field}`, about)));
}

/** Kinds whose pods name an account, a claim or a priority. */
function inWorkloads(field: string): FieldSpec[] {
  return [
    spec(`spec/${field}`, { kind: 'Pod' }),
    ...['StatefulSet', 'Deployment', 'ReplicationController', 'Job', 'DaemonSet'].map((kind) =>
      spec(`spec/template/spec/${field}`, { kind }),
    ),
    spec(`spec/jobTemplate/spec/template/spec/${field}`, { kind: 'CronJob' }),
  ];
}

const metadataLabels: readonly FieldSpec[] = [
  spec('metadata/labels', { create: true }),
  spec('spec/template/metadata/labels', {
    create: true,
    version: 'v1',
    kind: 'ReplicationController',
  }),
  ...specs('spec/template/metadata/labels', true, [
    'Deployment',
    'ReplicaSet',
    'DaemonSet',
    'StatefulSet apps',
    'Job batch',
  ]),
  ...specs('spec/jobTemplate/metadata/labels', true, ['CronJob batch']),
  ...specs('spec/jobTemplate/spec/template/metadata/labels', true, ['CronJob batch']),
];

const templateLabels: readonly FieldSpec[] = [
  ...metadataLabels,
  ...specs('spec/volumeClaimTemplates[]/metadata/labels', true, ['StatefulSet apps']),
];

const podSelectors: readonly string[] = [
  'affinity/podAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels',
  'affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels',
  'affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels',
  'affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels',
  'topologySpreadConstraints/labelSelector/matchLabels',
];

const commonLabels: readonly FieldSpec[] = [
  spec('spec/selector', { create: true, version: 'v1', kind: 'Service' }),
  spec('spec/selector', { create: true, version: 'v1', kind: 'ReplicationController' }),
  ...specs('spec/selector/matchLabels', true, [
    'Deployment',
    'ReplicaSet',
    'DaemonSet',
    'StatefulSet apps',
  ]),
  ...podSelectors.flatMap((path) =>
    specs(`spec/template/spec/${path}`, false, ['Deployment apps', 'StatefulSet apps']),
  ),
  ...specs('spec/selector/matchLabels', false, ['Job batch', 'PodDisruptionBudget policy']),
  ...specs('spec/jobTemplate/spec/selector/matchLabels', false, ['CronJob batch']),
  ...['podSelector', 'ingress/from/podSelector', 'egress/to/podSelector'].flatMap((path) =>
    specs(`spec/${path}/matchLabels`, false, ['NetworkPolicy networking.k8s.io']),
  ),
  ...templateLabels,
];

const commonAnnotations: readonly FieldSpec[] = [
  spec('metadata/annotations', { create: true }),
  spec('spec/template/metadata/annotations', {
    create: true,
    version: 'v1',
    kind: 'ReplicationController',
  }),
  ...specs('spec/template/metadata/annotations', true, [
    'Deployment',
    'ReplicaSet',
    'DaemonSet',
    'StatefulSet',
    'Job batch',
  ]),
  ...specs('spec/jobTemplate/metadata/annotations', true, ['CronJob batch']),
  ...specs('spec/jobTemplate/spec/template/metadata/annotations', true, ['CronJob batch']),
];

const configMapReferences: readonly FieldSpec[] = [
  ...inPods([
    'volumes/configMap/name',
    'containers/env/valueFrom/configMapKeyRef/name',
    'initContainers/env/valueFrom/configMapKeyRef/name',
    'containers/envFrom/configMapRef/name',
    'initContainers/envFrom/configMapRef/name',
    'volumes/projected/sources/configMap/name',
  ]),
  spec('spec/configSource/configMap', { kind: 'Node' }),
  ...specs('rules/resourceNames', false, ['Role', 'ClusterRole']),
  spec('metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap', {
    kind: 'Ingress',
  }),
];

const secretReferences: readonly FieldSpec[] = [
  ...inPods([
    'volumes/secret/secretName',
    'containers/env/valueFrom/secretKeyRef/name',
    'initContainers/env/valueFrom/secretKeyRef/name',
    'containers/envFrom/secretRef/name',
    'initContainers/envFrom/secretRef/name',
    'imagePullSecrets/name',
    'volumes/projected/sources/secret/name',
  ]),
  ...[
    'spec/tls/secretName',
    'metadata/annotations/ingress.kubernetes.io\\/auth-secret',
    'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret',
    'metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret',
  ].map((path) => spec(path, { kind: 'Ingress' })),
  spec('imagePullSecrets/name', { kind: 'ServiceAccount' }),
  ...['secretName', 'adminSecretName', 'userSecretName', 'secretRef'].map((field) =>
    spec(`parameters/${field}`, { kind: 'StorageClass' }),
  ),
  ...specs('rules/resourceNames', false, ['Role', 'ClusterRole']),
  spec('spec/template/spec/containers/env/valueFrom/secretKeyRef/name', {
    kind: 'Service',
    group: 'serving.knative.dev',
    version: 'v1',
  }),
  spec('spec/azureFile/secretName', { kind: 'PersistentVolume' }),
];

const serviceReferences: readonly FieldSpec[] = [
  ...specs('spec/serviceName', false, ['StatefulSet apps']),
  ...[
    'spec/rules/http/paths/backend/serviceName',
    'spec/backend/serviceName',
    'spec/rules/http/paths/backend/service/name',
    'spec/defaultBackend/service/name',
  ].map((path) => spec(path, { kind: 'Ingress' })),
  ...specs('spec/service/name', false, ['APIService apiregistration.k8s.io']),
  ...specs('webhooks/clientConfig/service', false, [
    'ValidatingWebhookConfiguration admissionregistration.k8s.io',
    'MutatingWebhookConfiguration admissionregistration.k8s.io',
  ]),
];

const variableFields: readonly string[] = ['containers', 'initContainers'].flatMap((list) =>
  ['args', 'command', 'env/value', 'volumeMounts/mountPath'].map((field) => `${list}/${field}`),
);

const variableReferences: readonly FieldSpec[] = [
  ...variableFields.map((field) =>
    spec(`spec/jobTemplate/spec/template/spec/${field}`, { kind: 'CronJob' }),
  ),
  spec('spec/jobTemplate/spec/template/volumes/nfs/server', { kind: 'CronJob' }),
  ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'].flatMap((kind) =>
    variableFields.map((field) => spec(`spec/template/spec/${field}`, { kind })),
  ),
  ...['DaemonSet', 'Deployment', 'Job', 'ReplicaSet'].map((kind) =>
    spec('spec/template/spec/volumes/nfs/server', { kind }),
  ),
  spec('spec/template/metadata/annotations', { kind: 'Deployment' }),
  ...['spec/rules/host', 'spec/tls/hosts', 'spec/tls/secretName'].map((path) =>
    spec(path, { kind: 'Ingress' }),
  ),
  ...variableFields.map((field) => spec(`spec/${field}`, { kind: 'Pod' })),
  spec('spec/volumes/nfs/server', { kind: 'Pod' }),
  ...['spec/ports/port', 'spec/ports/targetPort'].map((path) => spec(path, { kind: 'Service' })),
  spec('spec/volumeClaimTemplates/spec/nfs/server', { kind: 'StatefulSet' }),
  spec('spec/nfs/server', { kind: 'PersistentVolume' }),
  spec('metadata/labels'),
  spec('metadata/annotations'),
];

/** The fields that transformers look at where no configuration adds any: those of kustomize 5.7. */
export const defaultConfig: TransformerConfig = Object.freeze({
  namePrefix: [spec('metadata/name')],
  nameSuffix: [spec('metadata/name')],
  namespace: [
    spec('metadata/name', { kind: 'Namespace', create: true }),
    spec('spec/service/namespace', {
      group: 'apiregistration.k8s.io',
      kind: 'APIService',
      create: true,
    }),
    spec('spec/conversion/webhook/clientConfig/service/namespace', {
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
    }),
  ],
  commonLabels,
  labels: [],
  templateLabels,
  commonAnnotations,
  nameReference: [
    ...['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet'].map((kind) => ({
      ...target(kind),
      fieldSpecs: [spec('spec/scaleTargetRef/name', { kind: 'HorizontalPodAutoscaler' })],
    })),
    { ...target('ConfigMap', 'v1'), fieldSpecs: configMapReferences },
    { ...target('Secret', 'v1'), fieldSpecs: secretReferences },
    { ...target('Service', 'v1'), fieldSpecs: serviceReferences },
    {
      ...target('Role', '', 'rbac.authorization.k8s.io'),
      fieldSpecs: specs('roleRef/name', false, ['RoleBinding rbac.authorization.k8s.io']),
    },
    {
      ...target('ClusterRole', '', 'rbac.authorization.k8s.io'),
      fieldSpecs: specs('roleRef/name', false, [
        'RoleBinding rbac.authorization.k8s.io',
        'ClusterRoleBinding rbac.authorization.k8s.io',
      ]),
    },
    {
      ...target('ServiceAccount', 'v1'),
      fieldSpecs: [
        ...specs('subjects', false, [
          'RoleBinding rbac.authorization.k8s.io',
          'ClusterRoleBinding rbac.authorization.k8s.io',
        ]),
        ...inWorkloads('serviceAccountName'),
      ],
    },
    {
      ...target('PersistentVolumeClaim', 'v1'),
      fieldSpecs: inWorkloads('volumes/persistentVolumeClaim/claimName'),
    },
    {
      ...target('PersistentVolume', 'v1'),
      fieldSpecs: [
        spec('spec/volumeName', { kind: 'PersistentVolumeClaim' }),
        spec('rules/resourceNames', { kind: 'ClusterRole' }),
      ],
    },
    {
      ...target('StorageClass', 'v1', 'storage.k8s.io'),
      fieldSpecs: [
        spec('spec/storageClassName', { kind: 'PersistentVolume' }),
        spec('spec/storageClassName', { kind: 'PersistentVolumeClaim' }),
        spec('spec/volumeClaimTemplates/spec/storageClassName', { kind: 'StatefulSet' }),
      ],
    },
    {
      ...target('PriorityClass', 'v1', 'scheduling.k8s.io'),
      fieldSpecs: inWorkloads('priorityClassName'),
    },
    {
      ...target('IngressClass', 'v1', 'networking.k8s.io/v1'),
      fieldSpecs: [spec('spec/ingressClassName', { kind: 'Ingress' })],
    },
    {
      ...target('ValidatingAdmissionPolicy', '', 'admissionregistration.k8s.io'),
      fieldSpecs: specs('spec/policyName', false, [
        'ValidatingAdmissionPolicyBinding admissionregistration.k8s.io',
      ]),
    },
  ],
  varReference: variableReferences,
  images: ['spec', 'spec/template/spec'].flatMap((at) =>
    ['containers[]/image', 'initContainers[]/image', 'volumes[]/image/reference'].map((field) =>
      spec(`${at}/${field}`, { create: true }),
    ),
  ),
  replicas: specs('spec/replicas', true, [
    'Deployment',
    'StatefulSet',
    'ReplicaSet',
    'ReplicationController',
  ]),
});

function target(
  kind: string,
  version = '',
  group = '',
): { group: string; version: string; kind: string } {
  return { group, version, kind };
}
