import { getOwn, isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { scalarText } from './scalar.ts';

/** The `metadata` of an object; undefined where there is none. */
export function metadataOf(object: JsonObject): JsonObject | undefined {
  const metadata = getOwn(object, 'metadata');
  return isObject(metadata) ? metadata : undefined;
}

/** A field of the metadata as text; '' where it is missing. */
export function metadataText(object: JsonObject, field: string): string {
  const metadata = metadataOf(object);
  return metadata === undefined ? '' : scalarText(getOwn(metadata, field));
}

/** Labels or annotations as text by key. */
export function textMap(object: JsonObject, field: 'labels' | 'annotations'): Map<string, string> {
  const metadata = metadataOf(object);
  const map = metadata === undefined ? undefined : getOwn(metadata, field);
  const result = new Map<string, string>();
  if (!isObject(map)) return result;
  for (const key of Object.keys(map)) {
    const value = getOwn(map, key);
    result.set(key, value === null ? 'null' : scalarText(value));
  }
  return result;
}

/** Replaces labels or annotations; none at all takes the field away. */
export function setTextMap(
  object: JsonObject,
  field: 'labels' | 'annotations',
  entries: ReadonlyMap<string, string>,
): void {
  if (entries.size === 0) {
    const metadata = metadataOf(object);
    if (metadata !== undefined) delete metadata[field];
    return;
  }
  const map: JsonObject = {};
  for (const [key, value] of entries) setOwn(map, key, value);
  setMetadata(object, field, map);
}

/** Writes a field of the metadata, which is made if there is none. */
export function setMetadata(object: JsonObject, field: string, value: Json): void {
  let metadata = metadataOf(object);
  if (metadata === undefined) {
    metadata = {};
    object['metadata'] = metadata;
  }
  metadata[field] = value;
}
