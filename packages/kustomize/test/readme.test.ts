import { memoryFileSystem } from '@fluxts/base';
import { expect, test } from 'vitest';
import { build, collect, renderObjects } from '@fluxts/kustomize';

test('the example of the README holds', async () => {
  const fs = memoryFileSystem({
    'base/kustomization.yaml': 'resources: [settings.yaml]\n',
    'base/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\n',
    'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\n',
  });
  const tree = await collect('prod', fs);
  const { objects, files } = build(tree, { order: 'legacy' });
  expect(objects[0]?.origin).toEqual({ file: 'base/settings.yaml', index: 0, line: 1 });
  expect(files).toEqual([
    'base/kustomization.yaml',
    'base/settings.yaml',
    'prod/kustomization.yaml',
  ]);
  expect(renderObjects(objects.map(({ object }) => object))).toBe(
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: prod-settings\n',
  );
});
