import type { FileSystem } from '@fluxts/base';
import { build, renderObjects } from './build.ts';
import { collect } from './collect/collect.ts';
import type { BuildOptions, CollectOptions } from './options.ts';

/**
 * Collects, builds and prints in one call: what `kubectl kustomize` prints, given `order: 'legacy'`.
 * @throws KustomizeError, LimitError, the signal's reason
 */
export async function renderKustomization(
  root: string,
  fs: FileSystem,
  options: BuildOptions & CollectOptions = {},
): Promise<string> {
  const tree = await collect(root, fs, options);
  return renderObjects(build(tree, options).objects.map(({ object }) => object));
}
