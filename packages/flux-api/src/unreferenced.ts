import { getString } from '@fluxts/base';
import { unreferencedAnnotation } from './names.ts';
import type { FluxObject } from './types/meta.ts';

/** How many files the annotation names at most. */
export const maxUnreferenced = 20;

/**
 * The value of the `fluxts.dev/unreferenced` annotation: the first {@link maxUnreferenced} paths, one a line,
 * relative to the root of the source. `undefined` for no files, which means no annotation.
 */
export function formatUnreferenced(paths: readonly string[]): string | undefined {
  return paths.length === 0 ? undefined : paths.slice(0, maxUnreferenced).join('\n');
}

/** The paths that a Kustomization's annotation names; none without it. */
export function unreferencedFiles(object: Pick<FluxObject, 'metadata'>): string[] {
  const value = getString(object.metadata.annotations, unreferencedAnnotation);
  return value === undefined || value === '' ? [] : value.split('\n');
}
