import type { Json } from '@fluxts/base';

/** The text of a scalar as a manifest has it; '' for null and for what is no scalar. */
export function scalarText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}
