import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(async () => await stage.stop());

/** Numbers that look random and are the same at every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

/** Waits for a number of requests, or until the controller has nothing more to ask. */
async function requestsReach(count: number): Promise<void> {
  const idle = new AbortController();
  void stage.controller.controller.whenIdle().then(() => idle.abort());
  while (stage.requests.length < count && !idle.signal.aborted) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

describe('a process that ends at any point', () => {
  it('loses no prune, leaves no orphan and doubles nothing', async () => {
    const next = sequence(42);
    await stage.kustomization('crash');
    let wanted: string[] = [];
    for (let round = 0; round < 20; round++) {
      await stage.killController();
      // Published while nobody looks: what the last round applied half-way is stale at once.
      wanted = Array.from({ length: 12 }, (_, n) =>
        n < 6 ? `c-${n}` : `c-${n}-of-${round}`,
      ).filter(() => next(3) > 0);
      const files = wanted.map((name) => [`${name}.yaml`, configMap(name, { round: `${round}` })]);
      await stage.publish('repo', Object.fromEntries(files));
      stage.requests.length = 0;
      await stage.startController();
      // The start costs some requests; each of those that follow is a point to end at.
      await requestsReach(stage.requests.length + next(30));
    }
    const revision = await stage.publish(
      'repo',
      Object.fromEntries(
        wanted.map((name) => [`${name}.yaml`, configMap(name, { round: 'last' })]),
      ),
    );
    const object = await stage.untilReady('crash', revision);
    const { items } = await stage.client.list({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: stage.namespace,
    });
    const found = items.filter(({ metadata }) => metadata.name.startsWith('c-'));
    expect(found.map(({ metadata }) => metadata.name).toSorted()).toEqual(wanted.toSorted());
    for (const one of found) expect(one['data']).toEqual({ round: 'last' });
    const entries = object.status?.inventory?.entries ?? [];
    expect(entries).toHaveLength(wanted.length);
  });
});
