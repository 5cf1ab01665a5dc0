import { getString } from '@fluxts/base';
import { gitRepositoryKind } from '@fluxts/flux-api';
import { readyColumns, shortenHashes, suspendedColumn } from './columns.ts';
import type { CliKind } from './kind.ts';

/** `source git`. */
export const gitRepository: CliKind = {
  api: gitRepositoryKind,
  human: 'source git',
  created: 'GitRepository source',
  words: ['source', 'git'],
  aliases: [],
  plural: 'git',
  pluralAliases: [],
  columns: [
    {
      header: 'REVISION',
      value: (object) => shortenHashes(getString(object, 'status', 'artifact', 'revision') ?? ''),
    },
    suspendedColumn,
    ...readyColumns,
  ],
  success: (object) =>
    `fetched revision ${getString(object, 'status', 'artifact', 'revision') ?? ''}`,
};
