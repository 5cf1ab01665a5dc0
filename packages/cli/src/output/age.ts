import { humanDuration } from '@fluxts/kube';

/** How long ago something was, in the short form of kubectl: `12s`, `3m20s`, `5h`, `2d3h`. A clock that runs behind shows `0s`. */
export function formatAge(time: string, now: Date): string {
  const then = Date.parse(time);
  return Number.isNaN(then) ? '<unknown>' : humanDuration(Math.max(0, now.getTime() - then));
}
