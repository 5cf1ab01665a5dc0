import type { JsonObject } from '@fluxts/base';
import type { Condition } from '@fluxts/flux-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start({ noCrossNamespaceRefs: true });
});
afterAll(async () => await stage.stop());

let count = 0;

/** The Ready condition that files and a spec end in. */
async function failure(files: Record<string, string>, spec: JsonObject = {}): Promise<Condition> {
  const name = `bad-${++count}`;
  await stage.publish(`repo-${name}`, files);
  const sourceRef = { kind: 'GitRepository', name: `repo-${name}` };
  await stage.kustomization(name, { sourceRef, ...spec });
  const condition = await stage.untilCondition(name, 'Ready', 'False');
  await stage.untilEvent(name, new RegExp(`^Warning ${condition.reason}: `));
  return condition;
}

describe('what cannot be built or applied', () => {
  it('is a path that is not there', async () => {
    const condition = await failure({ 'a.yaml': configMap('a') }, { path: './missing' });
    expect(condition).toMatchObject({
      reason: 'ArtifactFailed',
      message: 'kustomization path not found: stat ./missing: no such file or directory',
    });
  });

  it('is a path out of the artifact', async () => {
    const condition = await failure({ 'a.yaml': configMap('a') }, { path: './../../etc' });
    expect(condition.reason).toBe('ArtifactFailed');
    expect(condition.message).toMatch(/^kustomization path not found: /);
  });

  it('is broken YAML, with its file and line', async () => {
    const broken = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a\ndata: [\n';
    const condition = await failure({ 'app/a.yaml': broken }, { path: './app' });
    expect(condition.reason).toBe('BuildFailed');
    expect(condition.message).toContain('app/a.yaml');
    expect(condition.message).toMatch(/line \d+|:\d+/);
  });

  it('is a kustomization.yaml with an unknown field', async () => {
    const files = { 'kustomization.yaml': 'resource: [a.yaml]', 'a.yaml': configMap('a') };
    const condition = await failure(files);
    expect(condition.reason).toBe('BuildFailed');
    expect(condition.message).toContain('resource');
  });

  it('is a manifest without a kind', async () => {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml]',
      'a.yaml': 'apiVersion: v1\nmetadata: {name: a}\n',
    };
    const condition = await failure(files);
    expect(condition.reason).toBe('BuildFailed');
    expect(condition.message).toContain('a.yaml');
  });

  it('is two objects with one id', async () => {
    const files = {
      'kustomization.yaml': 'resources: [a.yaml, b.yaml]',
      'a.yaml': configMap('twin'),
      'b.yaml': configMap('twin'),
    };
    const condition = await failure(files);
    expect(condition.reason).toBe('BuildFailed');
    expect(condition.message).toContain('already registered id');
  });

  it('is an object of a kind that the cluster does not know', async () => {
    const files = {
      'a.yaml': 'apiVersion: example.org/v1\nkind: Gadget\nmetadata: {name: a, namespace: apps}\n',
      'b.yaml': configMap('innocent'),
    };
    const condition = await failure(files);
    expect(condition.reason).toBe('ReconciliationFailed');
    expect(condition.message).toContain('Gadget/apps/a');
    expect(condition.message).toContain('no matches for kind "Gadget" in version "example.org/v1"');
    expect(await stage.client.find(stage.configMap('innocent'))).toBeUndefined();
  });

  it('is every object that is refused, told together', async () => {
    const files = {
      'a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Bad_Name, namespace: apps}\n',
      'b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: Bad_Too, namespace: apps}\n',
    };
    const condition = await failure(files);
    expect(condition.message).toContain('ConfigMap/apps/Bad_Name');
    expect(condition.message).toContain('ConfigMap/apps/Bad_Too');
  });

  it('is a Secret that nobody has decrypted', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's', namespace: 'apps' } };
    const encrypted = { ...secret, data: { a: 'ENC[AES256_GCM]' }, sops: { version: '3.9.0' } };
    const condition = await failure({ 'a.yaml': JSON.stringify(encrypted) });
    expect(condition.message).toBe(
      'Secret/apps/s is SOPS encrypted, configuring decryption is required for this secret to be reconciled',
    );
  });

  it('is mended by the next good revision, and nothing was lost meanwhile', async () => {
    const sourceRef = { kind: 'GitRepository', name: 'repo-heal' };
    await stage.publish('repo-heal', { 'a.yaml': configMap('heal', { version: '1' }) });
    await stage.kustomization('heal', { sourceRef });
    const good = await stage.untilReady('heal');
    await stage.publish('repo-heal', { 'a.yaml': 'kind: [' });
    await stage.untilCondition('heal', 'Ready', 'False');
    const ref = stage.configMap('heal');
    expect(await stage.client.get(ref)).toMatchObject({ data: { version: '1' } });
    const bad = await stage.client.get(stage.kustomizationRef('heal'));
    expect(bad['status']).toMatchObject({
      lastAppliedRevision: good.status?.lastAppliedRevision,
      inventory: good.status?.inventory,
    });
    const revision = await stage.publish('repo-heal', {
      'a.yaml': configMap('heal', { version: '2' }),
    });
    await stage.untilReady('heal', revision);
    expect(await stage.client.get(ref)).toMatchObject({ data: { version: '2' } });
  });
});

describe('a source', () => {
  it('that does not exist is waited for, and taken as soon as it is there', async () => {
    const sourceRef = { kind: 'GitRepository', name: 'repo-late' };
    await stage.kustomization('late', { sourceRef });
    const condition = await stage.untilCondition('late', 'Ready', 'False');
    expect(condition).toMatchObject({
      reason: 'ArtifactFailed',
      message: 'gitrepositories.source.toolkit.fluxcd.io "repo-late" not found',
    });
    await stage.publish('repo-late', { 'a.yaml': configMap('late') });
    await stage.untilReady('late');
  });

  it('of another namespace is refused where that is forbidden', async () => {
    await stage.create('v1', 'Namespace', 'elsewhere', {}, null);
    await stage.publish('shared', { 'a.yaml': configMap('shared') }, 'elsewhere');
    const sourceRef = { kind: 'GitRepository', name: 'shared', namespace: 'elsewhere' };
    await stage.kustomization('foreign', { sourceRef });
    const stalled = await stage.untilCondition('foreign', 'Stalled', 'True');
    expect(stalled).toMatchObject({
      reason: 'AccessDenied',
      message:
        "can't access 'GitRepository/elsewhere/shared', cross-namespace references have been blocked",
    });
  });
});
