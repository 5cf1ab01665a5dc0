import type { JsonObject } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { type InstallOptions, componentLabels, partLabels } from './options.ts';

/** The port of a controller's artifact server, and the one its Service has. */
export const artifactPort = 9090;

/** Services of the components that others ask, and the policies that keep everybody else out. */
export function networkObjects(options: InstallOptions): readonly KubeObject[] {
  const services = options.components
    .filter((component) => component.servesArtifacts)
    .map((component) => artifactService(options, component.name));
  return options.networkPolicy ? [...services, ...networkPolicies(options)] : services;
}

function artifactService(options: InstallOptions, name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: options.namespace,
      labels: { ...componentLabels(options, name), 'control-plane': 'controller' },
    },
    spec: {
      type: 'ClusterIP',
      selector: { app: name },
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }],
    },
  };
}

/**
 * Everything may leave; only the controllers' own namespace may enter, and anybody may scrape metrics.
 */
function networkPolicies(options: InstallOptions): readonly KubeObject[] {
  return [
    networkPolicy(options, 'allow-egress', {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      egress: [{}],
      ingress: [{ from: [{ podSelector: {} }] }],
    }),
    networkPolicy(options, 'allow-scraping', {
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 8080, protocol: 'TCP' }] }],
    }),
    networkPolicy(options, 'allow-webhooks', {
      podSelector: { matchLabels: { app: 'notification-controller' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ namespaceSelector: {} }] }],
    }),
  ];
}

function networkPolicy(options: InstallOptions, name: string, spec: JsonObject): KubeObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace: options.namespace, labels: partLabels(options) },
    spec,
  };
}
