import { type Json, isObject } from '@fluxts/base';

/** A patch as text. JSON is YAML too. */
export function patchText(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(patchText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}:${patchText(v)}`);
  return `{${members.join(',')}}`;
}
