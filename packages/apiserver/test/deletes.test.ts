import { getPath, getString, type JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configMap, configMaps, startTestServer, type TestServer } from './support/fixtures.ts';
import type { Client } from './support/client.ts';

let running: TestServer;
let admin: Client;

beforeAll(async () => {
  running = await startTestServer();
  ({ admin } = running);
});
afterAll(() => running.close());

const uidOf = (object: JsonObject): string => getString(object, 'metadata', 'uid') ?? '';

/** Makes a ConfigMap with more metadata, and watches it. */
async function make(name: string, metadata: JsonObject = {}): Promise<JsonObject> {
  const draft = configMap(name);
  const { body } = await admin.post(configMaps, { ...draft, metadata: { name, ...metadata } });
  return body;
}

const watchOne = (name: string): ReturnType<Client['watch']> =>
  admin.watch(`${configMaps}?watch=1&fieldSelector=metadata.name%3D${name}`);

test('a deletion says what is gone', async () => {
  const uid = uidOf(await make('plain'));
  const { code, body } = await admin.delete(`${configMaps}/plain`);
  expect(code).toBe(200);
  expect(body).toMatchObject({
    kind: 'Status',
    status: 'Success',
    details: { name: 'plain', kind: 'configmaps', uid },
  });
  expect((await admin.delete(`${configMaps}/plain`)).code).toBe(404);
});

test('preconditions', async () => {
  const object = await make('guarded');
  const path = `${configMaps}/guarded`;
  const wrong = await admin.delete(path, { preconditions: { uid: 'other' } });
  expect(wrong.code).toBe(409);
  expect(wrong.body['message']).toContain('Precondition failed: UID in precondition: other');
  const stale = await admin.delete(path, { preconditions: { resourceVersion: '1' } });
  expect(stale.code).toBe(409);
  expect((await admin.delete(path, { preconditions: { uid: uidOf(object) } })).code).toBe(200);
});

test('finalizers keep an object until the last one is taken off', async () => {
  await make('held', { finalizers: ['example.com/one', 'example.com/two'] });
  const path = `${configMaps}/held`;
  const watch = await watchOne('held');
  const { body } = await admin.delete(path);
  expect(getString(body, 'metadata', 'deletionTimestamp')).toBeTruthy();
  const again = await admin.delete(path);
  expect(again.body).toEqual(body);
  const added = await admin.merge(path, {
    metadata: { finalizers: ['example.com/one', 'example.com/three'] },
  });
  expect(added.code).toBe(422);
  expect(added.body['message']).toContain('no new finalizers can be added');
  await admin.merge(path, { metadata: { finalizers: ['example.com/two'] } });
  await admin.merge(path, { metadata: { finalizers: null } });
  expect(await watch.take(4)).toEqual([
    'ADDED held',
    'MODIFIED held',
    'MODIFIED held',
    'DELETED held',
  ]);
  expect((await admin.get(path)).code).toBe(404);
  watch.close();
});

test('dependents go with their owner, in the background', async () => {
  const owner = await make('owner');
  const watch = await watchOne('dependent');
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: uidOf(owner) };
  await make('dependent', { ownerReferences: [reference] });
  await admin.delete(`${configMaps}/owner`);
  expect(await watch.take(2)).toEqual(['ADDED dependent', 'DELETED dependent']);
  watch.close();
});

test('in the foreground the owner waits for them', async () => {
  const owner = await make('first');
  const ownerWatch = await watchOne('first');
  const reference = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'first',
    uid: uidOf(owner),
    blockOwnerDeletion: true,
  };
  await make('second', { ownerReferences: [reference], finalizers: ['example.com/wait'] });
  const { body } = await admin.delete(`${configMaps}/first`, { propagationPolicy: 'Foreground' });
  expect(getPath(body, 'metadata', 'finalizers')).toEqual(['foregroundDeletion']);
  const watch = await watchOne('second');
  expect(await watch.take(1)).toEqual(['ADDED second']);
  while (
    getPath((await admin.get(`${configMaps}/second`)).body, 'metadata', 'deletionTimestamp') ===
    undefined
  ) {
    await watch.next();
  }
  expect((await admin.get(`${configMaps}/first`)).code).toBe(200);
  await admin.merge(`${configMaps}/second`, { metadata: { finalizers: null } });
  expect(await ownerWatch.take(3)).toEqual(['ADDED first', 'MODIFIED first', 'DELETED first']);
  watch.close();
  ownerWatch.close();
});

test('orphans stay', async () => {
  const owner = await make('leaving');
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'leaving', uid: uidOf(owner) };
  await make('orphan', { ownerReferences: [reference] });
  const watch = await watchOne('leaving');
  await admin.delete(`${configMaps}/leaving?propagationPolicy=Orphan`);
  expect(await watch.take(3)).toEqual(['ADDED leaving', 'MODIFIED leaving', 'DELETED leaving']);
  const { body } = await admin.get(`${configMaps}/orphan`);
  expect(getPath(body, 'metadata', 'ownerReferences')).toBeUndefined();
  watch.close();
});

test('a collection is deleted by selector', async () => {
  await make('c1', { labels: { gone: 'yes' } });
  await make('c2', { labels: { gone: 'yes' } });
  await make('c3', { labels: { gone: 'no' } });
  const { body } = await admin.delete(`${configMaps}?labelSelector=gone%3Dyes`);
  expect(body).toMatchObject({ kind: 'ConfigMapList' });
  expect(body['items']).toHaveLength(2);
  expect((await admin.get(`${configMaps}/c3`)).code).toBe(200);
});

test('a namespace takes everything in it along', async () => {
  await admin.post('/api/v1/namespaces', { metadata: { name: 'brief' } });
  const inside = '/api/v1/namespaces/brief/configmaps';
  await admin.post(inside, configMap('a'));
  await admin.post(inside, {
    ...configMap('b'),
    metadata: { name: 'b', finalizers: ['example.com/wait'] },
  });
  const watch = await admin.watch(
    '/api/v1/namespaces?watch=1&fieldSelector=metadata.name%3Dbrief&resourceVersion=0',
  );
  const { body } = await admin.delete('/api/v1/namespaces/brief');
  expect(getPath(body, 'status', 'phase')).toBe('Terminating');
  const refused = await admin.post(inside, configMap('late'));
  expect(refused.code).toBe(403);
  expect(refused.body['message']).toBe(
    'configmaps "late" is forbidden: unable to create new content in namespace brief because it is being terminated',
  );
  await admin.merge(`${inside}/b`, { metadata: { finalizers: null } });
  let last = await watch.next();
  while (last !== undefined && last.type !== 'DELETED') last = await watch.next();
  expect((await admin.get(inside)).body['items']).toEqual([]);
  watch.close();
  const kept = await admin.delete('/api/v1/namespaces/default');
  expect(kept.code).toBe(403);
  expect(kept.body['message']).toBe(
    'namespaces "default" is forbidden: this namespace may not be deleted',
  );
});
