import type { Json } from '@fluxts/base';
import { humanDuration } from '@fluxts/kube';

/** The age of a timestamp, as a cell; `<unknown>` when there is none. */
export function ageCell(timestamp: Json | undefined, now: Date): string {
  const time = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(time) ? '<unknown>' : humanDuration(now.getTime() - time);
}
