import { afterEach, beforeEach, expect, test } from 'vitest';
import { type CacheChange, createCaches, createManager, silentLogger } from '../src/index.ts';
import { type Harness, harness, nextChange, widgetKind } from './harness.ts';

let h: Harness;

beforeEach(async () => {
  h = await harness();
});

afterEach(async () => await h.end());

const team = (name: string): { namespace: string; name: string } => ({ namespace: 'team', name });

function told(change: CacheChange): string {
  return `${change.type} ${change.key.name}${change.initial ? ' (initial)' : ''}`;
}

test('shows what was listed and what came later, frozen, in the order of the server', async () => {
  h.api.widget('a');
  const widgets = h.manager.caches.acquire(widgetKind);
  const changes: string[] = [];
  widgets.subscribe((change) => changes.push(told(change)));
  await h.start();
  await widgets.whenSynced();
  expect(widgets.get(team('a'))?.metadata.name).toBe('a');
  const deleted = nextChange(widgets, (change) => change.type === 'deleted');
  h.api.widget('b');
  h.api.widget('b', { spec: { size: 1 } });
  h.api.remove('widgets', 'a');
  const { object, old } = await deleted;
  expect(changes).toEqual(['added a (initial)', 'added b', 'updated b', 'deleted a']);
  expect(old?.metadata.name).toBe(object.metadata.name);
  const kept = widgets.get(team('b'));
  expect(Object.isFrozen(kept) && Object.isFrozen(kept?.metadata)).toBe(true);
  expect(widgets.size).toBe(1);
});

test('a subscriber that comes later is told what is there first', async () => {
  h.api.widget('a');
  const widgets = h.manager.caches.acquire(widgetKind);
  await h.start();
  await widgets.whenSynced();
  const changes: string[] = [];
  widgets.subscribe((change) => changes.push(told(change)));
  expect(changes).toEqual(['added a (initial)']);
});

test('one subscriber’s mistake reaches neither the others nor the watch', async () => {
  h.api.widget('a');
  const widgets = h.manager.caches.acquire(widgetKind);
  widgets.subscribe(() => {
    throw new Error('oops');
  });
  await h.start();
  await widgets.whenSynced();
  const added = nextChange(widgets);
  h.api.widget('b');
  expect(told(await added)).toBe('added b');
  expect(widgets.state).toBe('watching');
});

test('goes on without a gap when its connection breaks', async () => {
  const widgets = h.manager.caches.acquire(widgetKind);
  await h.start();
  await widgets.whenSynced();
  const first = nextChange(widgets);
  h.api.widget('a');
  await first;
  const second = nextChange(widgets);
  h.api.breakWatches();
  h.api.widget('b');
  expect(told(await second)).toBe('added b');
  expect(
    h.api.requests.filter((line) => line.startsWith('GET /apis/example.com/v1/widgets')),
  ).toHaveLength(1);
});

test('lists afresh after 410, and tells just the difference', async () => {
  h.api.widget('gone');
  h.api.widget('kept');
  const widgets = h.manager.caches.acquire(widgetKind);
  await h.start();
  await widgets.whenSynced();
  const changes: string[] = [];
  const added = nextChange(widgets, (change) => change.type === 'added');
  widgets.subscribe((change) => changes.push(told(change)));
  const { port } = h.api;
  await h.api.stop();
  h.api.remove('widgets', 'gone');
  h.api.widget('new');
  h.api.compact();
  await h.api.listen(port);
  await added;
  expect(changes.slice(2)).toEqual(['deleted gone', 'added new']);
  expect(widgets.state).toBe('watching');
});

test('tells another object of the same name as deletion and creation', async () => {
  h.api.widget('a');
  const widgets = h.manager.caches.acquire(widgetKind);
  await h.start();
  await widgets.whenSynced();
  const changes: string[] = [];
  widgets.subscribe((change) => changes.push(told(change)));
  const added = nextChange(widgets, (change) => change.type === 'added');
  const { port } = h.api;
  await h.api.stop();
  h.api.remove('widgets', 'a');
  h.api.widget('a');
  h.api.compact();
  await h.api.listen(port);
  await added;
  expect(changes).toEqual(['added a (initial)', 'deleted a', 'added a']);
});

