import type { KustomizationObject } from '@fluxts/flux-api';
import type { KubeObject } from '@fluxts/kube-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

const v1beta1 = 'kustomize.toolkit.fluxcd.io/v1beta1';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(async () => await stage.stop());

describe('a Kustomization of v1beta1', () => {
  it('is reconciled as it was written, and its author is told what means nothing any more', async () => {
    await stage.publish('old', { 'tenant/dev/a.yaml': configMap('old', { key: 'from git' }) });
    await stage.create(v1beta1, 'Kustomization', 'old', {
      spec: {
        interval: '5m',
        path: './tenant/dev',
        sourceRef: { kind: 'GitRepository', name: 'old' },
        prune: true,
        validation: 'client',
        patchesStrategicMerge: [
          {
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'old', namespace: 'apps' },
            data: { added: 'by a patch' },
          },
        ],
        patchesJson6902: [
          {
            target: { version: 'v1', kind: 'ConfigMap', name: 'old' },
            patch: [{ op: 'replace', path: '/data/key', value: 'replaced' }],
          },
        ],
      },
    });
    await stage.untilReady('old');
    const { data } = (await stage.client.get(stage.configMap('old'))) as KubeObject & {
      data: unknown;
    };
    expect(data).toEqual({ key: 'replaced', added: 'by a patch' });
    await stage.untilEvent('old', /^Normal LegacyField: spec\.validation has no effect any more/);
    const spec = (
      await stage.client.get({ ...stage.kustomizationRef('old'), apiVersion: v1beta1 })
    )['spec'];
    expect(spec).toMatchObject({ validation: 'client' });
  });

  it('that has a snapshot in place of an inventory loses no prune', async () => {
    await stage.stopController();
    await stage.publish('adopted', { 'a.yaml': configMap('stays') });
    const owner = {
      'kustomize.toolkit.fluxcd.io/name': 'adopted',
      'kustomize.toolkit.fluxcd.io/namespace': 'apps',
    };
    for (const name of ['stays', 'went']) {
      const object = JSON.parse(configMap(name));
      object.metadata.labels = owner;
      object.metadata.annotations = { 'kustomize.toolkit.fluxcd.io/checksum': 'abc' };
      await stage.client.create(object);
    }
    const sourceRef = { kind: 'GitRepository', name: 'adopted' };
    const ref = { ...stage.kustomizationRef('adopted'), apiVersion: v1beta1 };
    await stage.create(v1beta1, 'Kustomization', 'adopted', {
      spec: { interval: '5m', prune: true, sourceRef },
    });
    const kinds = { '/v1, Kind=ConfigMap': 'ConfigMap' };
    const snapshot = { checksum: 'abc', entries: [{ namespace: 'apps', kinds }] };
    const lastAppliedRevision = `main/${'a'.repeat(40)}`;
    await stage.client.patchStatus(ref, { status: { snapshot, lastAppliedRevision } });
    await stage.startController();
    const object: KustomizationObject = await stage.untilReady('adopted');
    expect(object.status?.inventory?.entries).toEqual([{ id: 'apps_stays__ConfigMap', v: 'v1' }]);
    expect(object.status).not.toHaveProperty('snapshot');
    expect(await stage.client.find(stage.configMap('went'))).toBeUndefined();
    const stays = await stage.client.get(stage.configMap('stays'));
    expect(stays.metadata.annotations ?? {}).toEqual({});
  });
});
