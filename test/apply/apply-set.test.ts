import { ApplyError, changeLines, diffSet } from '@fluxts/apply';
import type { KubeObject } from '@fluxts/kube-client';
import { describe, expect, it } from 'vitest';
import { actionsOf, useWorld } from './world.ts';

const world = useWorld();

describe('applying a set', () => {
  it('creates, leaves alone what is as it should be, and changes what is not', async () => {
    const { namespace } = world;
    const first = await world.apply([world.configMap('a', { x: '1' }), world.configMap('b')]);
    expect(actionsOf(first)).toEqual([
      `ConfigMap/${namespace}/a created`,
      `ConfigMap/${namespace}/b created`,
    ]);
    const live = await world.get('ConfigMap', 'a');
    expect(live?.metadata.labels).toEqual({
      'kustomize.toolkit.fluxcd.io/name': 'app',
      'kustomize.toolkit.fluxcd.io/namespace': namespace,
    });
    expect(
      live?.metadata.managedFields?.map((entry) => [entry['manager'], entry['operation']]),
    ).toEqual([['kustomize-controller', 'Apply']]);

    const second = await world.apply([world.configMap('a', { x: '2' }), world.configMap('b')]);
    expect(actionsOf(second)).toEqual([
      `ConfigMap/${namespace}/a configured`,
      `ConfigMap/${namespace}/b unchanged`,
    ]);
    expect(second[0]?.changes).toEqual([
      { op: 'replace', path: '/data/x', before: '1', after: '2' },
    ]);
    expect(changeLines(second)).toEqual([`ConfigMap/${namespace}/a configured`]);
    expect((await world.get('ConfigMap', 'a'))?.['data']).toEqual({ x: '2' });
  });

  it('does not write what would not change', async () => {
    await world.apply([world.configMap('a', { x: '1' })]);
    const before = await world.get('ConfigMap', 'a');
    const path = `/api/v1/namespaces/${world.namespace}/configmaps/a`;
    const asked = world.requests.length;
    await world.apply([world.configMap('a', { x: '1' })]);
    // One dry run and one read tell that there is nothing to do.
    expect(world.requests.slice(asked)).toEqual([`apply ${path}`, `get ${path}`]);
    expect(await world.get('ConfigMap', 'a')).toEqual(before);
  });

  it('writes nothing of a stage in which anything is refused, and says all that is', async () => {
    const { namespace } = world;
    const bad = (name: string): KubeObject => ({
      ...world.configMap(name),
      metadata: { name, namespace: 'nowhere' },
    });
    const error = await world
      .apply([
        world.configMap('good'),
        bad('one'),
        bad('two'),
        { ...world.configMap('x'), kind: 'Nothing' },
      ])
      .catch((thrown: unknown) => thrown as ApplyError);
    expect(error).toBeInstanceOf(ApplyError);
    expect(error).toMatchObject({ code: 'DryRun', entries: [] });
    expect((error as ApplyError).message.split('\n')).toEqual([
      'ConfigMap/nowhere/one not found: namespaces "nowhere" not found',
      'ConfigMap/nowhere/two not found: namespaces "nowhere" not found',
      `Nothing/${namespace}/x dry-run failed: no matches for kind "Nothing" in version "v1"`,
    ]);
    expect(await world.get('ConfigMap', 'good')).toBeUndefined();
  });

  it('says that a namespace is missing', async () => {
    await expect(
      world.apply([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }]),
    ).rejects.toThrow(/^ConfigMap\/a namespace not specified: /);
  });

  it('brings definitions first and waits for them', async () => {
    const { namespace } = world;
    const plural = `widgets${namespace}`;
    const group = 'apply.example.com';
    const kind = `Widget${namespace}`;
    const crd = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { kind, plural },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: { spec: { type: 'object', properties: { n: { type: 'integer' } } } },
              },
            },
          },
        ],
      },
    };
    const widget = (n: number): KubeObject => ({
      apiVersion: `${group}/v1`,
      kind,
      metadata: { name: 'w', namespace: `${namespace}-new` },
      spec: { n },
    });
    const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: `${namespace}-new` } };
    const set = (n: number): KubeObject[] => [widget(n), space, crd] as KubeObject[];
    const owner = { name: 'app', namespace };
    const preview = await diffSet(set(1), { client: world.client, owner });
    expect(preview.map(({ action }) => action)).toEqual(['created', 'created', 'created']);
    expect(actionsOf(await world.apply(set(1)))).toEqual([
      `CustomResourceDefinition/${plural}.${group} created`,
      `Namespace/${namespace}-new created`,
      `${kind}/${namespace}-new/w created`,
    ]);
    expect(actionsOf(await world.apply(set(2)))).toEqual([
      `CustomResourceDefinition/${plural}.${group} unchanged`,
      `Namespace/${namespace}-new unchanged`,
      `${kind}/${namespace}-new/w configured`,
    ]);
  });

  it('does not keep differing over stringData and the protocols of ports', async () => {
    const { namespace } = world;
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace },
      stringData: { password: 'hunter2' },
    };
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'dns', namespace },
      spec: {
        selector: { app: 'dns' },
        ports: [
          { name: 'tcp', port: 53 },
          { name: 'udp', port: 53, protocol: 'UDP' },
        ],
      },
    };
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'dns', namespace },
      spec: {
        selector: { matchLabels: { app: 'dns' } },
        template: {
          metadata: { labels: { app: 'dns' } },
          spec: {
            containers: [
              {
                name: 'dns',
                image: 'dns:1',
                ports: [{ containerPort: 53 }, { containerPort: 53, protocol: 'UDP' }],
                resources: { limits: { cpu: 0.5, memory: '1Gi' } },
              },
            ],
          },
        },
      },
    };
    const set = [secret, service, deployment];
    await world.apply(set);
    expect((await world.apply(set)).map(({ action }) => action)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
    const changed = await world.apply([{ ...secret, stringData: { password: 'hunter3' } }]);
    expect(changed[0]?.changes).toEqual([
      { op: 'replace', path: '/data/password', before: '*** (before)', after: '*** (after)' },
    ]);
    expect(JSON.stringify(changed[0]?.changes)).not.toContain(
      Buffer.from('hunter').toString('base64').slice(0, 6),
    );
  });

  it('ends when it is told to', async () => {
    await expect(
      world.apply([world.configMap('a')], { signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow();
    expect(await world.get('ConfigMap', 'a')).toBeUndefined();
  });
});
