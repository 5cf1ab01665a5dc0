import type { Json } from '@fluxts/base';
import { Quantity } from '@fluxts/kube';

/** The size of a quantity; undefined for what is none. */
export function quantityOf(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  try {
    return Quantity.parse(value).asNumber;
  } catch {
    return undefined;
  }
}
