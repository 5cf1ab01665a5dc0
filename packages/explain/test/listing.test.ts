import { memoryFileSystem } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { listedAt, listingFor } from '../src/index.ts';

const fs = memoryFileSystem({
  'tenant/dev/kustomization.yaml': '',
  'tenant/dev/app.yaml': '',
  'tenant/dev/new.yaml': '',
  'tenant/dev/extra/deep/one.yaml': '',
  'tenant/dev/addon/kustomization.yml': '',
  'tenant/dev/addon/two.yaml': '',
  'other/three.yaml': '',
});
const read = new Set(['tenant/dev/kustomization.yaml', 'tenant/dev/app.yaml']);
const where = (path: string) => listingFor(fs, 'tenant/dev', read, path);

describe('the line that is too much', () => {
  const kustomization =
    'resources:\n  - ../base\n  - "./gone.yaml"\npatches:\n  - path: old.yaml\n';
  const tree = memoryFileSystem({ 'tenant/dev/kustomization.yaml': kustomization });

  it('is found by what it names', () => {
    const file = 'tenant/dev/kustomization.yaml';
    expect(listedAt(tree, 'tenant/dev/gone.yaml')).toEqual({ file, line: 3 });
    expect(listedAt(tree, 'tenant/dev/old.yaml')).toEqual({ file, line: 5 });
    expect(listedAt(tree, 'tenant/dev/never.yaml')).toBeUndefined();
  });
});

describe('the line that is missing', () => {
  it('belongs into the kustomization file beside the file', () => {
    expect(where('tenant/dev/new.yaml')).toEqual({
      file: 'tenant/dev/kustomization.yaml',
      entry: 'new.yaml',
    });
  });

  it('names the way down where directories between have no file of their own', () => {
    expect(where('tenant/dev/extra/deep/one.yaml')?.entry).toBe('extra/deep/one.yaml');
  });

  it('names the directory where it has a file that nobody lists either', () => {
    expect(where('tenant/dev/addon/two.yaml')).toEqual({
      file: 'tenant/dev/kustomization.yaml',
      entry: 'addon',
    });
  });

  it('is nowhere for files outside of what is built', () => {
    expect(where('other/three.yaml')).toBeUndefined();
  });
});
