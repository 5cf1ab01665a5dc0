import { unreferencedFiles } from '@fluxts/flux-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configMap, Stage } from './support/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.start();
});
afterAll(async () => await stage.stop());

const listed = { 'app/kustomization.yaml': 'resources: [a.yaml]', 'app/a.yaml': configMap('a') };
const other = {
  'app/other/kustomization.yaml': 'resources: [c.yaml]',
  'app/other/c.yaml': configMap('c'),
};

describe('a file that its directory’s kustomization.yaml does not list', () => {
  it('is reported, and does no harm', async () => {
    const files = { ...listed, ...other, 'app/b.yaml': configMap('b'), 'elsewhere.yaml': 'x: y' };
    await stage.publish('repo', files);
    await stage.kustomization('app', { path: './app' });
    const object = await stage.untilReady('app');
    expect(unreferencedFiles(object)).toEqual(['app/b.yaml']);
    await stage.untilEvent(
      'app',
      /^Warning UnreferencedFiles: files that no kustomization.yaml refers to: app\/b.yaml$/,
    );
    expect(await stage.client.find(stage.configMap('b'))).toBeUndefined();
  });

  it('is forgotten when it is listed', async () => {
    const revision = await stage.publish('repo', listed);
    const object = await stage.untilReady('app', revision);
    expect(unreferencedFiles(object)).toEqual([]);
  });

  it('is not one that another Kustomization builds', async () => {
    await stage.publish('repo-tree', {
      'kustomization.yaml': 'resources: [root.yaml]',
      'root.yaml': configMap('root'),
      'apps/one.yaml': configMap('one'),
      'apps/deep/two.yaml': configMap('two'),
      'lost.yaml': configMap('lost'),
    });
    const sourceRef = { kind: 'GitRepository', name: 'repo-tree' };
    await stage.kustomization('apps', { path: './apps', sourceRef });
    await stage.untilReady('apps');
    await stage.kustomization('root', { sourceRef });
    expect(unreferencedFiles(await stage.untilReady('root'))).toEqual(['lost.yaml']);
  });

  it('does not exist where there is no kustomization.yaml', async () => {
    await stage.publish('repo-plain', { 'a.yaml': configMap('p'), 'sub/b.yaml': configMap('q') });
    await stage.kustomization('plain', {
      sourceRef: { kind: 'GitRepository', name: 'repo-plain' },
    });
    const object = await stage.untilReady('plain');
    expect(unreferencedFiles(object)).toEqual([]);
    expect(object.status?.inventory?.entries).toHaveLength(2);
  });
});
