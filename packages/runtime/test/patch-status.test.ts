import { jsonClone } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { patchStatus } from '../src/index.ts';
import { type Harness, harness } from './harness.ts';

let h: Harness;

beforeEach(async () => {
  h = await harness();
});

afterEach(async () => await h.end());

const options = { fieldManager: 'test' };
const ready = { type: 'Ready', status: 'True' };
const stalled = { type: 'Stalled', status: 'False' };

function withStatus(object: KubeObject, status: object): KubeObject {
  return { ...jsonClone(object), status: jsonClone(status as never) };
}

test('an equal status costs no request', async () => {
  const widget = h.api.widget('a', { status: { n: 1, list: ['x'] } });
  const stored = await patchStatus(
    h.client,
    widget,
    withStatus(widget, { list: ['x'], n: 1 }),
    options,
  );
  expect(stored).toBe(widget);
  expect(h.api.requests).toEqual([]);
});

test('sends only what differs, and removes what is gone', async () => {
  const widget = h.api.widget('a', { status: { kept: 1, gone: 2, changed: 3 } });
  const stored = await patchStatus(
    h.client,
    widget,
    withStatus(widget, { kept: 1, changed: 4 }),
    options,
  );
  expect(stored?.['status']).toEqual({ kept: 1, changed: 4 });
  expect(h.api.requests.at(-1)).toBe('PATCH /apis/example.com/v1/namespaces/team/widgets/a/status');
});

test('puts our changes on top of those of others', async () => {
  const before = h.api.widget('a', { status: { ours: 1, conditions: [ready] } });
  h.api.widget('a', { status: { ours: 1, theirs: 9, conditions: [ready, stalled] } });
  const unready = { type: 'Ready', status: 'False' };
  const stored = await patchStatus(
    h.client,
    before,
    withStatus(before, { ours: 2, conditions: [unready] }),
    options,
  );
  expect(stored?.['status']).toEqual({ ours: 2, theirs: 9, conditions: [unready, stalled] });
});

test('writes nothing to an object that was deleted or replaced', async () => {
  const before = h.api.widget('a', { status: {} });
  h.api.remove('widgets', 'a');
  expect(
    await patchStatus(h.client, before, withStatus(before, { n: 1 }), options),
  ).toBeUndefined();
  h.api.widget('a');
  expect(
    await patchStatus(h.client, before, withStatus(before, { n: 1 }), options),
  ).toBeUndefined();
  expect(h.api.read('widgets', 'a')?.['status']).toBeUndefined();
});

test('gives up when others keep writing', async () => {
  const before = h.api.widget('a', { status: {} });
  h.api.refuse = (line) =>
    line.startsWith('PATCH') ? { code: 409, reason: 'Conflict' } : undefined;
  await expect(
    patchStatus(h.client, before, withStatus(before, { n: 1 }), options),
  ).rejects.toMatchObject({ code: 'Conflict' });
});
