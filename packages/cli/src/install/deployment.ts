import type { JsonObject } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import type { Component } from './components.ts';
import { artifactPort } from './network.ts';
import { type InstallOptions, componentLabels } from './options.ts';

/** The name of the one image that holds every controller. */
const imageName = 'fluxts';

/** A controller as a Deployment runs it: one replica, no rights on the node, its files in memory or empty. */
export function deploymentObject(options: InstallOptions, component: Component): KubeObject {
  const { name } = component;
  const labels = componentLabels(options, name);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: options.namespace,
      labels: { ...labels, 'control-plane': 'controller' },
    },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: name } },
      // A source-controller's store is its own: the old one must be gone before the new one comes.
      ...(component.servesArtifacts ? { strategy: { type: 'Recreate' } } : {}),
      template: {
        metadata: {
          annotations: { 'prometheus.io/port': '8080', 'prometheus.io/scrape': 'true' },
          labels: { ...labels, app: name },
        },
        spec: {
          serviceAccountName: name,
          priorityClassName: 'system-cluster-critical',
          terminationGracePeriodSeconds: component.servesArtifacts ? 10 : 60,
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          securityContext: { fsGroup: 1337 },
          containers: [container(options, component)],
          volumes: [
            { name: 'data', emptyDir: {} },
            { name: 'temp', emptyDir: {} },
          ],
          ...(options.imagePullSecret === ''
            ? {}
            : { imagePullSecrets: [{ name: options.imagePullSecret }] }),
          ...(options.tolerationKeys.length === 0
            ? {}
            : { tolerations: options.tolerationKeys.map((key) => ({ key, operator: 'Exists' })) }),
        },
      },
    },
  };
}

function container(options: InstallOptions, component: Component): JsonObject {
  return {
    name: 'manager',
    image: `${options.registry}/${imageName}:${options.imageTag}`,
    imagePullPolicy: 'IfNotPresent',
    args: [
      'controller',
      `--controllers=${component.name}`,
      `--watch-all-namespaces=${options.watchAllNamespaces}`,
      `--log-level=${options.logLevel}`,
      '--enable-leader-election',
      '--metrics-addr=:8080',
      '--health-addr=:9440',
      '--storage-path=/data',
      ...(component.servesArtifacts
        ? [
            `--storage-addr=:${artifactPort}`,
            `--storage-adv-addr=${component.name}.$(RUNTIME_NAMESPACE).svc.${options.clusterDomain}.`,
          ]
        : []),
    ],
    env: [
      {
        name: 'RUNTIME_NAMESPACE',
        valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
      },
    ],
    ports: [
      ...(component.servesArtifacts
        ? [{ name: 'http', containerPort: artifactPort, protocol: 'TCP' }]
        : []),
      { name: 'http-prom', containerPort: 8080, protocol: 'TCP' },
      { name: 'healthz', containerPort: 9440, protocol: 'TCP' },
    ],
    livenessProbe: { httpGet: { path: '/healthz', port: 'healthz' } },
    readinessProbe: { httpGet: { path: '/readyz', port: 'healthz' } },
    resources: {
      limits: { memory: '1Gi' },
      requests: { cpu: '100m', memory: '128Mi' },
    },
    securityContext: {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    volumeMounts: [
      { name: 'data', mountPath: '/data' },
      { name: 'temp', mountPath: '/tmp' },
    ],
  };
}
