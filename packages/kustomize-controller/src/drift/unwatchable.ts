import { errorMessage } from '@fluxts/base';
import type { EventRecorder, Logger, ObjectKey } from '@fluxts/runtime';
import { ownReasons } from '../own-words.ts';
import { report } from '../reconcile/events.ts';
import type { KustomizationReader } from '../reconcile/services.ts';

/** Says, once per kind, that changes of its objects are found at the interval only. */
export function tellUnwatchable(
  {
    events,
    log,
    known,
  }: {
    readonly events: EventRecorder;
    readonly log: Logger;
    readonly known: KustomizationReader;
  },
  kind: string,
  why: unknown,
  key: ObjectKey,
): void {
  const message = `${kind} cannot be watched, changes are put right at the interval: ${errorMessage(why)}`;
  log.warn(message, { ...key });
  const subject = known.get(key);
  if (subject === undefined) return;
  report(events, subject.object, { severity: 'error', reason: ownReasons.watchFailed, message });
}
