import { fieldManagers, fluxFinalizer, statusManager } from '@fluxts/flux-api';
import { isNotFound, type KubeClient, type KubeObject, refOf } from '@fluxts/kube-client';

/**
 * Puts the finalizer on an object before anything is applied for it, so that its deletion cannot be missed.
 * @returns the object as stored; the given one when it has the finalizer already
 */
export async function addFinalizer(
  client: KubeClient,
  stored: KubeObject,
  signal: AbortSignal,
): Promise<KubeObject> {
  const finalizers = stored.metadata.finalizers ?? [];
  if (finalizers.includes(fluxFinalizer)) return stored;
  return await writeFinalizers(client, stored, [...finalizers, fluxFinalizer], signal);
}

/** Takes the finalizer off; the object then goes, unless others hold it. */
export async function removeFinalizer(
  client: KubeClient,
  stored: KubeObject,
  signal: AbortSignal,
): Promise<void> {
  const finalizers = stored.metadata.finalizers ?? [];
  if (!finalizers.includes(fluxFinalizer)) return;
  try {
    const others = finalizers.filter((one) => one !== fluxFinalizer);
    await writeFinalizers(client, stored, others, signal);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** With the resource version: a list is replaced as a whole, so another's finalizer would be lost. */
async function writeFinalizers(
  client: KubeClient,
  stored: KubeObject,
  finalizers: string[],
  signal: AbortSignal,
): Promise<KubeObject> {
  const { resourceVersion } = stored.metadata;
  const metadata = { finalizers, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  return await client.patch(
    refOf(stored),
    { metadata },
    { type: 'merge', fieldManager: statusManager(fieldManagers.kustomize), signal },
  );
}
