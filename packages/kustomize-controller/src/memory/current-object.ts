import type { KubeObject } from '@fluxts/kube-client';

/**
 * The newer of two states of one object: the one in the cache, which lags behind, and the one that our last
 * write returned. Working on an older state than we wrote would forget what we wrote: an inventory, say.
 * Resource versions are numbers of one count, as Kubernetes promises since 1.35 and etcd always did; where
 * one is not, the cache is believed.
 */
export function newerOf(cached: KubeObject, written: KubeObject | undefined): KubeObject {
  if (written === undefined || cached.metadata.uid !== written.metadata.uid) return cached;
  const [shown, ours] = [cached.metadata.resourceVersion, written.metadata.resourceVersion];
  if (shown === ours || shown === undefined || ours === undefined) return cached;
  const decimal = /^[0-9]+$/;
  if (!decimal.test(shown) || !decimal.test(ours)) return cached;
  return BigInt(shown) > BigInt(ours) ? cached : written;
}
