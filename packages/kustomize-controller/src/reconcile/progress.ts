import type { KustomizationObject } from '@fluxts/flux-api';
import { formatDurationMs } from '@fluxts/gocompat';
import { timeoutOf } from './schedule.ts';

/** What a reconcile can be busy with, in upstream's words. */
export type Activity =
  | 'Fetching manifests'
  | 'Building manifests'
  | 'Detecting drift'
  | 'Running health checks';

/** The message of the Reconciling condition. */
export function progressMessage(
  activity: Activity,
  object: KustomizationObject,
  revision: string,
): string {
  const timeout = formatDurationMs(timeoutOf(object));
  return `${activity} for revision ${revision} with a timeout of ${timeout}`;
}
