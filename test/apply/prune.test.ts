import {
  entryOf,
  pruneEntries,
  pruneLines,
  staleEntries,
  unionOfEntries,
  waitForDeletion,
} from '@fluxts/apply';
import { describe, expect, it } from 'vitest';
import { useWorld } from './world.ts';

const world = useWorld();
const key = 'kustomize.toolkit.fluxcd.io';

function prune(entries: Parameters<typeof pruneEntries>[0]): ReturnType<typeof pruneEntries> {
  return pruneEntries(entries, {
    client: world.client,
    owner: { name: 'app', namespace: world.namespace },
  });
}

describe('pruning', () => {
  it('deletes what left the inventory, in the reverse order of applying', async () => {
    const { namespace } = world;
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'sa', namespace },
    };
    const before = await world.apply([world.configMap('a'), world.configMap('b'), account]);
    const after = await world.apply([world.configMap('a')]);
    const entries = before.map(({ entry }) => entry);
    const stale = staleEntries(
      entries,
      after.map(({ entry }) => entry),
    );
    expect(
      unionOfEntries(
        entries,
        after.map(({ entry }) => entry),
      ),
    ).toHaveLength(3);
    const result = await prune(stale);
    expect(pruneLines(result.entries)).toEqual([
      `ConfigMap/${namespace}/b deleted`,
      `ServiceAccount/${namespace}/sa deleted`,
    ]);
    expect(result).toMatchObject({ survivors: [], error: undefined });
    expect(await world.get('ConfigMap', 'b')).toBeUndefined();
    expect(await world.get('ConfigMap', 'a')).toBeDefined();
  });

  it('leaves what is not ours, what asks to be kept, and what is gone', async () => {
    const owned = await world.apply([
      world.configMap('kept', {}, { [`${key}/prune`]: 'disabled' }),
      world.configMap('unmanaged'),
      world.configMap('gone'),
    ]);
    await world.client.create(world.configMap('theirs'));
    const { namespace } = world;
    const ref = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', name, namespace });
    await world.client.patch(
      ref('unmanaged'),
      { metadata: { annotations: { [`${key}/reconcile`]: 'disabled' } } },
      { type: 'merge' },
    );
    await world.client.delete(ref('gone'));
    const result = await prune([
      ...owned.map(({ entry }) => entry),
      entryOf(world.configMap('theirs')),
    ]);
    expect(
      Object.fromEntries(
        result.entries.map(({ name, action }) => [name.split('/').at(-1), action]),
      ),
    ).toEqual({
      kept: 'skipped',
      unmanaged: 'skipped',
      theirs: 'skipped',
      gone: 'gone',
    });
    expect(result.survivors).toEqual([]);
  });

  it('finds an object whose version is not served any more, and forgets kinds that are gone', async () => {
    const { namespace } = world;
    const hpa = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'h', namespace },
      spec: {
        maxReplicas: 2,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' },
      },
    };
    await world.apply([hpa]);
    const result = await prune([
      { id: `${namespace}_h_autoscaling_HorizontalPodAutoscaler`, v: 'v2beta2' },
      { id: `${namespace}_x_gone.example.com_Thing`, v: 'v1' },
    ]);
    expect(result.entries.map(({ action }) => action).sort()).toEqual(['deleted', 'gone']);
    expect(await world.get('HorizontalPodAutoscaler', 'h', 'autoscaling/v2')).toBeUndefined();
  });

  it('goes on when something cannot be deleted, and remembers it', async () => {
    const { namespace } = world;
    const entries = (await world.apply([world.configMap('a'), world.configMap('b')])).map(
      ({ entry }) => entry,
    );
    const tenant = world.client.impersonate({ user: 'nobody' });
    const result = await pruneEntries([...entries, { id: 'nonsense', v: 'v1' }], {
      client: tenant,
      owner: { name: 'app', namespace },
    });
    expect(result.survivors).toHaveLength(2);
    expect(result.error?.code).toBe('Prune');
    expect(result.error?.message).toContain(`ConfigMap/${namespace}/a delete failed: `);
    expect(result.error?.message).toContain('nonsense delete failed: ');
  });

  it('waits until objects are gone', async () => {
    const { namespace, client } = world;
    const held = {
      ...world.configMap('held'),
      metadata: { name: 'held', namespace, finalizers: ['example.com/hold'] },
    };
    const entries = await world.apply([held]);
    await prune(entries.map(({ entry }) => entry));
    const refs = entries.map(({ ref }) => ref);
    await expect(waitForDeletion(refs, { client, timeoutMs: 100 })).rejects.toThrow(
      `ConfigMap/${namespace}/held termination timeout`,
    );
    const waiting = waitForDeletion(refs, { client, timeoutMs: 30_000 });
    await client.patch(refs[0]!, { metadata: { finalizers: null } }, { type: 'merge' });
    await waiting;
    expect(await world.get('ConfigMap', 'held')).toBeUndefined();
  });
});
