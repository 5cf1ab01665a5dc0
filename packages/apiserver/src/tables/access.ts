import { type JsonObject, getPath, getString } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';
import type { TableLayout } from '../resource.ts';
import { type Column, ageColumn, layout, nameColumn, text, wide } from './column.ts';

function subjects(object: JsonObject, kind: string): string {
  return mappingsAt(object, 'subjects')
    .filter((subject) => subject['kind'] === kind)
    .map((subject) => {
      const namespace = getString(subject, 'namespace');
      const name = getString(subject, 'name') ?? '';
      return kind === 'ServiceAccount' && namespace !== undefined ? `${namespace}/${name}` : name;
    })
    .join(', ');
}

const subjectColumns: readonly Column[] = [
  wide('Users', (object) => subjects(object, 'User')),
  wide('Groups', (object) => subjects(object, 'Group')),
  wide('ServiceAccounts', (object) => subjects(object, 'ServiceAccount')),
];

/** `kubectl get rolebindings`, and of ClusterRoleBindings */
export const bindingTable: TableLayout = layout([
  nameColumn,
  text('Role', (object) => {
    const role = getPath(object, 'roleRef');
    return `${getString(role, 'kind') ?? ''}/${getString(role, 'name') ?? ''}`;
  }),
  ageColumn,
  ...subjectColumns,
]);
