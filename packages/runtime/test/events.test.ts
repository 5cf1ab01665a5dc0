import { getString } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventInput } from '../src/index.ts';
import { FakeClock } from '../src/testing/index.ts';
import { type Harness, harness } from './harness.ts';

let h: Harness;
let clock: FakeClock;
let told: string[];

beforeEach(async () => {
  clock = new FakeClock();
  told = [];
  h = await harness({ clock, eventSinks: [(_target, event) => told.push(event.message)] });
});

afterEach(async () => await h.end());

const widget: KubeObject = {
  apiVersion: 'example.com/v1',
  kind: 'Widget',
  metadata: { name: 'a', namespace: 'team', uid: 'u1', resourceVersion: '5' },
};

async function record(message: string, more: Partial<EventInput> = {}): Promise<void> {
  h.manager.events.record(widget, { type: 'Normal', reason: 'Done', message, ...more });
  await h.manager.events.flush();
}

test('writes an Event as Flux does', async () => {
  await record('applied', { annotations: { 'example.com/revision': 'main@sha1:abc' } });
  const [event] = h.api.list('events');
  expect(event).toMatchObject({
    metadata: { namespace: 'team', annotations: { 'example.com/revision': 'main@sha1:abc' } },
    involvedObject: {
      apiVersion: 'example.com/v1',
      kind: 'Widget',
      name: 'a',
      namespace: 'team',
      uid: 'u1',
      resourceVersion: '5',
    },
    type: 'Normal',
    reason: 'Done',
    message: 'applied',
    count: 1,
    firstTimestamp: '2026-01-01T00:00:00Z',
    lastTimestamp: '2026-01-01T00:00:00Z',
    source: { component: 'widget-controller' },
    reportingComponent: 'widget-controller',
  });
  expect(event?.metadata.name).toMatch(/^a\.[0-9a-f]{16}$/);
});

test('counts the same event up', async () => {
  await record('applied');
  await clock.advance(60_000);
  await record('applied');
  const events = h.api.list('events');
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    count: 2,
    firstTimestamp: '2026-01-01T00:00:00Z',
    lastTimestamp: '2026-01-01T00:01:00Z',
  });
});

test('writes an event anew when the Event is gone', async () => {
  await record('applied');
  const [event] = h.api.list('events');
  h.api.remove('events', event?.metadata.name ?? '');
  await record('applied');
  expect(h.api.list('events')).toHaveLength(1);
});

test('folds many similar events into one', async () => {
  for (let count = 0; count < 14; count++) await record(`attempt ${count}`);
  const events = h.api.list('events');
  expect(events).toHaveLength(11);
  expect(events.at(-1)).toMatchObject({
    count: 4,
    message: '(combined from similar events): attempt 13',
  });
});

test('holds an object back that talks too much, and says so in a metric', async () => {
  for (let count = 0; count < 40; count++) await record('again');
  expect(h.api.list('events')[0]).toMatchObject({ count: 25 });
  expect(await h.manager.metrics.render()).toContain('fluxts_events_dropped_total 15');
  await clock.advance(300_000);
  await record('again');
  expect(h.api.list('events')[0]).toMatchObject({ count: 26 });
});

test('tells sinks every event in full', async () => {
  const long = 'ä'.repeat(2000);
  await record(long, { type: 'Trace' });
  await record(long);
  expect(told).toEqual([long, long]);
  const message = getString(h.api.list('events')[0], 'message') ?? '';
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(1024);
  expect(message).toMatch(/^ä+\.\.\.$/);
  expect(h.api.list('events')[0]).toMatchObject({ type: 'Normal' });
});

test('a server that refuses fails nobody', async () => {
  h.api.refuse = () => ({ code: 403, reason: 'Forbidden' });
  await record('applied');
  h.api.refuse = undefined;
  await record('applied');
  expect(h.api.list('events')).toHaveLength(1);
});
