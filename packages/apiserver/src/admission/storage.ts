import { getOwn, getPath, getString, jsonEqual } from '@fluxts/base';
import { ensureMapping, mappingAt, setDefault, stringsAt } from '../reading.ts';
import type { GroupResource } from '../resource.ts';
import { forbidden, notSupported, required } from '../schema/field-error.ts';
import { fieldStep, indexStep, keyStep, pathOf } from '../schema/field-path.ts';
import { judgeOnlyChanged } from './immutable.ts';
import type { KindRules } from './kind-rules.ts';
import { judgeChoice } from './pod-spec-rules.ts';

const storageClasses: GroupResource = { group: 'storage.k8s.io', plural: 'storageclasses' };
const modes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const defaultClass = 'storageclass.kubernetes.io/is-default-class';

/** PersistentVolumeClaims. */
export const claimRules: KindRules = {
  defaults(draft) {
    setDefault(ensureMapping(draft, 'spec'), 'volumeMode', 'Filesystem');
    setDefault(ensureMapping(draft, 'status'), 'phase', 'Pending');
  },
  prepare(draft, old, context) {
    const finalizer = 'kubernetes.io/pvc-protection';
    if (old !== undefined) return;
    const metadata = ensureMapping(draft, 'metadata');
    const finalizers = stringsAt(metadata, 'finalizers');
    if (!finalizers.includes(finalizer)) metadata['finalizers'] = [...finalizers, finalizer];
    const spec = ensureMapping(draft, 'spec');
    if (getOwn(spec, 'storageClassName') !== undefined) return;
    const found = context.storage
      .list(storageClasses)
      .items.find((item) => getString(item, 'metadata', 'annotations', defaultClass) === 'true');
    const name = getString(found, 'metadata', 'name');
    if (name !== undefined) spec['storageClassName'] = name;
  },
  validate(next, old, report) {
    const spec = mappingAt(next, 'spec') ?? {};
    const at = pathOf('spec');
    const wanted = stringsAt(spec, 'accessModes');
    if (wanted.length === 0) {
      report(required(fieldStep(at, 'accessModes'), 'at least 1 access mode is required'));
    }
    for (const [index, mode] of wanted.entries()) {
      if (!modes.includes(mode)) {
        report(notSupported(indexStep(fieldStep(at, 'accessModes'), index), mode, modes));
      }
    }
    if (getPath(spec, 'resources', 'requests', 'storage') === undefined) {
      report(required(keyStep(fieldStep(at, 'resources'), 'storage')));
    }
    judgeChoice(spec, 'volumeMode', ['Block', 'Filesystem'], at, report);
    judgeOnlyChanged(
      next,
      old,
      ['spec'],
      ['resources', 'volumeAttributesClassName', ...unsetFields(old)],
      report,
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
  },
};

/** What a controller may still fill in: the bound volume, and a class that the cluster defaults to. */
function unsetFields(old: Parameters<NonNullable<KindRules['validate']>>[1]): readonly string[] {
  return ['volumeName', 'storageClassName'].filter(
    (field) => (getString(old, 'spec', field) ?? '') === '',
  );
}

/** PersistentVolumes. */
export const volumeRules: KindRules = {
  defaults(draft) {
    const spec = ensureMapping(draft, 'spec');
    setDefault(spec, 'persistentVolumeReclaimPolicy', 'Retain');
    setDefault(spec, 'volumeMode', 'Filesystem');
    setDefault(ensureMapping(draft, 'status'), 'phase', 'Pending');
  },
  validate(next, _old, report) {
    const spec = mappingAt(next, 'spec') ?? {};
    const at = pathOf('spec');
    if (stringsAt(spec, 'accessModes').length === 0) {
      report(required(fieldStep(at, 'accessModes')));
    }
    if (getPath(spec, 'capacity', 'storage') === undefined)
      report(required(fieldStep(at, 'capacity')));
    judgeChoice(spec, 'persistentVolumeReclaimPolicy', ['Delete', 'Recycle', 'Retain'], at, report);
  },
};

/** StorageClasses. */
export const storageClassRules: KindRules = {
  defaults(draft) {
    setDefault(draft, 'reclaimPolicy', 'Delete');
    setDefault(draft, 'volumeBindingMode', 'Immediate');
  },
  validate(next, old, report) {
    judgeChoice(next, 'reclaimPolicy', ['Delete', 'Retain'], undefined, report);
    judgeChoice(
      next,
      'volumeBindingMode',
      ['Immediate', 'WaitForFirstConsumer'],
      undefined,
      report,
    );
    if (old === undefined) return;
    for (const field of ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode']) {
      if (!jsonEqual(getOwn(next, field) ?? null, getOwn(old, field) ?? null)) {
        report(forbidden(field, `updates to ${field} are forbidden.`));
      }
    }
  },
};

/** ResourceClaims and others whose specs never change. */
export const fixedSpecRules: KindRules = {
  validate(next, old, report) {
    judgeOnlyChanged(next, old, ['spec'], [], report, 'field is immutable');
  },
};
