import { createHash } from 'node:crypto';
import { getPath, type JsonObject } from '@fluxts/base';
import { stringifyJson } from '@fluxts/yaml';

/**
 * A digest of everything in an object's metadata that tells of a change of what was applied: generation,
 * labels, annotations, and who set which fields when. What controllers write to status is left out, so
 * that a rollout is no change.
 */
export function fingerprint(object: JsonObject): string {
  const metadata = getPath(object, 'metadata');
  const managers = getPath(metadata, 'managedFields');
  const told = [
    getPath(metadata, 'uid') ?? null,
    getPath(metadata, 'generation') ?? null,
    getPath(metadata, 'labels') ?? null,
    getPath(metadata, 'annotations') ?? null,
    Array.isArray(managers) ? managers.filter((entry) => !isStatus(entry)) : [],
  ];
  return createHash('sha1').update(stringifyJson(told)).digest('base64');
}

function isStatus(entry: unknown): boolean {
  return getPath(entry as JsonObject, 'subresource') === 'status';
}
