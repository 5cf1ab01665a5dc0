import type { JsonObject } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { componentLabels, type InstallOptions, partLabels } from '../install/options.ts';

/** Name of the proxy's Deployment, Service and ServiceAccount, and of the Secret with its configuration. */
export const proxyName = 'git-auth-proxy';

/** The key of the configuration within its Secret. */
export const proxyConfigKey = 'config.json';

/** Not 8080: everybody may reach that one, to scrape metrics. */
const port = 8088;

const rbac = 'rbac.authorization.k8s.io';

/**
 * The proxy as it runs in a cluster: two replicas, that may write the tenants' Secrets and see namespaces, and
 * that only the namespace of the controllers can reach. Its configuration, which holds credentials, is a
 * Secret and not among these: they are written to git.
 */
export function proxyManifests(options: InstallOptions): readonly KubeObject[] {
  const { namespace } = options;
  const metadata = { name: proxyName, namespace, labels: componentLabels(options, proxyName) };
  const role = { name: `${proxyName}-${namespace}`, labels: partLabels(options) };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: role,
      rules: [
        {
          apiGroups: [''],
          resources: ['secrets'],
          verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'],
        },
        { apiGroups: [''], resources: ['namespaces'], verbs: ['get', 'list', 'watch'] },
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: role,
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role.name },
      subjects: [{ kind: 'ServiceAccount', name: proxyName, namespace }],
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        type: 'ClusterIP',
        selector: { app: proxyName },
        ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: {
        podSelector: { matchLabels: { app: proxyName } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: {} }], ports: [{ port, protocol: 'TCP' }] }],
      },
    },
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: deployment(options) },
  ];
}

function deployment(options: InstallOptions): JsonObject {
  return {
    replicas: 2,
    selector: { matchLabels: { app: proxyName } },
    template: {
      metadata: {
        annotations: { 'prometheus.io/port': '8080', 'prometheus.io/scrape': 'true' },
        labels: { ...componentLabels(options, proxyName), app: proxyName },
      },
      spec: {
        serviceAccountName: proxyName,
        priorityClassName: 'system-cluster-critical',
        terminationGracePeriodSeconds: 60,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        containers: [container(options)],
        volumes: [{ name: 'config', secret: { secretName: proxyName } }],
        ...(options.imagePullSecret === ''
          ? {}
          : { imagePullSecrets: [{ name: options.imagePullSecret }] }),
        ...(options.tolerationKeys.length === 0
          ? {}
          : { tolerations: options.tolerationKeys.map((key) => ({ key, operator: 'Exists' })) }),
      },
    },
  };
}

function container(options: InstallOptions): JsonObject {
  return {
    name: 'proxy',
    image: `${options.registry}/fluxts:${options.imageTag}`,
    imagePullPolicy: 'IfNotPresent',
    args: [
      'git-auth-proxy',
      `--config=/config/${proxyConfigKey}`,
      `--addr=:${port}`,
      '--metrics-addr=:8080',
      `--log-level=${options.logLevel}`,
    ],
    env: [
      { name: 'RUNTIME_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    ],
    ports: [
      { name: 'http', containerPort: port, protocol: 'TCP' },
      { name: 'http-prom', containerPort: 8080, protocol: 'TCP' },
    ],
    livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
    readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
    resources: { limits: { memory: '256Mi' }, requests: { cpu: '50m', memory: '96Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [{ name: 'config', mountPath: '/config', readOnly: true }],
  };
}
