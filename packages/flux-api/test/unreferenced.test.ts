import {
  formatUnreferenced,
  maxUnreferenced,
  unreferencedAnnotation,
  unreferencedFiles,
} from '@fluxts/flux-api';
import { describe, expect, it } from 'vitest';

describe('the annotation of unreferenced files', () => {
  const metadata = { name: 'a', namespace: 'b' };

  it('names the first twenty, and is read back', () => {
    const paths = Array.from({ length: 30 }, (_, index) => `apps/${index}.yaml`);
    const value = formatUnreferenced(paths)!;
    const annotations = { [unreferencedAnnotation]: value };
    expect(unreferencedFiles({ metadata: { ...metadata, annotations } })).toEqual(
      paths.slice(0, maxUnreferenced),
    );
  });

  it('is not there without such files', () => {
    expect(formatUnreferenced([])).toBeUndefined();
    expect(unreferencedFiles({ metadata })).toEqual([]);
  });
});
