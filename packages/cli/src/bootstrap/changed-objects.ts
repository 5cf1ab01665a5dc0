import { jsonEqual, type JsonObject } from '@fluxts/base';
import { type KubeClient, type KubeObject, refOf } from '@fluxts/kube-client';
import { cliFieldManager } from '../cluster/connect.ts';

/**
 * The objects that applying would change. The controllers apply the same objects, so that an apply of ours
 * may write who manages what, and nothing else: that is not worth a new version of the object.
 */
export async function changedObjects(
  client: KubeClient,
  objects: readonly KubeObject[],
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const changed: KubeObject[] = [];
  for (const object of objects) {
    const existing = await client.find(refOf(object), { signal });
    if (existing === undefined || !(await isAsApplied(client, object, existing, signal))) {
      changed.push(object);
    }
  }
  return changed;
}

async function isAsApplied(
  client: KubeClient,
  object: KubeObject,
  existing: KubeObject,
  signal: AbortSignal,
): Promise<boolean> {
  const applied = await client.apply(object, {
    fieldManager: cliFieldManager,
    force: true,
    dryRun: true,
    signal,
  });
  return jsonEqual(content(applied), content(existing));
}

function content({ metadata, ...rest }: KubeObject): JsonObject {
  const {
    managedFields: _managedFields,
    resourceVersion: _resourceVersion,
    generation: _generation,
    ...kept
  } = metadata;
  return { ...rest, metadata: kept };
}
