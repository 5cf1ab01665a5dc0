import type { KustomizationObject } from '@fluxts/flux-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(async () => await stage.stop());

function inventory(object: KustomizationObject): string[] {
  return (object.status?.inventory?.entries ?? []).map(({ id }) => id);
}

describe('what leaves the source', () => {
  it('leaves the cluster, and the inventory', async () => {
    await stage.publish('repo', { 'a.yaml': configMap('a'), 'b.yaml': configMap('b') });
    await stage.kustomization('prune');
    const first = await stage.untilReady('prune');
    expect(inventory(first)).toEqual(['apps_a__ConfigMap', 'apps_b__ConfigMap']);
    const revision = await stage.publish('repo', { 'a.yaml': configMap('a') });
    const second = await stage.untilReady('prune', revision);
    expect(inventory(second)).toEqual(['apps_a__ConfigMap']);
    expect(await stage.client.find(stage.configMap('b'))).toBeUndefined();
    await stage.untilEvent('prune', /^Normal Progressing: ConfigMap\/apps\/b deleted$/);
  });

  it('stays where pruning is switched off for the object', async () => {
    const kept = JSON.parse(configMap('kept'));
    kept.metadata.annotations = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
    await stage.publish('repo-kept', { 'kept.yaml': JSON.stringify(kept) });
    await stage.kustomization('kept', { sourceRef: { kind: 'GitRepository', name: 'repo-kept' } });
    await stage.untilReady('kept');
    const revision = await stage.publish('repo-kept', { 'other.yaml': configMap('other') });
    await stage.untilReady('kept', revision);
    expect(await stage.client.find(stage.configMap('kept'))).toBeDefined();
  });

  it('stays, and is forgotten, where pruning is switched off altogether', async () => {
    const sourceRef = { kind: 'GitRepository', name: 'repo-orphan' };
    await stage.publish('repo-orphan', { 'o.yaml': configMap('orphan') });
    await stage.kustomization('orphans', { sourceRef, prune: false });
    await stage.untilReady('orphans');
    const revision = await stage.publish('repo-orphan', { 'p.yaml': configMap('parent') });
    const object = await stage.untilReady('orphans', revision);
    expect(inventory(object)).toEqual(['apps_parent__ConfigMap']);
    expect(await stage.client.find(stage.configMap('orphan'))).toBeDefined();
  });

  it('stays when it belongs to somebody else by now', async () => {
    const sourceRef = { kind: 'GitRepository', name: 'repo-moved' };
    await stage.publish('repo-moved', { 'm.yaml': configMap('moved') });
    await stage.kustomization('mover', { sourceRef });
    await stage.untilReady('mover');
    await stage.change('mover', { suspend: true });
    const labels = { 'kustomize.toolkit.fluxcd.io/name': 'another' };
    const ref = stage.configMap('moved');
    await stage.client.patch(ref, { metadata: { labels } }, { type: 'merge' });
    const revision = await stage.publish('repo-moved', { 'n.yaml': configMap('new') });
    await stage.change('mover', { suspend: false });
    await stage.untilReady('mover', revision);
    expect(await stage.client.find(ref)).toBeDefined();
  });

  it('leaves even if the process ended between applying and pruning', async () => {
    const sourceRef = { kind: 'GitRepository', name: 'repo-crash' };
    await stage.publish('repo-crash', { 'c.yaml': configMap('crash-old') });
    await stage.kustomization('crash', { sourceRef });
    await stage.untilReady('crash');
    // As a process leaves it that is killed after it wrote down what it was about to apply.
    await stage.stopController();
    const entries = ['crash-old', 'crash-new', 'crash-never'].map((name) => ({
      id: `apps_${name}__ConfigMap`,
      v: 'v1',
    }));
    const ref = stage.kustomizationRef('crash');
    await stage.client.patchStatus(ref, { status: { inventory: { entries } } });
    const revision = await stage.publish('repo-crash', { 'd.yaml': configMap('crash-newest') });
    await stage.startController();
    const object = await stage.untilReady('crash', revision);
    expect(inventory(object)).toEqual(['apps_crash-newest__ConfigMap']);
    expect(await stage.client.find(stage.configMap('crash-old'))).toBeUndefined();
  });
});
