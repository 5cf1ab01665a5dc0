import type { JsonObject } from '@fluxts/base';
import type { ObjectView } from '../objects/stored-object.ts';
import type { ResourceInfo } from '../resource.ts';

/** `metadata` of a list. */
export interface ListMetadata {
  readonly resourceVersion: string;
  readonly continue?: string;
  readonly remainingItemCount?: number;
}

/** The form in which a client wants objects: whole, as metadata only, or as a table. */
export interface Representation {
  one(view: ObjectView, info: ResourceInfo): Uint8Array;
  list(views: readonly ObjectView[], metadata: ListMetadata, info: ResourceInfo): Uint8Array;
  /** The object of one watch event. @param first whether it is the first event of its watch */
  event(view: ObjectView, info: ResourceInfo, first: boolean): Uint8Array;
  /** The object of a bookmark: nothing but its metadata and kind. */
  bookmark(metadata: JsonObject, info: ResourceInfo): JsonObject;
}

const comma = Buffer.from(',');

/** Puts JSON together from parts that are JSON already. */
export function joinJson(head: string, items: readonly Uint8Array[], tail: string): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from(head)];
  items.forEach((item, index) => {
    if (index > 0) parts.push(comma);
    parts.push(item);
  });
  parts.push(Buffer.from(tail));
  return Buffer.concat(parts);
}
