import { getPath, getString, isObject, type JsonObject } from '@fluxts/base';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StoreError } from '../src/index.ts';
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  installWidgets,
  startTestServer,
  widget,
  widgets,
} from './support/fixtures.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxts-apiserver-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('everything is there again after a restart, and old clients still get in', async () => {
  const first = await startTestServer({ dataDir: folder });
  await installWidgets(first.admin);
  await first.admin.post(widgets, widget('kept'));
  const { body } = await first.admin.post(configMaps, configMap('kept', { a: 'b' }));
  const account = '/api/v1/namespaces/default/serviceaccounts/default/token';
  const token = getString((await first.admin.post(account, {})).body, 'status', 'token') ?? '';
  await first.close();

  const second = await startTestServer({ dataDir: folder });
  expect(second.server.url).toBe(first.server.url);
  expect((await second.admin.get(`${configMaps}/kept`)).body).toEqual(body);
  expect((await second.admin.get(`${widgets}/kept`)).code).toBe(200);
  const later = await second.admin.post(configMaps, configMap('later'));
  const versions = [body, later.body].map((object) =>
    Number(getString(object, 'metadata', 'resourceVersion')),
  );
  expect(versions[1]).toBeGreaterThan(versions[0] as number);
  const review = await second.admin.post('/apis/authentication.k8s.io/v1/tokenreviews', {
    spec: { token },
  });
  expect(review.text).toContain('"authenticated":true');
  const watch = await second.admin.watch(
    `${configMaps}?watch=1&resourceVersion=${(versions[0] as number) - 1}`,
  );
  expect(await watch.take(2)).toEqual(['ADDED kept', 'ADDED later']);
  watch.close();
  await second.close();
});

test('a restart writes nothing that is there already', async () => {
  const first = await startTestServer({ dataDir: folder });
  const before = (await first.admin.get(configMaps)).body;
  await first.close();
  const second = await startTestServer({ dataDir: folder });
  const after = (await second.admin.get(configMaps)).body;
  expect(getString(after, 'metadata', 'resourceVersion')).toBe(
    getString(before, 'metadata', 'resourceVersion'),
  );
  await second.close();
});

test('a workload has its Pods after a restart, and gets no others', async () => {
  const pods = '/api/v1/namespaces/default/pods';
  const options = { dataDir: folder, simulateWorkloads: true, workloadDelayMs: 0 };
  const itemsOf = (list: JsonObject): JsonObject[] => {
    const items = getPath(list, 'items');
    return Array.isArray(items) ? items.filter(isObject) : [];
  };
  const uidsOf = (list: JsonObject): unknown[] =>
    itemsOf(list).map((item) => getString(item, 'metadata', 'uid'));
  const first = await startTestServer(options);
  await first.admin.post(deployments, deployment('web', 3));
  const before = await vi.waitUntil(async () => {
    const list = (await first.admin.get(pods)).body;
    const running = itemsOf(list).filter((pod) => getString(pod, 'status', 'phase') === 'Running');
    return running.length === 3 && list;
  }, 20_000);
  await first.close();
  const second = await startTestServer(options);
  const events = (await second.admin.get('/api/v1/namespaces/default/events')).body;
  expect(uidsOf((await second.admin.get(pods)).body)).toEqual(uidsOf(before));
  const scheduled = itemsOf(events).filter((one) => one['reason'] === 'Scheduled');
  expect(scheduled).toHaveLength(3);
  await second.close();
});

test('one server a folder', async () => {
  const first = await startTestServer({ dataDir: folder });
  await expect(startTestServer({ dataDir: folder })).rejects.toThrow(StoreError);
  await first.close();
});

test('the kubeconfig is for its owner only, and there once the server answers', async () => {
  const path = join(folder, 'sub', 'kubeconfig');
  const running = await startTestServer({ kubeconfigPath: path });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).toBe(running.server.kubeconfig);
  expect(running.server.kubeconfig).toContain(`server: ${running.server.url}\n`);
  await running.close();
});

test('a signal ends the server', async () => {
  const stop = new AbortController();
  const running = await startTestServer({ dataDir: folder, signal: stop.signal });
  const watch = await running.admin.watch(`${configMaps}?watch=1`);
  stop.abort();
  while ((await watch.next()) !== undefined);
  await running.close();
  await (await startTestServer({ dataDir: folder })).close();
  await expect(startTestServer({ signal: stop.signal })).rejects.toThrow(/aborted/);
});
