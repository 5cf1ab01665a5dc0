import { expect, test } from 'vitest';
import { memoryFileSystem } from '@fluxts/base';
import { commitSubject, generateFleetFiles, planFleet } from '@fluxts/tenants';
import { azure } from './sample.ts';

const files = generateFleetFiles(azure);
const asTree = (list: typeof files): Record<string, string> =>
  Object.fromEntries(list.map(({ path, content }) => [path, content]));

test('an empty fleet gets every file', () => {
  const plan = planFleet(azure, files, memoryFileSystem({}));
  expect(plan.changes.map(({ action }) => action)).toEqual(['create', 'create', 'create']);
  expect(commitSubject(azure, plan)).toBe('Add tenants tenant1, tenant2 (we-dev-aks1)');
});

test('what is there already is left alone', () => {
  expect(planFleet(azure, files, memoryFileSystem(asTree(files))).changes).toEqual([]);
});

test('a removed tenant loses its file; a file of somebody else stays and is told', () => {
  const fewer = { ...azure, tenants: azure.tenants.slice(0, 1) };
  const fleet = memoryFileSystem({
    ...asTree(files),
    'tenants/we-dev-aks1/mine.yaml': 'kind: ConfigMap\n',
  });
  const plan = planFleet(fewer, generateFleetFiles(fewer), fleet);
  expect(plan).toMatchObject({
    changes: [{ action: 'remove', path: 'tenants/we-dev-aks1/tenant2.yaml', after: undefined }],
    removedTenants: ['tenant2'],
    strangers: ['tenants/we-dev-aks1/mine.yaml'],
  });
  expect(commitSubject(fewer, plan)).toBe('Remove tenant tenant2 (we-dev-aks1)');
});

test('a file that somebody edited is put back', () => {
  const fleet = memoryFileSystem({
    ...asTree(files),
    'tenants/we-dev-aks1/tenant1.yaml': 'kind: Namespace\n',
  });
  expect(planFleet(azure, files, fleet).changes).toMatchObject([
    { action: 'update', before: 'kind: Namespace\n' },
  ]);
});
