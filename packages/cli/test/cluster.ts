import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiServer, startApiServer } from '@fluxts/apiserver';
import { isObject, type JsonObject } from '@fluxts/base';
import { customResourceDefinitions } from '@fluxts/flux-api';
import {
  createKubeClient,
  isNotFound,
  type KubeClient,
  type KubeObject,
  parseKubeconfig,
  refOf,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import { parseAll } from '@fluxts/yaml';
import { type Outcome, runFlux } from './run-flux.ts';

/** A cluster in memory, with the definitions of Flux unless they are not wanted. */
export interface TestCluster {
  readonly server: ApiServer;
  readonly client: KubeClient;
  readonly kubeconfig: string;
  /** Runs the command line against it. */
  flux(line: string | readonly string[], options?: Parameters<typeof runFlux>[1]): Promise<Outcome>;
  /** Creates the objects of a YAML text, with their status. Kinds that are not served are left out. */
  load(yaml: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts a cluster. */
export async function startCluster(
  options: { readonly crds?: boolean } = {},
): Promise<TestCluster> {
  const server = await startApiServer({ workloadDelayMs: 0 });
  const folder = mkdtempSync(join(tmpdir(), 'flux-cli-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, server.kubeconfig, { mode: 0o600 });
  const client = createKubeClient(
    resolveKubeconfig(parseKubeconfig([{ text: server.kubeconfig }])),
  );
  if (options.crds !== false) {
    for (const definition of customResourceDefinitions())
      await client.create(definition as KubeObject);
  }
  return {
    server,
    client,
    kubeconfig,
    flux: (line, more = {}) =>
      runFlux(typeof line === 'string' ? line.split(' ') : line, {
        ...more,
        env: { KUBECONFIG: kubeconfig, ...more.env },
      }),
    load: async (yaml) => {
      for (const { value } of parseAll(yaml)) {
        if (isObject(value)) await loadObject(client, value);
      }
    },
    close: async () => {
      client.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function loadObject(client: KubeClient, value: JsonObject): Promise<void> {
  const { status, ...object } = value;
  const created = object as KubeObject;
  const flux = /^(source|kustomize)\.toolkit\.fluxcd\.io\//.test(created.apiVersion);
  const known = flux
    ? ['GitRepository', 'Kustomization'].includes(created.kind)
    : !created.apiVersion.includes('fluxcd.io');
  if (!known) return;
  try {
    await client.get(refOf(created));
  } catch (error) {
    if (!isNotFound(error)) throw error;
    await client.create(created);
  }
  if (status !== undefined && flux) await client.patchStatus(refOf(created), { status });
}
