import { createManager, type Manager, silentLogger } from '@fluxts/runtime';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Cluster } from './cluster.ts';

let cluster: Cluster;

beforeEach(async () => {
  cluster = new Cluster();
  await cluster.start();
});

afterEach(async () => await cluster.end());

interface Candidate {
  readonly manager: Manager;
  leading: boolean;
  stop(): Promise<void>;
}

function candidate(identity: string): Candidate {
  const manager = createManager({
    client: cluster.client(),
    log: silentLogger,
    name: 'test',
    leaderElection: {
      namespace: 'default',
      name: 'lock',
      identity,
      leaseDurationMs: 3_000,
      renewDeadlineMs: 2_000,
      retryPeriodMs: 100,
    },
  });
  const controller = new AbortController();
  const made: Candidate = {
    manager,
    leading: false,
    stop: async () => {
      controller.abort();
      await run;
      manager.metrics.close();
    },
  };
  manager.addRunnable({
    name: 'leader work',
    run: async (signal) => {
      made.leading = true;
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      made.leading = false;
    },
  });
  const run = manager.run(controller.signal);
  return made;
}

test('one leads at a time; when it stops the other takes over', async () => {
  const one = candidate('one');
  await one.manager.whenReady();
  const two = candidate('two');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([one.leading, two.leading]).toEqual([true, false]);
  await one.stop();
  expect(one.leading).toBe(false);
  await expect.poll(() => two.leading, { timeout: 2_500 }).toBe(true);
  const lease = await cluster.client().get({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    namespace: 'default',
    name: 'lock',
  });
  expect(lease['spec']).toMatchObject({ holderIdentity: 'two', leaseTransitions: 1 });
  await two.stop();
});
