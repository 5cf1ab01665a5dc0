import { type AppliedEntry, applySet, refOfObject } from '@fluxts/apply';
import { fieldManagers, statusManager } from '@fluxts/flux-api';
import { builtObjects } from '../build/built-objects.ts';
import type { ChangedObject, DriftWatch } from '../drift/drift-watch.ts';
import { objectId } from '../drift/managed-object.ts';
import { otherManagers } from '../drift/other-managers.ts';
import { ownReasons } from '../own-words.ts';
import { applyOptions } from './cluster-options.ts';
import { eventDiff } from './event-diff.ts';
import { report } from './events.ts';
import { keyOf } from './keys.ts';
import type { PassInput } from './pass-input.ts';

/** What a repair needs. */
type RepairInput = Omit<PassInput, 'trusting'>;

/** Our own names as a field manager; what others write is somebody's change. */
const ours: readonly string[] = [fieldManagers.kustomize, statusManager(fieldManagers.kustomize)];

/**
 * Puts back the objects of a Kustomization that somebody changed, and only those: one dry run each decides
 * whether the change is one of what was applied, and the apply follows if so.
 * @returns false when it could not be done this way, and only a whole pass can tell
 */
export async function repair(input: RepairInput): Promise<boolean> {
  const { subject, services, signal } = input;
  const { object } = subject;
  const { drift } = services;
  const key = keyOf(object);
  const changed = drift?.changedOf(key) ?? [];
  if (drift === undefined || changed.length === 0) return true;
  const { desired } = services.memories.of(key);
  const outcome = desired === undefined ? undefined : services.builds.recall(desired);
  if (outcome === undefined) return false;
  const target = await services.targets.connect(object, signal);
  const byId = new Map(changed.map((one) => [one.id, one]));
  const wanted = (await builtObjects(outcome.objects))
    .map(({ object: manifest }) => manifest)
    .filter((manifest) => byId.has(objectId(target.cluster, refOfObject(manifest))));
  if (wanted.length < changed.length) return false;
  try {
    const options = applyOptions(object, target, services, signal);
    for (const one of await applySet(wanted, options)) {
      const before = byId.get(objectId(target.cluster, one.ref));
      if (before !== undefined) settleOne(input, drift, before, one);
    }
    return true;
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}

function settleOne(
  input: RepairInput,
  drift: DriftWatch,
  before: ChangedObject,
  after: AppliedEntry,
): void {
  const { object } = input.subject;
  const repaired = after.action === 'created' || after.action === 'configured';
  const fight = drift.pace.looked(before.id, repaired);
  if (after.live !== undefined) drift.settle(keyOf(object), before.id, after.live);
  if (!repaired) return;
  const { name } = after;
  const who = describeChanger(before);
  tell(
    input,
    'info',
    ownReasons.driftCorrected,
    `${name} ${after.action}${who}`,
    eventDiff([after]),
  );
  if (fight === undefined) return;
  tell(
    input,
    'error',
    ownReasons.driftContested,
    `${name} is changed again as soon as it is put back${who}; from now on it is put back more slowly`,
  );
}

/** Who changed an object, as far as its field managers tell. */
function describeChanger({ now }: ChangedObject): string {
  if (now === undefined) return ', it had been deleted';
  const entries = now.metadata.managedFields ?? [];
  const written = entries.find((entry) => entry['manager'] === fieldManagers.kustomize)?.['time'];
  const others = otherManagers(now, ours, typeof written === 'string' ? written : undefined);
  return others.length === 0 ? '' : `, changed by ${others.join(', ')}`;
}

function tell(
  { services, source, subject }: RepairInput,
  severity: 'info' | 'error',
  reason: string,
  message: string,
  diff?: string,
): void {
  const { artifact, originRevision } = source;
  report(services.events, subject.object, {
    severity,
    reason,
    message,
    diff,
    revision: artifact.revision,
    originRevision,
  });
}
