import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(async () => await stage.stop());

async function deleted(name: string, spec: Record<string, unknown>): Promise<void> {
  const sourceRef = { kind: 'GitRepository', name: `repo-${name}` };
  await stage.publish(sourceRef.name, { 'a.yaml': configMap(name) });
  await stage.kustomization(name, { sourceRef, ...spec } as never);
  await stage.untilReady(name);
  await stage.client.delete(stage.kustomizationRef(name));
  await stage.until(stage.kustomizationRef(name), (found) => found === undefined);
}

describe('deleting a Kustomization', () => {
  it.each([
    ['mirror', { prune: true }, false],
    ['mirror-off', { prune: false }, true],
    ['delete', { prune: false, deletionPolicy: 'Delete' }, false],
    ['orphan', { prune: true, deletionPolicy: 'Orphan' }, true],
    ['wait', { prune: true, deletionPolicy: 'WaitForTermination' }, false],
  ])('with %s deletes what it manages as the policy says', async (name, spec, stays) => {
    await deleted(name, spec);
    expect((await stage.client.find(stage.configMap(name))) !== undefined).toBe(stays);
  });

  it('deletes nothing while suspended', async () => {
    const sourceRef = { kind: 'GitRepository', name: 'repo-still' };
    await stage.publish('repo-still', { 'a.yaml': configMap('still') });
    await stage.kustomization('still', { sourceRef });
    await stage.untilReady('still');
    await stage.change('still', { suspend: true });
    await stage.client.delete(stage.kustomizationRef('still'));
    await stage.until(stage.kustomizationRef('still'), (found) => found === undefined);
    expect(await stage.client.find(stage.configMap('still'))).toBeDefined();
  });

  it('waits for what takes time to go, and tells when it takes too long', async () => {
    const sourceRef = { kind: 'GitRepository', name: 'repo-slow' };
    const slow = JSON.parse(configMap('slow'));
    slow.metadata.finalizers = ['example.org/hold'];
    await stage.publish('repo-slow', { 'a.yaml': JSON.stringify(slow) });
    await stage.kustomization('slow', { sourceRef, deletionPolicy: 'WaitForTermination' });
    await stage.untilReady('slow');
    await stage.client.delete(stage.kustomizationRef('slow'));
    await stage.until(stage.configMap('slow'), (o) => o?.metadata.deletionTimestamp !== undefined);
    expect(await stage.client.find(stage.kustomizationRef('slow'))).toBeDefined();
    const release = { metadata: { finalizers: null } };
    await stage.client.patch(stage.configMap('slow'), release, { type: 'merge' });
    await stage.until(stage.kustomizationRef('slow'), (found) => found === undefined);
  });
});
