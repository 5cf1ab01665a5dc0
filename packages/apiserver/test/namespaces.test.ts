import { type JsonObject, getPath, getString } from '@fluxts/base';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Cluster, startCluster } from './support/cluster.ts';

let cluster: Cluster;

beforeEach(async () => {
  cluster = await startCluster({ simulate: false });
});

afterEach(async () => {
  await cluster.close();
  expect(cluster.errors).toEqual([]);
});

const namespaces = { group: '', plural: 'namespaces' };

function namespace(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function configMap(name: string, finalizers: readonly string[] = []): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: 'team',
      ...(finalizers.length === 0 ? {} : { finalizers: [...finalizers] }),
    },
  };
}

test('a new namespace gets its default account and the root certificate, again when they are deleted', async () => {
  await cluster.create('namespaces', namespace('team'));
  await cluster.until(() => cluster.get('serviceaccounts', 'default', 'team'));
  const certificate = await cluster.until(() =>
    cluster.get('configmaps', 'kube-root-ca.crt', 'team'),
  );
  expect(getString(certificate, 'data', 'ca.crt')).toBe('PEM');
  const uid = getString(certificate, 'metadata', 'uid');
  await cluster.storage.delete({ group: '', plural: 'configmaps' }, 'team', 'kube-root-ca.crt');
  await cluster.until(() => {
    const again = cluster.get('configmaps', 'kube-root-ca.crt', 'team');
    return again !== undefined && getString(again, 'metadata', 'uid') !== uid;
  });
});

test('a deleted namespace goes with everything in it', async () => {
  await cluster.create('namespaces', namespace('team'));
  await cluster.create('configmaps', configMap('a'));
  await cluster.storage.delete(namespaces, undefined, 'team');
  await cluster.until(() => cluster.get('namespaces', 'team') === undefined);
  expect(cluster.names('configmaps', 'team')).toEqual([]);
  expect(cluster.names('serviceaccounts', 'team')).toEqual([]);
});

test('a namespace waits for finalizers in it, says so, and takes nothing new', async () => {
  await cluster.create('namespaces', namespace('team'));
  await cluster.create('configmaps', configMap('held', ['example.com/hold']));
  await cluster.storage.delete(namespaces, undefined, 'team');
  const waiting = await cluster.until(() => {
    const object = cluster.get('namespaces', 'team');
    return getPath(object, 'status', 'conditions') === undefined ? undefined : object;
  });
  expect(getString(waiting, 'status', 'phase')).toBe('Terminating');
  const held = (getPath(waiting, 'status', 'conditions') as JsonObject[]).map(
    (item) => item['message'],
  );
  expect(held).toEqual([
    'Some resources are remaining: configmaps has 1 resource instances',
    'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
  ]);
  await expect(cluster.create('configmaps', configMap('late'))).rejects.toMatchObject({
    code: 'Forbidden',
  });
  await cluster.storage.modify({ group: '', plural: 'configmaps' }, 'team', 'held', (draft) => {
    delete (draft['metadata'] as JsonObject)['finalizers'];
  });
  await cluster.until(() => cluster.get('namespaces', 'team') === undefined);
});

test('the standard namespaces, roles and the API service are there from the start', () => {
  expect(cluster.names('namespaces')).toEqual([
    'default',
    'kube-node-lease',
    'kube-public',
    'kube-system',
  ]);
  expect(cluster.names('clusterroles.rbac.authorization.k8s.io')).toContain('cluster-admin');
  expect(getString(cluster.get('services', 'kubernetes', 'default'), 'spec', 'clusterIP')).toBe(
    '10.96.0.1',
  );
});

test('aggregated roles gather the rules of the roles they select', async () => {
  await cluster.create('clusterroles.rbac.authorization.k8s.io', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: {
      name: 'widgets',
      labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
    },
    rules: [{ apiGroups: ['example.com'], resources: ['widgets'], verbs: ['get'] }],
  });
  const gathered = (role: string): boolean => {
    const rules = getPath(cluster.get('clusterroles.rbac.authorization.k8s.io', role), 'rules');
    return JSON.stringify(rules ?? []).includes('example.com');
  };
  // view is aggregated to edit, and edit to admin.
  await cluster.until(() => gathered('view') && gathered('edit') && gathered('admin'));
  await cluster.storage.delete(
    { group: 'rbac.authorization.k8s.io', plural: 'clusterroles' },
    undefined,
    'widgets',
  );
  await cluster.until(() => !gathered('view') && !gathered('edit') && !gathered('admin'));
});

test('events go an hour after they were last seen', async () => {
  const now = cluster.clock.now().toISOString().replace(/\.\d+/, '');
  await cluster.create('events', {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e', namespace: 'default' },
    involvedObject: { kind: 'Pod', name: 'x', namespace: 'default' },
    reason: 'Test',
    message: 'text',
    lastTimestamp: now,
  });
  await cluster.until(() => cluster.clock.waiting > 0);
  cluster.clock.advance(59 * 60_000);
  expect(cluster.get('events', 'e', 'default')).toBeDefined();
  cluster.clock.advance(2 * 60_000);
  await cluster.until(() => cluster.get('events', 'e', 'default') === undefined);
});
