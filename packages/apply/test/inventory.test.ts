import { describe, expect, it } from 'vitest';
import {
  entryOf,
  formatEntry,
  refOfEntry,
  refOfObject,
  sameEntries,
  staleEntries,
  unionOfEntries,
} from '../src/index.ts';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app', namespace: 'x' },
};
const role = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'system:app' },
};

describe('the inventory', () => {
  it('remembers objects by what names them', () => {
    const entry = entryOf(deployment);
    expect(entry).toEqual({ id: 'x_app_apps_Deployment', v: 'v1' });
    expect(refOfEntry(entry)).toEqual(refOfObject(deployment));
    expect(formatEntry(entry)).toBe('Deployment/x/app');
    expect(entryOf(role)).toEqual({
      id: '_system__app_rbac.authorization.k8s.io_ClusterRole',
      v: 'v1',
    });
    expect(refOfEntry(entryOf(role))).toEqual({
      apiVersion: role.apiVersion,
      kind: 'ClusterRole',
      name: 'system:app',
    });
  });

  it('tells what is stale, and never loses what was there', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ id: `x_${name}__ConfigMap`, v: 'v1' }));
    const newer = { ...a!, v: 'v2' };
    expect(staleEntries([a!, b!], [newer, c!])).toEqual([b]);
    expect(unionOfEntries([a!, b!], [newer, c!])).toEqual([newer, c, b]);
    expect(sameEntries([a!, b!], [b!, a!])).toBe(true);
    expect(sameEntries([a!], [newer])).toBe(false);
    expect(sameEntries([a!], [])).toBe(false);
  });
});
