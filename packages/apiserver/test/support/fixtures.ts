import type { JsonObject } from '@fluxts/base';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../../src/index.ts';
import { Client } from './client.ts';

/** A server for one test file, with an administrator's client. */
export interface TestServer {
  readonly server: ApiServer;
  readonly admin: Client;
  close(): Promise<void>;
}

/** Starts a server in memory, without simulated workloads unless asked for. */
export async function startTestServer(options: ApiServerOptions = {}): Promise<TestServer> {
  const server = await startApiServer({ simulateWorkloads: false, ...options });
  const admin = new Client(server.adminClientConfig);
  return {
    server,
    admin,
    close: async () => {
      admin.close();
      await server.close();
    },
  };
}

export const configMaps = '/api/v1/namespaces/default/configmaps';
export const deployments = '/apis/apps/v1/namespaces/default/deployments';

export function configMap(name: string, data: Record<string, string> = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

export function deployment(name: string, replicas = 1): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'example.com/main:1' }] },
      },
    },
  };
}

/** A custom resource with a status, a default and a rule. */
export const widgetDefinition: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Widget', listKind: 'WidgetList', plural: 'widgets', singular: 'widget' },
    versions: ['v1', 'v1beta1'].map((name) => ({
      name,
      served: true,
      storage: name === 'v1',
      subresources: {
        status: {},
        scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' },
      },
      additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
      schema: {
        openAPIV3Schema: {
          type: 'object',
          properties: {
            spec: {
              type: 'object',
              required: ['size'],
              properties: {
                size: { type: 'integer', minimum: 0 },
                color: { type: 'string', default: 'red' },
              },
            },
            status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      },
    })),
  },
};

export const widgets = '/apis/example.com/v1/namespaces/default/widgets';

export function widget(name: string, size = 1): JsonObject {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name }, spec: { size } };
}

/** Installs the definition and waits until its objects are served. */
export async function installWidgets(admin: Client): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const watch = await admin.watch(`${path}?watch=1&resourceVersion=0`);
  await admin.post(path, widgetDefinition);
  for (;;) {
    const event = await watch.next();
    const status = event?.object['status'] as JsonObject | undefined;
    const conditions = (status?.['conditions'] ?? []) as JsonObject[];
    const established = conditions.some(
      (condition) => condition['type'] === 'Established' && condition['status'] === 'True',
    );
    if (established || event === undefined) break;
  }
  watch.close();
}
