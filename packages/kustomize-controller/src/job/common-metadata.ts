import { getPath, isObject, type JsonObject, setOwn } from '@fluxts/base';
import type { BuildRequest } from './build-job.ts';

/** Lays labels and annotations over those of an object. The given object is not changed. */
export function withMetadata(
  object: JsonObject,
  { labels, annotations }: Pick<BuildRequest, 'labels' | 'annotations'>,
): JsonObject {
  const metadata = getPath(object, 'metadata');
  if (!isObject(metadata)) return object;
  const merged = { ...metadata };
  merge(merged, 'labels', labels);
  merge(merged, 'annotations', annotations);
  return { ...object, metadata: merged };
}

function merge(metadata: JsonObject, field: string, added: Readonly<Record<string, string>>): void {
  const names = Object.keys(added);
  if (names.length === 0) return;
  const before = metadata[field];
  const values: JsonObject = isObject(before) ? { ...before } : {};
  for (const name of names) setOwn(values, name, added[name] ?? '');
  metadata[field] = values;
}
