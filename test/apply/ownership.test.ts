import { describe, expect, it } from 'vitest';
import { actionsOf, useWorld } from './world.ts';

const world = useWorld();
const merge = { type: 'merge' } as const;

describe('fields of others', () => {
  it('goes back on what was changed or added with kubectl', async () => {
    const wanted = world.configMap('a', { x: '1' });
    await world.apply([wanted]);
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: world.namespace };
    await world.client.patch(
      ref,
      { data: { x: '9', y: '9' }, metadata: { labels: { hand: 'made' } } },
      { ...merge, fieldManager: 'kubectl-edit' },
    );
    const [entry] = await world.apply([wanted]);
    expect(entry?.action).toBe('configured');
    expect(entry?.changes.map(({ op, path }) => `${op} ${path}`)).toEqual([
      'replace /data/x',
      'remove /data/y',
      'remove /metadata/labels/hand',
    ]);
    const live = await world.get('ConfigMap', 'a');
    expect(live?.['data']).toEqual({ x: '1' });
    expect(live?.metadata.labels).not.toHaveProperty('hand');
    expect(live?.metadata.managedFields).toHaveLength(1);
  });

  it('takes over what kubectl applied on the client', async () => {
    const annotations = { 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    await world.client.create(world.configMap('a', { x: '1', old: '1' }, annotations), {
      fieldManager: 'kubectl-client-side-apply',
    });
    await world.apply([world.configMap('a', { x: '1' })]);
    const live = await world.get('ConfigMap', 'a');
    expect(live?.['data']).toEqual({ x: '1' });
    expect(live?.metadata.annotations ?? {}).toEqual({});
    expect(live?.metadata.managedFields?.map((entry) => entry['manager'])).toEqual([
      'kustomize-controller',
    ]);
  });

  it('leaves the fields of controllers alone', async () => {
    await world.apply([world.configMap('a', { x: '1' })]);
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: world.namespace };
    await world.client.patch(
      ref,
      { data: { theirs: '1' } },
      { ...merge, fieldManager: 'some-operator' },
    );
    expect((await world.apply([world.configMap('a', { x: '1' })]))[0]?.action).toBe('unchanged');
    expect((await world.get('ConfigMap', 'a'))?.['data']).toEqual({ x: '1', theirs: '1' });
    const overridden = await world.apply([world.configMap('a', { x: '1' })], {
      overrideManagers: ['some-op'],
    });
    expect(overridden[0]?.action).toBe('configured');
    expect((await world.get('ConfigMap', 'a'))?.['data']).toEqual({ x: '1' });
  });

  it('does not fight over ignored paths', async () => {
    const { namespace } = world;
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace };
    const ignore = [
      { paths: ['/data/scaled', '/data/shared'], target: { kind: 'ConfigMap', name: 'a.*' } },
    ];
    const wanted = (x: string) => world.configMap('a', { x, scaled: '1', shared: '1' });
    // What is not there yet is created whole.
    await world.apply([wanted('1')], { ignore });
    await world.client.patch(
      ref,
      { data: { scaled: '5' } },
      { ...merge, fieldManager: 'autoscaler' },
    );
    await world.client.apply(world.configMap('a', { shared: 'other' }), {
      fieldManager: 'other',
      force: true,
    });
    expect((await world.apply([wanted('1')], { ignore }))[0]?.action).toBe('unchanged');
    expect((await world.apply([wanted('2')], { ignore }))[0]?.action).toBe('configured');
    expect((await world.get('ConfigMap', 'a'))?.['data']).toEqual({
      x: '2',
      scaled: '5',
      shared: 'other',
    });
    expect((await world.apply([wanted('2')]))[0]?.action).toBe('configured');
    expect((await world.get('ConfigMap', 'a'))?.['data']).toEqual({
      x: '2',
      scaled: '1',
      shared: '1',
    });
  });

  it('refuses ignore rules that make no sense', async () => {
    for (const rule of [
      { paths: ['x'] },
      { paths: ['/x'], target: { name: '(' } },
      { paths: ['/x'], target: { labelSelector: 'a in' } },
    ]) {
      await expect(world.apply([], { ignore: [rule] })).rejects.toMatchObject({ code: 'Selector' });
    }
  });
});

describe('switches of objects', () => {
  const key = 'kustomize.toolkit.fluxcd.io';

  it('leave an object alone, by the manifest or in the cluster', async () => {
    const { namespace } = world;
    expect(
      actionsOf(
        await world.apply([world.configMap('a', {}, { [`${key}/reconcile`]: 'Disabled' })]),
      ),
    ).toEqual([`ConfigMap/${namespace}/a skipped`]);
    expect(await world.get('ConfigMap', 'a')).toBeUndefined();
    await world.client.create(world.configMap('b', { x: 'theirs' }, { [`${key}/ssa`]: 'ignore' }));
    expect((await world.apply([world.configMap('b', { x: 'ours' })]))[0]?.action).toBe('skipped');
    expect((await world.get('ConfigMap', 'b'))?.['data']).toEqual({ x: 'theirs' });
  });

  it('create and never change', async () => {
    const wanted = (x: string) => world.configMap('a', { x }, { [`${key}/ssa`]: 'IfNotPresent' });
    expect((await world.apply([wanted('1')]))[0]?.action).toBe('created');
    expect((await world.apply([wanted('2')]))[0]?.action).toBe('skipped');
    expect((await world.get('ConfigMap', 'a'))?.['data']).toEqual({ x: '1' });
  });

  it('merge: keep what kubectl added', async () => {
    const wanted = world.configMap('a', { x: '1' }, { [`${key}/ssa`]: 'Merge' });
    await world.apply([wanted]);
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace: world.namespace };
    await world.client.patch(ref, { data: { y: '2' } }, { ...merge, fieldManager: 'kubectl-edit' });
    expect((await world.apply([wanted]))[0]?.action).toBe('unchanged');
    expect((await world.get('ConfigMap', 'a'))?.['data']).toEqual({ x: '1', y: '2' });
  });

  it('make anew what cannot be changed, when asked to', async () => {
    const { namespace } = world;
    const frozen = (x: string, annotations = {}) => ({
      ...world.configMap('a', { x }, annotations),
      immutable: true,
    });
    await world.apply([frozen('1')]);
    const before = await world.get('ConfigMap', 'a');
    await expect(world.apply([frozen('2')])).rejects.toThrow(
      new RegExp(`^ConfigMap/${namespace}/a dry-run failed \\(Invalid\\): .*immutable`),
    );
    expect((await world.apply([frozen('2')], { force: true }))[0]?.action).toBe('created');
    const after = await world.get('ConfigMap', 'a');
    expect(after?.['data']).toEqual({ x: '2' });
    expect(after?.metadata.uid).not.toBe(before?.metadata.uid);
    expect((await world.apply([frozen('3', { [`${key}/force`]: 'enabled' })]))[0]?.action).toBe(
      'created',
    );
  });
});
