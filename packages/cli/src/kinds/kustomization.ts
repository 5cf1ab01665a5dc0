import { getString } from '@fluxts/base';
import { kustomizationKind } from '@fluxts/flux-api';
import { readyColumns, shortenHashes, suspendedColumn } from './columns.ts';
import type { CliKind, Column } from './kind.ts';

/** `kustomization`, `ks`. */
export const kustomization: CliKind = {
  api: kustomizationKind,
  human: 'kustomization',
  created: 'Kustomization',
  words: ['kustomization'],
  aliases: ['ks'],
  plural: 'kustomizations',
  pluralAliases: ['ks', 'kustomization'],
  columns: [
    {
      header: 'REVISION',
      value: (object) => shortenHashes(getString(object, 'status', 'lastAppliedRevision') ?? ''),
    },
    suspendedColumn,
    ...readyColumns,
  ],
  success: (object) =>
    `applied revision ${getString(object, 'status', 'lastAppliedRevision') ?? ''}`,
};

/** SOURCE, which `--show-source` adds: `GitRepository/name`. */
export const sourceColumn: Column = {
  header: 'SOURCE',
  value(object) {
    const kind = getString(object, 'spec', 'sourceRef', 'kind') ?? '';
    const name = getString(object, 'spec', 'sourceRef', 'name') ?? '';
    const namespace = getString(object, 'spec', 'sourceRef', 'namespace');
    return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
  },
};
