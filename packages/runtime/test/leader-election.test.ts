import { getPath } from '@fluxts/base';
import type { KubeClient } from '@fluxts/kube-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createManager, done, type Manager, RuntimeError, silentLogger } from '../src/index.ts';
import { FakeClock } from '../src/testing/index.ts';
import { WidgetApi } from './widget-api.ts';

let api: WidgetApi;
let clock: FakeClock;
let clients: KubeClient[];

interface Candidate {
  readonly manager: Manager;
  readonly stop: () => Promise<void>;
  readonly ended: Promise<unknown>;
  leading: boolean;
}

beforeEach(async () => {
  api = await WidgetApi.start();
  clock = new FakeClock();
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.close();
  await api.stop();
});

function candidate(identity: string, releaseOnCancel = true): Candidate {
  const client = api.client();
  clients.push(client);
  const manager = createManager({
    client,
    clock,
    log: silentLogger,
    name: 'test',
    random: () => 0.5,
    leaderElection: { namespace: 'flux-system', name: 'lock', identity, releaseOnCancel },
  });
  const controller = new AbortController();
  const made: Candidate = {
    manager,
    leading: false,
    stop: async () => {
      controller.abort();
      await made.ended;
      manager.metrics.close();
    },
    ended: Promise.resolve(),
  };
  manager.addRunnable({
    name: 'leader work',
    run: () => {
      made.leading = true;
      return Promise.resolve();
    },
  });
  return Object.assign(made, {
    ended: manager.run(controller.signal).catch((error: unknown) => error),
  });
}

function lease(): Record<string, unknown> {
  return getPath(api.read('leases', 'lock', 'flux-system'), 'spec') as Record<string, unknown>;
}

/** Moves the clock until the condition holds; requests need real turns of the loop in between. */
async function until(condition: () => boolean, stepMs = 500): Promise<void> {
  for (let turn = 0; !condition(); turn++) {
    if (turn > 500) throw new Error('it did not come to pass');
    await clock.advance(stepMs);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test('the first takes the lease, as Kubernetes writes it, and the second waits', async () => {
  const one = candidate('one');
  await one.manager.whenReady();
  expect(one.leading).toBe(true);
  expect(lease()).toEqual({
    holderIdentity: 'one',
    leaseDurationSeconds: 35,
    leaseTransitions: 0,
    renewTime: '2026-01-01T00:00:00.000000Z',
    acquireTime: '2026-01-01T00:00:00.000000Z',
  });
  const two = candidate('two');
  const before = api.requests.length;
  await until(() => api.requests.length > before + 20);
  expect(two.leading).toBe(false);
  expect(lease()['holderIdentity']).toBe('one');
  expect(lease()['renewTime']).not.toBe('2026-01-01T00:00:00.000000Z');
  await one.stop();
  await two.stop();
});

test('a leader that stops hands over at once', async () => {
  const one = candidate('one');
  await one.manager.whenReady();
  const two = candidate('two');
  await one.stop();
  expect(lease()['holderIdentity']).toBe('');
  const begun = clock.now();
  await until(() => two.leading);
  expect(clock.now() - begun).toBeLessThan(35_000);
  expect(lease()).toMatchObject({ holderIdentity: 'two', leaseTransitions: 1 });
  await two.stop();
});

test('a leader that vanished is followed when its lease is over, and not before', async () => {
  const one = candidate('one', false);
  await one.manager.whenReady();
  await one.stop();
  expect(lease()['holderIdentity']).toBe('one');
  const two = candidate('two');
  const begun = clock.now();
  await until(() => two.leading);
  expect(clock.now() - begun).toBeGreaterThan(35_000);
  expect(clock.now() - begun).toBeLessThan(60_000);
  await two.stop();
});

test('a leader that cannot renew for too long ends what it does, with an error', async () => {
  const one = candidate('one');
  let reason: unknown;
  const working = one.manager.addController({
    name: 'worker',
    kind: { apiVersion: 'example.com/v1', kind: 'Widget' },
    watches: [],
    reconcile: async (_key, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      reason = signal.reason;
      return done();
    },
  });
  working.enqueue({ namespace: 'team', name: 'a' });
  await one.manager.whenReady();
  api.refuse = () => ({ code: 500, reason: 'InternalError' });
  let result: unknown;
  void one.ended.then((value) => {
    result = value;
  });
  const begun = clock.now();
  await until(() => result !== undefined);
  expect(result).toBeInstanceOf(RuntimeError);
  expect(result).toMatchObject({ code: 'LeadershipLost' });
  expect(reason).toBe('shutdown');
  expect(clock.now() - begun).toBeGreaterThanOrEqual(30_000);
  expect(clock.now() - begun).toBeLessThan(60_000);
});

test('a short outage costs nothing', async () => {
  const one = candidate('one');
  await one.manager.whenReady();
  api.refuse = () => ({ code: 500, reason: 'InternalError' });
  const begun = clock.now();
  await until(() => clock.now() - begun > 20_000);
  api.refuse = undefined;
  await until(() => Date.parse(String(lease()['renewTime'])) > begun + 20_000);
  expect(lease()['holderIdentity']).toBe('one');
  await one.stop();
});
