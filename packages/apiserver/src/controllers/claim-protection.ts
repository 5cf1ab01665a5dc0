import { type JsonObject, getString } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';
import type { GroupResource } from '../resource.ts';
import { type Controller, type ControllerEnvironment, keyOf, splitKey } from './controller.ts';
import { dropFinalizer } from './garbage-collector.ts';
import { isResource, namespaceOf, objectKey } from './identity.ts';
import { isDeleting } from '../write/finalizers.ts';

const claims: GroupResource = { group: '', plural: 'persistentvolumeclaims' };
const pods: GroupResource = { group: '', plural: 'pods' };
const protection = 'kubernetes.io/pvc-protection';

/** Lets a claim that is deleted go once no pod uses it any more. */
export function claimProtection(environment: ControllerEnvironment): Controller {
  const { storage } = environment;
  const queue = environment.queue('claim-protection', async (key) => {
    const { namespace, name } = splitKey(key);
    const claim = storage.get(claims, namespace, name);
    if (claim === undefined || namespace === undefined || !isDeleting(claim)) return;
    const used = storage
      .list(pods, { namespace })
      .items.some((pod) => !hasEnded(pod) && claimsOf(pod).includes(name));
    if (used) return;
    await storage.modify(claims, namespace, name, (draft) => dropFinalizer(draft, protection));
  });
  return {
    observe({ resource, object, type }) {
      if (isResource(resource, '', 'persistentvolumeclaims')) {
        if (type !== 'DELETED' && isDeleting(object)) queue.add(objectKey(object));
      } else if (isResource(resource, '', 'pods') && (type === 'DELETED' || hasEnded(object))) {
        for (const name of claimsOf(object)) queue.add(keyOf(namespaceOf(object), name));
      }
    },
  };
}

function hasEnded(pod: JsonObject): boolean {
  const phase = getString(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}

function claimsOf(pod: JsonObject): readonly string[] {
  return mappingsAt(pod, 'spec', 'volumes')
    .map((volume) => getString(volume, 'persistentVolumeClaim', 'claimName') ?? '')
    .filter((name) => name !== '');
}
