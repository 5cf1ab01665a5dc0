import type { ApiServerOptions } from '@fluxts/apiserver';
import type { KubeClient } from '@fluxts/kube-client';
import { createManager, type Manager, silentLogger, type WatchCache } from '@fluxts/runtime';
import { afterEach, expect, test } from 'vitest';
import { Cluster, configMap } from './cluster.ts';

let cluster: Cluster;
let client: KubeClient;
let manager: Manager;
let lists: number;
let stop: () => Promise<void>;

async function begin(options: ApiServerOptions = {}): Promise<WatchCache> {
  cluster = new Cluster(options);
  await cluster.start();
  lists = 0;
  client = cluster.client({
    onRequest: ({ verb, path }) => {
      if (verb === 'list' && path.endsWith('/configmaps')) lists++;
    },
  });
  manager = createManager({ client, log: silentLogger, name: 'test' });
  const controller = new AbortController();
  const cache = manager.caches.acquire({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: 'default',
    labelSelector: 'test=yes',
  });
  const run = manager.run(controller.signal);
  stop = async () => {
    controller.abort();
    await run;
    manager.metrics.close();
  };
  await cache.whenSynced();
  return cache;
}

afterEach(async () => {
  await stop();
  await cluster.end();
});

async function put(name: string): Promise<void> {
  const object = configMap(name);
  const metadata = { ...object.metadata, labels: { test: 'yes' } };
  await client.apply({ ...object, metadata }, { fieldManager: 'test', timeoutMs: 60_000 });
}

const names = (cache: WatchCache): string[] =>
  cache
    .list()
    .map((object) => object.metadata.name)
    .sort();

test('a watch goes on after the server was restarted, without listing anew', async () => {
  const cache = await begin();
  await put('before');
  await expect.poll(() => names(cache)).toEqual(['before']);
  await cluster.stop();
  await cluster.start();
  await put('after');
  await expect.poll(() => names(cache), { timeout: 20_000 }).toEqual(['after', 'before']);
  expect(lists).toBe(1);
});

test('what happened while nobody watched is found after 410', async () => {
  const cache = await begin({ historyRevisions: 1 });
  await put('kept');
  await put('gone');
  await expect.poll(() => names(cache)).toEqual(['gone', 'kept']);
  const changes: string[] = [];
  cache.subscribe(({ type, key, initial }) => {
    if (!initial) changes.push(`${type} ${key.name}`);
  });
  await cluster.stop();
  await cluster.startElsewhere();
  const other = cluster.client();
  await other.delete({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'gone' });
  for (const count of ['1', '2', '3']) {
    await other.apply(configMap('noise', { count }), { fieldManager: 'test' });
  }
  await cluster.server.compact();
  await cluster.stop();
  await cluster.start();
  await expect.poll(() => names(cache), { timeout: 30_000 }).toEqual(['kept']);
  expect(changes).toEqual(['deleted gone']);
  expect(lists).toBe(2);
});

test('an object that loses its label leaves the cache, and comes back with it', async () => {
  const cache = await begin();
  await put('a');
  await expect.poll(() => names(cache)).toEqual(['a']);
  const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'a' };
  await client.patch(ref, { metadata: { labels: { test: null } } }, { type: 'merge' });
  await expect.poll(() => names(cache)).toEqual([]);
  await put('a');
  await expect.poll(() => names(cache)).toEqual(['a']);
  expect(cache.list()[0]).not.toHaveProperty('data');
});
