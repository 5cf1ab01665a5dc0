import { groupOf, type ObjectRef } from '@fluxts/kube-client';

/** Names an object among those of all clusters, whatever version it is asked for in. */
export function objectId(cluster: string, ref: ObjectRef): string {
  return [cluster, groupOf(ref.apiVersion), ref.kind, ref.namespace ?? '', ref.name].join('|');
}
