import { isObject, type Json, type JsonObject, setOwn } from '@fluxts/base';
import { KubeError } from '../error.ts';

/** The keys of a strategic merge patch that are instructions, not data. */
export const directives = {
  patch: '$patch',
  retainKeys: '$retainKeys',
  deleteFromPrimitives: '$deleteFromPrimitiveList/',
  setElementOrder: '$setElementOrder/',
} as const;

/** A patch that makes no sense. */
export function badPatch(message: string): KubeError {
  return new KubeError('InvalidPatch', message, { retry: 'on-change' });
}

/** The value without the nulls in its maps: in a patch they remove, and here is nothing to remove. */
export function nullsDropped(map: JsonObject): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(map)) {
    if (value !== null) setOwn(kept, key, dropped(value));
  }
  return kept;
}

function dropped(value: Json): Json {
  return isObject(value) ? nullsDropped(value) : value;
}
