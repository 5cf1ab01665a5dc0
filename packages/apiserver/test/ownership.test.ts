import { type JsonObject, getPath } from '@fluxts/base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { controllerReference } from '../src/controllers/identity.ts';
import { type Cluster, startCluster } from './support/cluster.ts';

let cluster: Cluster;

beforeEach(async () => {
  cluster = await startCluster({ simulate: false });
});

afterEach(async () => {
  await cluster.close();
  expect(cluster.errors).toEqual([]);
});

const configMaps = { group: '', plural: 'configmaps' };

function configMap(name: string, owner?: JsonObject): JsonObject {
  const references = owner === undefined ? {} : { ownerReferences: [controllerReference(owner)] };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', ...references },
  };
}

describe('what an owner leaves behind', () => {
  let owner: JsonObject;

  beforeEach(async () => {
    owner = await cluster.create('configmaps', configMap('owner'));
    await cluster.create('configmaps', configMap('dependent', owner));
    const dependent = await cluster.until(() => cluster.get('configmaps', 'dependent', 'default'));
    await cluster.create('configmaps', configMap('grandchild', dependent));
  });

  test('goes in the background', async () => {
    await cluster.storage.delete(configMaps, 'default', 'owner', {
      propagationPolicy: 'Background',
    });
    expect(cluster.get('configmaps', 'owner', 'default')).toBeUndefined();
    await cluster.until(() => cluster.get('configmaps', 'grandchild', 'default') === undefined);
    expect(cluster.get('configmaps', 'dependent', 'default')).toBeUndefined();
  });

  test('goes before the owner in the foreground', async () => {
    await cluster.storage.delete(configMaps, 'default', 'owner', {
      propagationPolicy: 'Foreground',
    });
    await cluster.until(() => cluster.get('configmaps', 'owner', 'default') === undefined);
    expect(cluster.get('configmaps', 'dependent', 'default')).toBeUndefined();
    expect(cluster.get('configmaps', 'grandchild', 'default')).toBeUndefined();
  });

  test('stays without an owner when it is orphaned', async () => {
    await cluster.storage.delete(configMaps, 'default', 'owner', { propagationPolicy: 'Orphan' });
    await cluster.until(() => cluster.get('configmaps', 'owner', 'default') === undefined);
    const dependent = cluster.get('configmaps', 'dependent', 'default');
    expect(getPath(dependent, 'metadata', 'ownerReferences')).toBeUndefined();
  });
});

test('an object whose owner never was goes, one with another owner loses the reference', async () => {
  const owner = await cluster.create('configmaps', configMap('real'));
  const ghost = {
    ...controllerReference(owner),
    uid: 'no-such-uid',
    name: 'ghost',
    controller: false,
  };
  const both = configMap('both', owner);
  (getPath(both, 'metadata', 'ownerReferences') as JsonObject[]).push(ghost);
  const lost = configMap('lost');
  (lost['metadata'] as JsonObject)['ownerReferences'] = [ghost];
  await cluster.create('configmaps', lost);
  await cluster.create('configmaps', both);
  await cluster.until(() => cluster.get('configmaps', 'lost', 'default') === undefined);
  await cluster.until(() => {
    const owners = getPath(
      cluster.get('configmaps', 'both', 'default'),
      'metadata',
      'ownerReferences',
    );
    return Array.isArray(owners) && owners.length === 1;
  });
});

test('an owner of an unknown kind is believed', async () => {
  const object = configMap('kept');
  (object['metadata'] as JsonObject)['ownerReferences'] = [
    { apiVersion: 'example.com/v1', kind: 'Unknown', name: 'x', uid: 'some-uid' },
  ];
  await cluster.create('configmaps', object);
  await cluster.create('configmaps', configMap('other'));
  await cluster.until(() => cluster.get('configmaps', 'other', 'default'));
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(cluster.get('configmaps', 'kept', 'default')).toBeDefined();
});
