import { getPath, getString, type JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configMap, startTestServer, type TestServer } from './support/fixtures.ts';
import type { Client } from './support/client.ts';

let running: TestServer;
let admin: Client;

beforeAll(async () => {
  running = await startTestServer();
  ({ admin } = running);
});
afterAll(() => running.close());

/** Each test has a namespace of its own. */
async function space(name: string): Promise<string> {
  await admin.post('/api/v1/namespaces', { metadata: { name } });
  const path = `/api/v1/namespaces/${name}/secrets`;
  return path;
}

const secret = (name: string, labels: Record<string, string> = {}): JsonObject => ({
  metadata: { name, labels },
});
const revisionOf = (object: JsonObject): string =>
  getString(object, 'metadata', 'resourceVersion') ?? '';

test('a watch without a revision begins with what there is', async () => {
  const path = await space('from-now');
  await admin.post(path, secret('a'));
  await admin.post(path, secret('b'));
  const watch = await admin.watch(`${path}?watch=true`);
  expect(await watch.take(2)).toEqual(['ADDED a', 'ADDED b']);
  await admin.merge(`${path}/a`, { data: { x: 'eA==' } });
  await admin.delete(`${path}/b`);
  expect(await watch.take(2)).toEqual(['MODIFIED a', 'DELETED b']);
  watch.close();
});

test('a watch from a revision replays what came after, and goes on', async () => {
  const path = await space('from-then');
  await admin.post(path, secret('a'));
  const list = await admin.get(path);
  await admin.post(path, secret('b'));
  const other = await space('elsewhere');
  await admin.post(other, secret('unseen'));
  const watch = await admin.watch(`${path}?watch=1&resourceVersion=${revisionOf(list.body)}`);
  expect(await watch.take(1)).toEqual(['ADDED b']);
  const deleted = await admin.delete(`${path}/a`);
  const event = await watch.next();
  expect(event?.type).toBe('DELETED');
  expect(getPath(deleted.body, 'status')).toBe('Success');
  expect(Number(revisionOf(event?.object ?? {}))).toBeGreaterThan(Number(revisionOf(list.body)));
  watch.close();
});

test('a watch with a selector sees objects enter and leave it', async () => {
  const path = await space('selected');
  await admin.post(path, secret('a', { team: 'x' }));
  await admin.post(path, secret('b'));
  const watch = await admin.watch(`${path}?watch=1&labelSelector=team%3Dx`);
  expect(await watch.take(1)).toEqual(['ADDED a']);
  await admin.merge(`${path}/b`, { metadata: { labels: { team: 'x' } } });
  await admin.merge(`${path}/a`, { metadata: { labels: { team: 'y' } } });
  await admin.delete(`${path}/a`);
  await admin.delete(`${path}/b`);
  expect(await watch.take(1)).toEqual(['ADDED b']);
  const left = await watch.next();
  expect(left?.type).toBe('DELETED');
  expect(getPath(left?.object, 'metadata', 'labels')).toEqual({ team: 'x' });
  expect(await watch.take(1)).toEqual(['DELETED b']);
  watch.close();
});

test('a watch on one name', async () => {
  const path = await space('named');
  await admin.post(path, secret('a'));
  await admin.post(path, secret('b'));
  const watch = await admin.watch(`${path}?watch=1&fieldSelector=metadata.name%3Db`);
  await admin.delete(`${path}/a`);
  await admin.delete(`${path}/b`);
  expect(await watch.take(2)).toEqual(['ADDED b', 'DELETED b']);
  watch.close();
});

test('initial events end with a bookmark that says so', async () => {
  const path = await space('initial');
  await admin.post(path, secret('a'));
  const query =
    'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
  const watch = await admin.watch(`${path}?${query}`);
  expect(await watch.take(1)).toEqual(['ADDED a']);
  const bookmark = await watch.next();
  expect(bookmark).toMatchObject({
    type: 'BOOKMARK',
    object: {
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    },
  });
  const from = revisionOf(bookmark?.object ?? {});
  await admin.post(path, secret('b'));
  expect(await watch.take(1)).toEqual(['ADDED b']);
  const again = await admin.watch(`${path}?watch=1&resourceVersion=${from}`);
  expect(await again.take(1)).toEqual(['ADDED b']);
  watch.close();
  again.close();
});

