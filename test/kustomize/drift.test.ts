import type { JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(async () => await stage.stop());

async function applied(name: string, manifest: string, spec: JsonObject = {}): Promise<void> {
  const sourceRef = { kind: 'GitRepository', name: `repo-${name}` };
  await stage.publish(sourceRef.name, { 'a.yaml': manifest });
  await stage.kustomization(name, { sourceRef, ...spec });
  await stage.untilReady(name);
}

async function edit(
  name: string,
  data: Record<string, string | null>,
  by = 'kubectl-edit',
): Promise<void> {
  const options = { type: 'merge', fieldManager: by } as const;
  await stage.client.patch(stage.configMap(name), { data }, options);
}

function dataOf(object: unknown): JsonObject {
  return (object as { data?: JsonObject } | undefined)?.data ?? {};
}

describe('a managed object', () => {
  it('that was changed is put back at once, and it is told who changed it', async () => {
    await applied('edited', configMap('edited', { key: 'wanted' }));
    const since = performance.now();
    await edit('edited', { key: 'changed', added: 'by hand' });
    await stage.until(stage.configMap('edited'), (object) => {
      const { key, added } = dataOf(object);
      return key === 'wanted' && added === undefined;
    });
    // The next interval would come in ten minutes.
    expect(performance.now() - since).toBeLessThan(10_000);
    await stage.untilEvent(
      'edited',
      /^Normal DriftCorrected: ConfigMap\/apps\/edited configured, changed by kubectl-edit$/,
    );
  });

  it('that was deleted comes back', async () => {
    await applied('deleted', configMap('deleted', { key: 'wanted' }));
    const before = await stage.client.get(stage.configMap('deleted'));
    await stage.client.delete(stage.configMap('deleted'));
    const after = await stage.until(
      stage.configMap('deleted'),
      (object) => object !== undefined && object.metadata.uid !== before.metadata.uid,
    );
    expect(dataOf(after)).toEqual({ key: 'wanted' });
  });

  it('that lost its owner labels gets them again', async () => {
    await applied('unlabelled', configMap('unlabelled'));
    const label = 'kustomize.toolkit.fluxcd.io/name';
    const patch = { metadata: { labels: { [label]: null } } };
    await stage.client.patch(stage.configMap('unlabelled'), patch, { type: 'merge' });
    await stage.until(
      stage.configMap('unlabelled'),
      (object) => object?.metadata.labels?.[label] === 'unlabelled',
    );
  });

  it('keeps what others added without our asking for it', async () => {
    await applied('shared', configMap('shared', { key: 'wanted' }));
    await edit('shared', { theirs: 'too' }, 'some-controller');
    await edit('shared', { key: 'changed' }, 'some-controller');
    const back = await stage.until(
      stage.configMap('shared'),
      (object) => dataOf(object)['key'] === 'wanted',
    );
    expect(dataOf(back)).toEqual({ key: 'wanted', theirs: 'too' });
  });

  it('is left alone where it says so, where it is ignored, and while suspended', async () => {
    const off = JSON.parse(configMap('off', { key: 'wanted' }));
    await applied('off', JSON.stringify(off));
    const annotations = { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' };
    await stage.client.patch(
      stage.configMap('off'),
      { metadata: { annotations } },
      { type: 'merge' },
    );
    await applied('ignored', configMap('ignored', { key: 'wanted' }), {
      ignore: [{ paths: ['/data/key'] }],
    });
    await applied('paused', configMap('paused', { key: 'wanted' }));
    await stage.change('paused', { suspend: true });
    await stage.controller.controller.whenIdle();
    for (const name of ['off', 'ignored', 'paused']) await edit(name, { key: 'changed' });
    // What is put back is put back in order: once this one is, the others have been looked at.
    await edit('shared', { key: 'changed' });
    await stage.until(stage.configMap('shared'), (object) => dataOf(object)['key'] === 'wanted');
    await stage.controller.controller.whenIdle();
    for (const name of ['off', 'ignored', 'paused']) {
      const object = await stage.client.get(stage.configMap(name));
      expect([name, dataOf(object)['key']]).toEqual([name, 'changed']);
    }
  });

  it('is put back even while a newer revision cannot be built', async () => {
    await applied('broken', configMap('broken', { key: 'wanted' }));
    await stage.publish('repo-broken', { 'a.yaml': 'kind: [' });
    await stage.untilCondition('broken', 'Ready', 'False');
    await edit('broken', { key: 'changed' });
    await stage.until(stage.configMap('broken'), (object) => dataOf(object)['key'] === 'wanted');
    await stage.client.delete(stage.configMap('broken'));
    await stage.until(stage.configMap('broken'), (object) => dataOf(object)['key'] === 'wanted');
    const revision = await stage.publish('repo-broken', { 'b.yaml': configMap('mended') });
    await stage.untilReady('broken', revision);
    expect(await stage.client.find(stage.configMap('broken'))).toBeUndefined();
  });

  it('that people change one after the other is put back each time, and is no fight', async () => {
    await applied('handled', configMap('handled', { key: 'wanted' }));
    // Notes something that nobody disputes, all the time.
    const annotate = async (note: string): Promise<void> => {
      const patch = { metadata: { annotations: { note } } };
      const options = { type: 'merge', fieldManager: 'annotator' } as const;
      await stage.client.patch(stage.configMap('handled'), patch, options);
    };
    for (const tool of [
      'kubectl-scale',
      'kubectl-label',
      'kubectl-set',
      'script',
      'kubectl-edit',
    ]) {
      await annotate(tool);
      const since = performance.now();
      await edit('handled', { key: tool }, tool);
      await stage.until(stage.configMap('handled'), (object) => dataOf(object)['key'] === 'wanted');
      // The next interval would come in ten minutes.
      expect(performance.now() - since).toBeLessThan(10_000);
      await stage.untilEvent('handled', new RegExp(`configured, changed by ${tool}$`));
    }
    expect((await stage.events('handled')).join('\n')).not.toContain('DriftContested');
  });

  it('that another controller keeps changing is put back ever more slowly, and that is told', async () => {
    await applied('fought', configMap('fought', { key: 'wanted' }));
    const rival = new AbortController();
    const list = { apiVersion: 'v1', kind: 'ConfigMap', namespace: stage.namespace };
    const { resourceVersion } = await stage.client.list(list);
    const fight = (async () => {
      const { signal } = rival;
      await edit('fought', { key: '0' }, 'rival');
      let round = 0;
      for await (const { object } of stage.client.watch(list, { resourceVersion, signal })) {
        if (object.metadata.name === 'fought' && dataOf(object)['key'] === 'wanted') {
          await edit('fought', { key: `${++round}` }, 'rival');
        }
      }
      return round;
    })();
    await stage.untilEvent(
      'fought',
      /^Warning DriftContested: ConfigMap\/apps\/fought is changed again as soon as it is put back, changed by rival/,
    );
    rival.abort();
    expect(await fight).toBeLessThan(10);
  });
});
