import { type Json, isObject } from '@fluxts/base';

/** A text that equal values share, whatever the order of their keys. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isObject(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] as Json)}`);
    return `{${entries.join(',')}}`;
  }
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
