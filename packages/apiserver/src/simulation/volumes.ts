import { type JsonObject, getPath, getString, jsonClone } from '@fluxts/base';
import {
  type Controller,
  type ControllerEnvironment,
  splitKey,
} from '../controllers/controller.ts';
import { isResource, nameOf, namespaceOf, objectKey, uidOf } from '../controllers/identity.ts';
import { isDeleting } from '../write/finalizers.ts';
import { ensureMapping, stringsAt } from '../reading.ts';
import { fateOf, simulatedAnnotation } from './marks.ts';
import { createOwned } from './owned-pods.ts';
import { resources } from './resources.ts';

/** Gives claims a volume each, and takes it back when the claim goes. */
export function volumes(environment: ControllerEnvironment): Controller {
  const { storage } = environment;
  const queue = environment.queue('volumes', settle);

  async function settle(key: string): Promise<void> {
    const { namespace, name } = splitKey(key);
    const claim = storage.get(resources.persistentVolumeClaims, namespace, name);
    if (claim === undefined) return;
    const waits = !isDeleting(claim) && getString(claim, 'status', 'phase') !== 'Bound';
    if (waits && fateOf(claim) === 'run') await bind(claim);
  }

  async function bind(claim: JsonObject): Promise<void> {
    const [namespace, name] = [namespaceOf(claim), nameOf(claim)];
    const asked = getString(claim, 'spec', 'volumeName') ?? '';
    const volume = asked === '' ? `pvc-${uidOf(claim)}` : asked;
    if (asked === '') {
      await createOwned(environment, resources.persistentVolumes, volumeFor(claim, volume));
      await storage.modify(resources.persistentVolumeClaims, namespace, name, (draft) => {
        if (uidOf(draft) !== uidOf(claim)) return false;
        ensureMapping(draft, 'spec')['volumeName'] = volume;
        const annotations = ensureMapping(ensureMapping(draft, 'metadata'), 'annotations');
        annotations['pv.kubernetes.io/bind-completed'] = 'yes';
        annotations[simulatedAnnotation] = 'true';
        return undefined;
      });
    }
    await setPhase(resources.persistentVolumes, undefined, volume, { phase: 'Bound' });
    await setPhase(resources.persistentVolumeClaims, namespace, name, {
      phase: 'Bound',
      accessModes: [...stringsAt(claim, 'spec', 'accessModes')],
      capacity: { storage: getPath(claim, 'spec', 'resources', 'requests', 'storage') ?? '1Gi' },
    });
  }

  async function setPhase(
    resource: (typeof resources)['pods'],
    namespace: string | undefined,
    name: string,
    status: JsonObject,
  ): Promise<void> {
    const change = (draft: JsonObject): void => {
      draft['status'] = status;
    };
    await storage.modify(resource, namespace, name, change, { subresource: 'status' });
  }

  /** Volumes that were made for a claim go with it. */
  async function reclaim(claim: JsonObject): Promise<void> {
    const name = getString(claim, 'spec', 'volumeName') ?? '';
    const volume = storage.get(resources.persistentVolumes, undefined, name);
    if (volume === undefined) return;
    if (getString(volume, 'spec', 'claimRef', 'uid') !== uidOf(claim)) return;
    if (getString(volume, 'spec', 'persistentVolumeReclaimPolicy') === 'Delete') {
      await storage.delete(resources.persistentVolumes, undefined, name, { uid: uidOf(volume) });
    } else {
      await setPhase(resources.persistentVolumes, undefined, name, { phase: 'Released' });
    }
  }

  const gone = new Map<string, JsonObject>();
  const reclaims = environment.queue('volume-reclaim', async (uid) => {
    const claim = gone.get(uid);
    if (claim !== undefined) await reclaim(claim);
    gone.delete(uid);
  });

  return {
    observe({ resource, object, type }) {
      if (!isResource(resource, '', 'persistentvolumeclaims')) return;
      if (type !== 'DELETED') {
        queue.add(objectKey(object));
      } else {
        gone.set(uidOf(object), object);
        reclaims.add(uidOf(object));
      }
    },
  };
}

function volumeFor(claim: JsonObject, name: string): JsonObject {
  const storageClass = getString(claim, 'spec', 'storageClassName');
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, annotations: { [simulatedAnnotation]: 'true' } },
    spec: {
      accessModes: [...stringsAt(claim, 'spec', 'accessModes')],
      capacity: jsonClone(getPath(claim, 'spec', 'resources', 'requests') ?? { storage: '1Gi' }),
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name: nameOf(claim),
        namespace: namespaceOf(claim) ?? '',
        uid: uidOf(claim),
      },
      hostPath: { path: `/var/lib/simulated/${name}`, type: '' },
      persistentVolumeReclaimPolicy: 'Delete',
      ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      volumeMode: getString(claim, 'spec', 'volumeMode') ?? 'Filesystem',
    },
  };
}