test('a watch ends when its time is up', async () => {
  const path = await space('timed');
  const { revision } = { revision: revisionOf((await admin.get(path)).body) };
  const watch = await admin.watch(`${path}?watch=1&timeoutSeconds=1&resourceVersion=${revision}`);
  expect(await watch.next()).toBeUndefined();
});

test('watches of metadata and of tables', async () => {
  const path = await space('forms');
  await admin.post(path, secret('a'));
  await admin.post(path, secret('b'));
  const partial = await admin.watch(`${path}?watch=1`, {
    accept: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  });
  const event = await partial.next();
  expect(Object.keys(event?.object ?? {})).toEqual(['kind', 'apiVersion', 'metadata']);
  const table = await admin.watch(`${path}?watch=1`, {
    accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
  });
  const [first, second] = [await table.next(), await table.next()];
  expect(getPath(first?.object, 'columnDefinitions')).toHaveLength(4);
  expect(getPath(second?.object, 'columnDefinitions')).toEqual([]);
  expect(getPath(second?.object, 'rows', 0, 'cells', 0)).toBe('b');
  partial.close();
  table.close();
});

test('a client that reads slowly misses nothing and holds up nobody', async () => {
  const path = await space('slow');
  const slow = await admin.watch(`${path}?watch=1&resourceVersion=0`);
  slow.response.pause();
  const text = Buffer.alloc(200_000, 'a').toString('base64');
  const names = Array.from({ length: 40 }, (_, index) => `s${String(index).padStart(2, '0')}`);
  for (const name of names) await admin.post(path, { ...secret(name), data: { text } });
  slow.response.resume();
  expect(await slow.take(names.length)).toEqual(names.map((name) => `ADDED ${name}`));
  slow.close();
});

test('a long way is gone in steps, and nothing is missed or told twice', async () => {
  const path = await space('long');
  const from = revisionOf((await admin.get(path)).body);
  const count = 1200;
  const names = Array.from({ length: count }, (_, index) => `n${String(index).padStart(4, '0')}`);
  const waiting = [...names];
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        await admin.post(path, secret(name));
      }
    }),
  );
  const replayed = await admin.watch(`${path}?watch=1&resourceVersion=${from}`);
  const listed = await admin.watch(`${path}?watch=1`);
  const late = admin.post(path, secret('zz'));
  const wanted = names.map((name) => `ADDED ${name}`);
  expect((await replayed.take(count)).sort()).toEqual(wanted);
  expect(await listed.take(count)).toEqual(wanted);
  await late;
  expect(await replayed.take(1)).toEqual(['ADDED zz']);
  expect(await listed.take(1)).toEqual(['ADDED zz']);
  const pages = await admin.get(`${path}?limit=1000`);
  expect(pages.body['items']).toHaveLength(1000);
  expect((await admin.get(path)).body['items']).toHaveLength(count + 1);
  replayed.close();
  listed.close();
});

test('a revision that is no longer kept is gone', async () => {
  const other = await startTestServer({ historyRevisions: 1 });
  try {
    const path = '/api/v1/namespaces/default/configmaps';
    await other.server.compact();
    const watch = await other.admin.watch(`${path}?watch=1&resourceVersion=1`);
    expect(watch.code).toBe(200);
    expect(await watch.next()).toMatchObject({
      type: 'ERROR',
      object: { kind: 'Status', code: 410, reason: 'Expired' },
    });
    expect(await watch.next()).toBeUndefined();
    const page = await other.admin.get(`${path}?resourceVersion=1&resourceVersionMatch=Exact`);
    expect(page.code).toBe(410);
    await other.admin.post(path, configMap('after'));
  } finally {
    await other.close();
  }
});
