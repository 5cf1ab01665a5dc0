import type { JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(async () => await stage.stop());

async function begin(
  name: string,
  files: Record<string, string>,
  spec: JsonObject = {},
): Promise<string> {
  const sourceRef = { kind: 'GitRepository', name: `repo-${name}` };
  const revision = await stage.publish(sourceRef.name, files);
  await stage.kustomization(name, { sourceRef, ...spec });
  return revision;
}

function service(name: string, spec: JsonObject): string {
  const metadata = { name, namespace: 'apps' };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata, spec });
}

describe('applying', () => {
  it('brings definitions and namespaces before what needs them', async () => {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'gears.example.org' },
      spec: {
        group: 'example.org',
        names: { kind: 'Gear', plural: 'gears' },
        scope: 'Namespaced',
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: { type: 'object', properties: { size: { type: 'integer' } } },
            },
          },
        ],
      },
    };
    await begin('stages', {
      'a.yaml':
        'apiVersion: example.org/v1\nkind: Gear\nmetadata: {name: g, namespace: later}\nsize: 3\n',
      'b.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: later}\n',
      'c.yaml': JSON.stringify(definition),
    });
    const object = await stage.untilReady('stages');
    expect(object.status?.inventory?.entries.map(({ id }) => id)).toEqual([
      '_gears.example.org_apiextensions.k8s.io_CustomResourceDefinition',
      '_later__Namespace',
      'later_g_example.org_Gear',
    ]);
    expect(object.status).toMatchObject({
      lastAttemptedRevision: object.status?.lastAppliedRevision,
      history: [{ totalReconciliations: 1, lastReconciledStatus: 'ReconciliationSucceeded' }],
    });
  });

  it('tells what changed, and nothing when nothing did', async () => {
    const first = await begin('told', {
      'a.yaml': configMap('told-a'),
      'b.yaml': configMap('told-b'),
    });
    await stage.untilReady('told', first);
    await stage.untilEvent(
      'told',
      /^Normal Progressing: ConfigMap\/apps\/told-a created\nConfigMap\/apps\/told-b created$/,
    );
    await stage.untilEvent(
      'told',
      /^Normal ReconciliationSucceeded: Reconciliation finished in .*, next run in 10m0s$/,
    );
    const files = { 'a.yaml': configMap('told-a', { x: 'y' }), 'b.yaml': configMap('told-b') };
    await stage.untilReady('told', await stage.publish('repo-told', files));
    await stage.untilEvent('told', /^Normal Progressing: ConfigMap\/apps\/told-a configured$/);
  });

  it('makes an object anew whose immutable field changed, only when forced', async () => {
    const one = service('forced', { clusterIP: 'None', ports: [{ port: 80 }] });
    const other = service('forced', { ports: [{ port: 80 }], clusterIP: '10.96.12.34' });
    await begin('force', { 'a.yaml': one });
    await stage.untilReady('force');
    const before = await stage.client.get(stage.ref('v1', 'Service', 'forced'));
    const revision = await stage.publish('repo-force', { 'a.yaml': other });
    const failed = await stage.untilCondition('force', 'Ready', 'False');
    expect(failed.message).toContain('Service/apps/forced dry-run failed (Invalid)');
    await stage.change('force', { force: true });
    await stage.untilReady('force', revision);
    const after = await stage.client.get(stage.ref('v1', 'Service', 'forced'));
    expect(after.metadata.uid).not.toBe(before.metadata.uid);
  });

  it('puts common metadata on everything, and owner labels', async () => {
    await begin(
      'common',
      { 'a.yaml': configMap('common') },
      {
        commonMetadata: { labels: { team: 'x' }, annotations: { note: 'y' } },
      },
    );
    await stage.untilReady('common');
    const { metadata } = await stage.client.get(stage.configMap('common'));
    expect(metadata.labels).toEqual({
      team: 'x',
      'kustomize.toolkit.fluxcd.io/name': 'common',
      'kustomize.toolkit.fluxcd.io/namespace': 'apps',
    });
    expect(metadata.annotations).toEqual({ note: 'y' });
  });

  it('builds with what the spec adds', async () => {
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'example.org/web:1' }] },
        },
      },
    };
    await begin(
      'spec',
      { 'app/a.yaml': JSON.stringify(deployment) },
      {
        path: './app',
        targetNamespace: 'apps',
        namePrefix: 'pre-',
        nameSuffix: '-post',
        images: [{ name: 'example.org/web', newTag: '2' }],
        patches: [
          {
            target: { kind: 'Deployment' },
            patch: '[{"op": "replace", "path": "/spec/replicas", "value": 3}]',
          },
        ],
      },
    );
    await stage.untilReady('spec');
    const found = await stage.client.get(stage.ref('apps/v1', 'Deployment', 'pre-web-post'));
    expect(found['spec']).toMatchObject({
      replicas: 3,
      template: { spec: { containers: [{ image: 'example.org/web:2' }] } },
    });
  });
});
