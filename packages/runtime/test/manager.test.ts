import { get } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { done, gone, type ManagerOptions, requeueAfter } from '../src/index.ts';
import { FakeClock, settle } from '../src/testing/index.ts';
import { deferred, type Harness, harness, widgetKind } from './harness.ts';

let h: Harness;

async function begin(options: Partial<ManagerOptions> = {}): Promise<void> {
  h = await harness({ metricsAddress: '127.0.0.1:0', healthAddress: '127.0.0.1:0', ...options });
}

afterEach(async () => await h.end());

async function fetchText(url: string): Promise<{ status: number; text: string }> {
  return await new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}

const key = { namespace: 'team', name: 'a' };

test('serves metrics under the names that dashboards know', async () => {
  await begin();
  const made = h.manager.addController({
    name: 'widget',
    kind: widgetKind,
    watches: [],
    reconcile: () => Promise.resolve(requeueAfter(60_000)),
  });
  h.api.widget('held');
  const widgets = h.manager.caches.acquire(widgetKind);
  const part = h.manager.caches.acquire({ ...widgetKind, namespace: 'team' });
  h.manager.metrics.recordCondition('Widget', key, 'Ready', 'False');
  h.manager.metrics.recordSuspend('Widget', key, true);
  await h.start();
  await Promise.all([widgets.whenSynced(), part.whenSynced()]);
  made.enqueue(key);
  await made.whenIdle();
  const { text } = await fetchText(`http://${h.manager.addresses.metrics}/metrics`);
  const labels = 'kind="Widget",name="a",namespace="team"';
  for (const line of [
    `gotk_reconcile_duration_seconds_count{${labels}} 1`,
    `gotk_reconcile_duration_seconds_bucket{${labels},le="+Inf"} 1`,
    '# TYPE gotk_reconcile_duration_seconds histogram',
    `gotk_reconcile_condition{${labels},type="Ready",status="False"} 1`,
    `gotk_reconcile_condition{${labels},type="Ready",status="True"} 0`,
    `gotk_suspend_status{${labels}} 1`,
    'controller_runtime_reconcile_total{controller="widget",result="requeue_after"} 1',
    'controller_runtime_max_concurrent_reconciles{controller="widget"} 4',
    'workqueue_adds_total{name="widget",controller="widget"} 1',
    'workqueue_depth{name="widget",controller="widget"} 0',
    'fluxts_workqueue_delayed{name="widget",controller="widget"} 1',
    'fluxts_watch_cache_objects{apiVersion="example.com/v1",kind="Widget"} 2',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).toMatch(/^nodejs_eventloop_lag_max_seconds [\d.e-]+$/m);
});

test('drops the metrics of an object that is gone', async () => {
  await begin();
  let there = true;
  const made = h.manager.addController({
    name: 'widget',
    kind: widgetKind,
    watches: [],
    reconcile: () => Promise.resolve(there ? done() : gone()),
  });
  await h.start();
  h.manager.metrics.recordCondition('Widget', key, 'Ready', 'True');
  made.enqueue(key);
  await made.whenIdle();
  expect(await h.manager.metrics.render()).toContain('name="a"');
  there = false;
  made.enqueue(key);
  await made.whenIdle();
  expect(await h.manager.metrics.render()).not.toContain('name="a"');
});

test('says what is wrong with its health', async () => {
  await begin();
  let broken = true;
  h.manager.addCheck('storage', () => {
    if (broken) throw new Error('disk is full');
  });
  await h.start();
  const base = `http://${h.manager.addresses.health}`;
  expect(await fetchText(`${base}/healthz`)).toEqual({ status: 200, text: 'ok' });
  expect(await fetchText(`${base}/readyz`)).toEqual({
    status: 500,
    text: '[+]ping ok\n[-]storage failed: disk is full\nreadyz check failed\n',
  });
  broken = false;
  expect(await fetchText(`${base}/readyz/storage`)).toEqual({ status: 200, text: 'ok' });
  expect((await fetchText(`${base}/else`)).status).toBe(404);
});

test('lets reconciles finish when it stops, and starts no more', async () => {
  await begin();
  const gate = deferred();
  const seen: string[] = [];
  const made = h.manager.addController({
    name: 'widget',
    kind: widgetKind,
    watches: [],
    concurrency: 1,
    reconcile: async ({ name }, { signal }) => {
      seen.push(name);
      await gate.promise;
      expect(signal.aborted).toBe(false);
      return done();
    },
  });
  await h.start();
  made.enqueue(key);
  made.enqueue({ ...key, name: 'b' });
  const stopped = h.stop();
  await settle();
  gate.resolve();
  await stopped;
  expect(seen).toEqual(['a']);
});

test('aborts reconciles that outlast the grace, and abandons those that do not heed it', async () => {
  const clock = new FakeClock();
  await begin({ clock, gracefulShutdownMs: 10_000, abortGraceMs: 1_000 });
  const aborted: unknown[] = [];
  const made = h.manager.addController({
    name: 'widget',
    kind: widgetKind,
    watches: [],
    reconcile: async ({ name }, { signal }) => {
      await new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          aborted.push(signal.reason);
          if (name === 'a') resolve(undefined);
        });
      });
      return done();
    },
  });
  await h.start();
  made.enqueue(key);
  made.enqueue({ ...key, name: 'deaf' });
  const stopped = h.stop();
  const verdict = expect(stopped).rejects.toMatchObject({ code: 'ShutdownTimeout' });
  await clock.advance(10_000);
  expect(aborted).toEqual(['shutdown', 'shutdown']);
  await clock.advance(1_000);
  await verdict;
});

test('ends when something that runs beside it fails', async () => {
  await begin();
  h.manager.addRunnable({ name: 'sweeper', run: () => Promise.reject(new Error('no disk')) });
  await h.start().catch(() => undefined);
  await expect(h.stop()).rejects.toMatchObject({
    code: 'RunnableFailed',
    message: 'sweeper failed: no disk',
  });
});

test('says so when a port is taken', async () => {
  await begin({ healthAddress: '127.0.0.1:99999' });
  await expect(h.manager.run(new AbortController().signal)).rejects.toMatchObject({
    code: 'ListenFailed',
  });
  const other = await harness({ healthAddress: `127.0.0.1:${h.api.port}` });
  await expect(other.start()).rejects.toMatchObject({ code: 'ListenFailed' });
  await other.end();
});

test('runs once', async () => {
  await begin();
  await h.start();
  await expect(h.manager.run(new AbortController().signal)).rejects.toMatchObject({
    code: 'AlreadyStarted',
  });
});

test('a signal that was aborted before ends it at once', async () => {
  await begin();
  await h.manager.run(AbortSignal.abort());
});
