import { type ApiServer, startApiServer } from '@fluxts/apiserver';
import { type ApplySetOptions, applySet, type AppliedEntry } from '@fluxts/apply';
import type { JsonObject } from '@fluxts/base';
import {
  createKubeClient,
  type KubeClient,
  type KubeObject,
  parseKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { afterAll, beforeAll, beforeEach } from 'vitest';

/** An embedded server in memory, and a namespace of its own for each test. */
export interface World {
  readonly client: KubeClient;
  /** The namespace of the test. */
  readonly namespace: string;
  /** The requests since the test began, such as `apply /api/v1/namespaces/t1/configmaps/a`. */
  readonly requests: readonly string[];
  apply(
    objects: readonly JsonObject[],
    options?: Partial<ApplySetOptions>,
  ): Promise<AppliedEntry[]>;
  get(kind: string, name: string, apiVersion?: string): Promise<KubeObject | undefined>;
  configMap(
    name: string,
    data?: Record<string, string>,
    annotations?: Record<string, string>,
  ): KubeObject;
}

/** Actions by name, for comparing. */
export function actionsOf(entries: readonly AppliedEntry[]): string[] {
  return entries.map(({ name, action }) => `${name} ${action}`);
}

/** Registers a world with the test file. */
export function useWorld(): World {
  let server: ApiServer;
  let client: KubeClient;
  let count = 0;
  const requests: string[] = [];
  beforeAll(async () => {
    server = await startApiServer({ workloadDelayMs: 20 });
    const cluster = resolveKubeconfig(parseKubeconfig([{ text: server.kubeconfig }]));
    client = createKubeClient(cluster, {
      onRequest: ({ verb, path }) => requests.push(`${verb} ${path}`),
    });
  });
  beforeEach(async () => {
    count++;
    await client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `t${count}` } });
    requests.length = 0;
  });
  afterAll(async () => {
    client.close();
    await server.close();
  });
  return {
    get client() {
      return client;
    },
    get namespace() {
      return `t${count}`;
    },
    requests,
    apply(objects, options = {}) {
      return applySet(objects, {
        client,
        owner: { name: 'app', namespace: `t${count}` },
        ...options,
      });
    },
    get(kind, name, apiVersion = 'v1') {
      return client.find({ apiVersion, kind, name, namespace: `t${count}` });
    },
    configMap(name, data = {}, annotations) {
      const metadata = { name, namespace: `t${count}`, ...(annotations && { annotations }) };
      return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
    },
  };
}
