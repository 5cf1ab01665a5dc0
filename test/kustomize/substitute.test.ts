import type { KubeObject } from '@fluxts/kube-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
  await stage.publish('repo', {
    'a.yaml': configMap('app', { host: '${host}', zone: '${zone:=eu}', token: '${token}' }),
  });
  await stage.create('v1', 'ConfigMap', 'vars', { data: { host: 'one.example.org', zone: 'us' } });
  const token = Buffer.from('s3cret\n').toString('base64');
  await stage.create('v1', 'Secret', 'tokens', { data: { token } });
});
afterAll(async () => await stage.stop());

function dataOf(object: KubeObject | undefined): unknown {
  return object?.['data'];
}

describe('variables', () => {
  const substituteFrom = [
    { kind: 'ConfigMap', name: 'vars' },
    { kind: 'Secret', name: 'tokens' },
    { kind: 'ConfigMap', name: 'not-there', optional: true },
  ];

  it('come from ConfigMaps and Secrets, and those written in line win', async () => {
    await stage.kustomization('app', { postBuild: { substituteFrom, substitute: { zone: 'ap' } } });
    await stage.untilReady('app');
    const object = await stage.client.get(stage.configMap('app'));
    expect(dataOf(object)).toEqual({ host: 'one.example.org', zone: 'ap', token: 's3cret' });
  });

  it('take effect at once when they change', async () => {
    const data = { host: 'two.example.org' };
    await stage.client.patch(stage.configMap('vars'), { data }, { type: 'merge' });
    await stage.until(stage.configMap('app'), (object) =>
      JSON.stringify(dataOf(object)).includes('two.example.org'),
    );
  });

  it('that are required and missing fail the build', async () => {
    await stage.kustomization('missing', {
      postBuild: { substituteFrom: [{ kind: 'Secret', name: 'later' }] },
    });
    const failed = await stage.untilCondition('missing', 'Ready', 'False');
    expect(failed.reason).toBe('BuildFailed');
    expect(failed.message).toBe(
      `post build failed: substitute from 'Secret/later' error: secrets "later" not found`,
    );
    const value = (text: string): string => Buffer.from(text).toString('base64');
    const data = { token: value('t'), host: value('h') };
    await stage.create('v1', 'Secret', 'later', { data });
    await stage.untilReady('missing');
  });
});
