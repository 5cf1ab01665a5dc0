import { KubeError } from '../error.ts';

/**
 * Splits an RFC 6901 pointer into its steps; `''` is the whole document and has none.
 * @throws KubeError `InvalidPatch` when it does not begin with a slash
 */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) {
    throw new KubeError('InvalidPatch', `'${pointer}' is no JSON pointer: it must begin with '/'`, {
      retry: 'on-change',
    });
  }
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Joins steps to an RFC 6901 pointer. */
export function formatPointer(steps: readonly string[]): string {
  return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
