import type { JsonObject } from '@fluxts/base';
import type { RequestReport } from '@fluxts/kube-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start({ intervalJitter: 0 });
  await stage.publish('repo', { 'a.yaml': configMap('a'), 'b.yaml': configMap('b') });
});
afterAll(async () => await stage.stop());

/** The requests that are no watch and no list of one's own caches. */
function work(requests: readonly RequestReport[]): string[] {
  return requests.filter(({ verb }) => verb !== 'watch').map(({ verb, path }) => `${verb} ${path}`);
}

async function quiet(): Promise<void> {
  await stage.controller.controller.whenIdle();
}

describe('when nothing changes', () => {
  it('an interval costs no request and no write', async () => {
    await stage.kustomization('app', { interval: '200ms' });
    const settled = await stage.untilReady('app');
    await stage.untilEvent('app', /Reconciliation finished/);
    await quiet();
    stage.requests.length = 0;
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(work(stage.requests)).toEqual([]);
    const later = await stage.client.get(stage.kustomizationRef('app'));
    expect(later.metadata.resourceVersion).toBe(settled.metadata.resourceVersion);
  });

  it('a request looks at everything at once, and so does every tenth interval', async () => {
    const applies = (): string[] => work(stage.requests).filter((one) => one.startsWith('apply'));
    stage.requests.length = 0;
    await stage.reconcile('app');
    expect(applies().length).toBeGreaterThanOrEqual(2);
    await quiet();
    stage.requests.length = 0;
    const since = performance.now();
    while (applies().length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    // Nine intervals passed without; a timer may be late, but is never early.
    expect(performance.now() - since).toBeGreaterThan(1_800);
  });

  it('what was said of a source that was gone for a while is taken back', async () => {
    const ref = stage.ref('source.toolkit.fluxcd.io/v1', 'GitRepository', 'repo');
    const { artifact } = (await stage.client.get(ref))['status'] as JsonObject;
    await stage.client.patchStatus(ref, { status: { artifact: null } });
    await stage.reconcile('app');
    const gone = await stage.untilCondition('app', 'Ready', 'False');
    expect(gone.message).toBe('Source artifact not found, retrying in 30s');
    await stage.client.patchStatus(ref, { status: { artifact: artifact! } });
    await stage.untilReady('app');
  });

  it('a restart finds everything as it is, and writes to no object', async () => {
    const ref = stage.configMap('a');
    const before = await stage.client.get(ref);
    await stage.stopController();
    await stage.startController();
    await stage.reconcile('app');
    const after = await stage.client.get(ref);
    expect(after.metadata.resourceVersion).toBe(before.metadata.resourceVersion);
  });
});

describe('a suspended Kustomization', () => {
  it('does nothing until it is resumed', async () => {
    await stage.kustomization('paused', { sourceRef: { kind: 'GitRepository', name: 'repo-p' } });
    const first = await stage.publish('repo-p', { 'p.yaml': configMap('p', { v: '1' }) });
    await stage.untilReady('paused', first);
    await stage.change('paused', { suspend: true });
    const second = await stage.publish('repo-p', { 'p.yaml': configMap('p', { v: '2' }) });
    await stage.reconcile('paused');
    expect(await stage.client.get(stage.configMap('p'))).toMatchObject({ data: { v: '1' } });
    await stage.change('paused', { suspend: false });
    await stage.untilReady('paused', second);
    expect(await stage.client.get(stage.configMap('p'))).toMatchObject({ data: { v: '2' } });
  });
});
