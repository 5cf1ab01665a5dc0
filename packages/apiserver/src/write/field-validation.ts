import type { JsonObject } from '@fluxts/base';
import { badRequest } from '../api-error.ts';
import type { ResourceInfo } from '../resource.ts';
import type { WriteOptions } from './write-options.ts';

/** Kubernetes cuts the list of problems here. */
const maxReported = 100;

/**
 * Removes what the schema does not know from what a client sent, and answers as `fieldValidation` asks.
 * @param duplicates fields that the text had twice
 * @throws ApiError `BadRequest` under `Strict`
 */
export function pruneUnknownFields(
  draft: JsonObject,
  info: ResourceInfo,
  options: Pick<WriteOptions, 'fieldValidation' | 'warn'>,
  duplicates: readonly string[] = [],
): void {
  const unknown = info.behaviour.prune(draft);
  if (options.fieldValidation === 'Ignore') return;
  const problems = [
    ...duplicates.map((path) => `duplicate field "${path}"`),
    ...unknown.map((path) => `unknown field "${path}"`),
  ];
  if (problems.length === 0) return;
  if (options.fieldValidation === 'Warn') {
    for (const problem of problems.slice(0, maxReported)) options.warn(problem);
    return;
  }
  throw badRequest(
    `${info.kind} in version "${info.version}" cannot be handled as a ${info.kind}: strict decoding error: ${problems.slice(0, maxReported).join(', ')}`,
  );
}
