import { type Json, type JsonObject, getPath, getString } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';
import type { TableLayout } from '../resource.ts';
import { ageColumn, layout, nameColumn, orNone, text, wide } from './column.ts';

const shortModes: ReadonlyMap<string, string> = new Map([
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
]);

function accessModes(modes: Json | undefined): string {
  if (!Array.isArray(modes)) return '';
  const found = new Set(modes.map((mode) => shortModes.get(orNone(mode)) ?? ''));
  return [...shortModes.values()].filter((mode) => found.has(mode)).join(',');
}

function terminating(object: JsonObject): boolean {
  return getPath(object, 'metadata', 'deletionTimestamp') !== undefined;
}

function phase(object: JsonObject): string {
  return terminating(object) ? 'Terminating' : (getString(object, 'status', 'phase') ?? '');
}

const unset = '<unset>';

const volumeMode = wide('VolumeMode', (object) =>
  orNone(getPath(object, 'spec', 'volumeMode'), unset),
);

/** `kubectl get persistentvolumes` */
export const volumeTable: TableLayout = layout([
  nameColumn,
  text('Capacity', (object) => orNone(getPath(object, 'spec', 'capacity', 'storage'), '')),
  text('Access Modes', (object) => accessModes(getPath(object, 'spec', 'accessModes'))),
  text('Reclaim Policy', (object) =>
    orNone(getPath(object, 'spec', 'persistentVolumeReclaimPolicy'), ''),
  ),
  text('Status', phase),
  text('Claim', (object) => {
    const claim = getPath(object, 'spec', 'claimRef');
    return claim === undefined || claim === null
      ? ''
      : `${getString(claim, 'namespace') ?? ''}/${getString(claim, 'name') ?? ''}`;
  }),
  text('StorageClass', (object) => orNone(getPath(object, 'spec', 'storageClassName'), '')),
  text('VolumeAttributesClass', (object) =>
    orNone(getPath(object, 'spec', 'volumeAttributesClassName'), unset),
  ),
  text('Reason', (object) => orNone(getPath(object, 'status', 'reason'), '')),
  ageColumn,
  volumeMode,
]);

/** `kubectl get persistentvolumeclaims` */
export const claimTable: TableLayout = layout([
  nameColumn,
  text('Status', phase),
  text('Volume', (object) => orNone(getPath(object, 'spec', 'volumeName'), '')),
  text('Capacity', (object) =>
    bound(object, orNone(getPath(object, 'status', 'capacity', 'storage'), '')),
  ),
  text('Access Modes', (object) =>
    bound(object, accessModes(getPath(object, 'status', 'accessModes'))),
  ),
  text('StorageClass', (object) => orNone(getPath(object, 'spec', 'storageClassName'), '')),
  text('VolumeAttributesClass', (object) =>
    orNone(getPath(object, 'spec', 'volumeAttributesClassName'), unset),
  ),
  ageColumn,
  volumeMode,
]);

function bound(claim: JsonObject, value: string): string {
  return orNone(getPath(claim, 'spec', 'volumeName'), '') === '' ? '' : value;
}

const defaultClass = 'storageclass.kubernetes.io/is-default-class';

/** `kubectl get storageclasses` */
export const storageClassTable: TableLayout = layout([
  {
    ...nameColumn,
    cell: (object) => {
      const name = getString(object, 'metadata', 'name') ?? '';
      const isDefault = getString(object, 'metadata', 'annotations', defaultClass) === 'true';
      return isDefault ? `${name} (default)` : name;
    },
  },
  text('Provisioner', (object) => orNone(getPath(object, 'provisioner'))),
  text('ReclaimPolicy', (object) => orNone(getPath(object, 'reclaimPolicy'), 'Delete')),
  text('VolumeBindingMode', (object) => orNone(getPath(object, 'volumeBindingMode'), 'Immediate')),
  text('AllowVolumeExpansion', (object) =>
    String(getPath(object, 'allowVolumeExpansion') === true),
  ),
  ageColumn,
]);

/** `kubectl get volumeattachments` */
export const volumeAttachmentTable: TableLayout = layout([
  nameColumn,
  text('Attacher', (object) => orNone(getPath(object, 'spec', 'attacher'))),
  text('PV', (object) => orNone(getPath(object, 'spec', 'source', 'persistentVolumeName'), '')),
  text('Node', (object) => orNone(getPath(object, 'spec', 'nodeName'))),
  text('Attached', (object) => String(getPath(object, 'status', 'attached') === true)),
  ageColumn,
]);

/** `kubectl get csinodes` */
export const csiNodeTable: TableLayout = layout([
  nameColumn,
  text('Drivers', (object) => mappingsAt(object, 'spec', 'drivers').length),
  ageColumn,
]);

/** `kubectl get csidrivers` */
export const csiDriverTable: TableLayout = layout([
  nameColumn,
  text('AttachRequired', (object) => String(getPath(object, 'spec', 'attachRequired') !== false)),
  text('PodInfoOnMount', (object) => String(getPath(object, 'spec', 'podInfoOnMount') === true)),
  text('StorageCapacity', (object) => String(getPath(object, 'spec', 'storageCapacity') === true)),
  text('TokenRequests', (object) => {
    const audiences = mappingsAt(object, 'spec', 'tokenRequests').map((item) =>
      orNone(getPath(item, 'audience'), ''),
    );
    return audiences.length === 0 ? unset : audiences.join(',');
  }),
  text('RequiresRepublish', (object) =>
    String(getPath(object, 'spec', 'requiresRepublish') === true),
  ),
  text('Modes', (object) => {
    const modes = getPath(object, 'spec', 'volumeLifecycleModes');
    return Array.isArray(modes) ? modes.map((mode) => orNone(mode)).join(',') : 'Persistent';
  }),
  ageColumn,
]);