test('finds objects by index and by namespace', async () => {
  const colours = (object: object): string[] =>
    (object as { spec?: { colours?: string[] } }).spec?.colours ?? [];
  h.api.widget('a', { spec: { colours: ['red', 'blue'] } });
  h.api.widget('b', { spec: { colours: ['blue'] } }, 'other');
  const widgets = h.manager.caches.acquire(widgetKind);
  await h.start();
  await widgets.whenSynced();
  widgets.addIndex('colour', colours);
  const names = (value: string): string[] =>
    widgets.byIndex('colour', value).map((object) => object.metadata.name);
  expect(names('blue')).toEqual(['a', 'b']);
  const updated = nextChange(widgets);
  h.api.widget('a', { spec: { colours: ['green'] } });
  await updated;
  expect(names('red')).toEqual([]);
  expect(names('blue')).toEqual(['b']);
  expect(names('green')).toEqual(['a']);
  expect(widgets.list('other').map((object) => object.metadata.name)).toEqual(['b']);
  expect(() => widgets.byIndex('size', '1')).toThrow("no index 'size'");
});

test('holds only the metadata of Secrets', async () => {
  h.api.put('secrets', { metadata: { name: 's' }, data: { password: 'x' } } as never);
  const secrets = h.manager.caches.acquire({ apiVersion: 'v1', kind: 'Secret' });
  await h.start();
  await secrets.whenSynced();
  expect(Object.keys(secrets.list()[0] ?? {})).toEqual(['apiVersion', 'kind', 'metadata']);
});

test('equal selections share one watch, which ends with its last holder', async () => {
  await h.start();
  const one = h.manager.caches.acquire(widgetKind);
  const two = h.manager.caches.acquire({ ...widgetKind, namespace: '', labelSelector: '' });
  expect(two).toBe(one);
  await one.whenSynced();
  expect(h.manager.caches.acquire({ ...widgetKind, labelSelector: 'a=b' })).not.toBe(one);
  h.manager.caches.release(one);
  expect(one.state).not.toBe('idle');
  h.manager.caches.release(two);
  await expect.poll(() => one.state).toBe('idle');
});

test('managers of a process can share their caches', async () => {
  const caches = createCaches({ client: h.client, log: silentLogger });
  const options = { client: h.client, log: silentLogger, caches };
  const one = createManager({ ...options, name: 'one' });
  const two = createManager({ ...options, name: 'two' });
  const widgets = one.caches.acquire(widgetKind);
  expect(two.caches.acquire(widgetKind)).toBe(widgets);
  const stop = new AbortController();
  const run = one.run(stop.signal);
  await widgets.whenSynced();
  stop.abort();
  await run;
  expect(widgets.state).toBe('watching');
  await caches.stop();
  expect(widgets.state).toBe('idle');
  for (const manager of [one, two]) manager.metrics.close();
});

test('a kind that is refused is said to be unavailable, until it is not', async () => {
  h.api.refuse = (line) =>
    line.includes('widgets') ? { code: 403, reason: 'Forbidden' } : undefined;
  const widgets = h.manager.caches.acquire(widgetKind);
  await h.start();
  await widgets.whenSettled();
  expect(widgets.state).toBe('unavailable');
  expect(widgets.synced).toBe(false);
  expect(widgets.lastError).toMatchObject({ code: 'Forbidden' });
  h.api.refuse = undefined;
  await widgets.whenSynced();
  expect(widgets.lastError).toBeUndefined();
});

test('keeps managed fields only where they are asked for', async () => {
  h.api.put('widgets', { metadata: { name: 'a', managedFields: [{ manager: 'x' }] } });
  const plain = h.manager.caches.acquire(widgetKind);
  const full = h.manager.caches.acquire({ ...widgetKind, managedFields: true });
  await h.start();
  await Promise.all([plain.whenSynced(), full.whenSynced()]);
  expect(plain.get(team('a'))?.metadata.managedFields).toBeUndefined();
  expect(full.get(team('a'))?.metadata.managedFields).toHaveLength(1);
});
