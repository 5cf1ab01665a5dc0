import { getOwn, getPath } from '@fluxts/base';
import { ensureMapping, setDefault } from '../reading.ts';
import type { KindRules } from './kind-rules.ts';

/** The label that every namespace carries its own name in. */
const nameLabel = 'kubernetes.io/metadata.name';

/** Namespaces. */
export const namespaceRules: KindRules = {
  defaults(draft) {
    const metadata = ensureMapping(draft, 'metadata');
    const name = getOwn(metadata, 'name');
    if (typeof name === 'string' && name !== '')
      ensureMapping(metadata, 'labels')[nameLabel] = name;
    setDefault(ensureMapping(draft, 'status'), 'phase', 'Active');
  },
  prepare(draft, old) {
    const spec = ensureMapping(draft, 'spec');
    if (old === undefined) spec['finalizers'] = ['kubernetes'];
    else if (getPath(old, 'metadata', 'deletionTimestamp') === undefined) {
      // What must be cleaned up may be taken off the list once the deletion has begun, not before.
      spec['finalizers'] = getPath(old, 'spec', 'finalizers') ?? ['kubernetes'];
    }
  },
  beginDelete(draft) {
    ensureMapping(draft, 'status')['phase'] = 'Terminating';
  },
};
