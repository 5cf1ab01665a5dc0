import { getPath, getString } from '@fluxts/base';
import { customResourceDefinitions } from '@fluxts/flux-api';
import { type KubeClient, type KubeObject, refOf } from '@fluxts/kube-client';
import { DevError } from './error.ts';
import { devFieldManager } from './sample/sample-objects.ts';
import { timeLimit } from './time-limit.ts';

/** The namespace that the controllers have their objects in. */
export const systemNamespace = 'flux-system';

/** What a cluster needs before controllers start: their namespace, and the definitions of their kinds. */
export function minimalManifests(): readonly KubeObject[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: systemNamespace } },
    ...customResourceDefinitions().map((definition) => definition as KubeObject),
  ];
}

/** Applies objects in order; a definition's kinds are served before the next object follows. */
export async function prepareCluster(
  client: KubeClient,
  manifests: readonly KubeObject[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const object of manifests) {
    await client.apply(object, { fieldManager: devFieldManager, force: true, signal });
    if (object.kind === 'CustomResourceDefinition') await untilServed(client, object, signal);
  }
  client.mapper.invalidate();
}

async function untilServed(
  client: KubeClient,
  definition: KubeObject,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { name } = definition.metadata;
  const collection = { apiVersion: definition.apiVersion, kind: definition.kind };
  const fieldSelector = `metadata.name=${name}`;
  const current = await client.get(refOf(definition), { signal });
  if (isEstablished(current)) return;
  const limit = timeLimit(30_000, signal);
  try {
    for await (const { object } of client.watch(collection, {
      resourceVersion: current.metadata.resourceVersion ?? '',
      fieldSelector,
      signal: limit.signal,
    })) {
      if (isEstablished(object)) return;
    }
  } finally {
    limit.end();
  }
  signal?.throwIfAborted();
  throw new DevError('ApiServerFailed', `the definition ${name} was not established in time`);
}

function isEstablished(definition: KubeObject): boolean {
  const conditions = getPath(definition, 'status', 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some(
      (condition) =>
        getString(condition, 'type') === 'Established' && getString(condition, 'status') === 'True',
    )
  );
}
