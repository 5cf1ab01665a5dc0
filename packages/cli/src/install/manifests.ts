import { customResourceDefinitions } from '@fluxts/flux-api';
import { getString, isObject, type JsonObject } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { deploymentObject } from './deployment.ts';
import { crdNames } from './components.ts';
import { networkObjects } from './network.ts';
import { type InstallOptions, partLabels } from './options.ts';
import { rbacObjects } from './rbac.ts';

/** Everything that an installation consists of, in the order in which it is applied. */
export function installManifests(options: InstallOptions): readonly KubeObject[] {
  return [
    namespaceObject(options),
    resourceQuota(options),
    ...crdObjects(options),
    ...rbacObjects(options),
    ...networkObjects(options),
    ...options.components.map((component) => deploymentObject(options, component)),
  ];
}

function namespaceObject(options: InstallOptions): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: options.namespace,
      labels: {
        ...partLabels(options),
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/warn-version': 'latest',
      },
    },
  };
}

function crdObjects(options: InstallOptions): readonly KubeObject[] {
  const wanted = crdNames(options.components);
  return customResourceDefinitions()
    .filter((definition) => wanted.includes(getString(definition, 'metadata', 'name') ?? ''))
    .map((definition) => withLabels(definition, partLabels(options)));
}

function withLabels(object: JsonObject, labels: { readonly [key: string]: string }): KubeObject {
  const metadata = isObject(object['metadata']) ? object['metadata'] : {};
  const own = isObject(metadata['labels']) ? metadata['labels'] : {};
  return { ...object, metadata: { ...metadata, labels: { ...own, ...labels } } } as KubeObject;
}

/** Lets the controllers have the priority that keeps them running when a node is full. */
function resourceQuota(options: InstallOptions): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: {
      name: `critical-pods-${options.namespace}`,
      namespace: options.namespace,
      labels: partLabels(options),
    },
    spec: {
      hard: { pods: '1000' },
      scopeSelector: {
        matchExpressions: [
          {
            operator: 'In',
            scopeName: 'PriorityClass',
            values: ['system-node-critical', 'system-cluster-critical'],
          },
        ],
      },
    },
  };
}
