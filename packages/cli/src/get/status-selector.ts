import { getPath, getString } from '@fluxts/base';
import type { KubeObject } from '@fluxts/kube-client';
import { UsageError } from '../error.ts';

/** Says whether an object is one of those asked for. */
export type StatusSelector = (object: KubeObject) => boolean;

/**
 * Reads `--status-selector`: a condition's name, `=` or `!=`, and its status, all in any case:
 * `ready=false`, `ready!=true`. An object without the condition counts as `false`.
 * @throws UsageError `InvalidFlagValue`
 */
export function parseStatusSelector(text: string): StatusSelector | undefined {
  if (text === '') return undefined;
  const parts = /^([^=!]+)(!?=)([^=!]+)$/.exec(text);
  if (parts === null) {
    throw new UsageError(
      'InvalidFlagValue',
      `expected status selector in type=status or type!=status format, but found: ${text}`,
    );
  }
  const type = (parts[1] as string).trim().toLowerCase();
  const wanted = (parts[3] as string).trim().toLowerCase();
  const equal = parts[2] === '=';
  return (object) => (statusOf(object, type) === wanted) === equal;
}

function statusOf(object: KubeObject, type: string): string {
  const conditions = getPath(object, 'status', 'conditions');
  const found = Array.isArray(conditions)
    ? conditions.find((condition) => getString(condition, 'type')?.toLowerCase() === type)
    : undefined;
  return (getString(found, 'status') ?? 'False').toLowerCase();
}
