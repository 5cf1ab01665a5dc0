import { type AppliedEntry, applySet, refOfObject } from '@fluxts/apply';
import { builtObjects } from '../build/built-objects.ts';
import { disputedWith } from '../drift/disputed.ts';
import type { ChangedObject, DriftWatch } from '../drift/drift-watch.ts';
import { objectId } from '../drift/managed-object.ts';
import { ownReasons } from '../own-words.ts';
import { applyOptions } from './cluster-options.ts';
import { eventDiff } from './event-diff.ts';
import { report } from './events.ts';
import { keyOf } from './keys.ts';
import type { PassInput } from './pass-input.ts';

/** What a repair needs. */
type RepairInput = Omit<PassInput, 'trusting'>;

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
  const { name, live, action } = after;
  const repaired = action === 'created' || action === 'configured';
  // What the apply found, as the watch may lag behind it.
  const disputed =
    after.before !== undefined && live !== undefined ? disputedWith(after.before, live) : [];
  const fights = count(drift, before, disputed, repaired);
  if (live !== undefined) drift.settle(keyOf(object), before.id, live);
  if (!repaired) return;
  const who = describeChangers(after, disputed);
  tell(
    input,
    'info',
    ownReasons.driftCorrected,
    `${name} ${action}${who}`,
    eventDiff(object, [after]),
  );
  if (fights.length === 0) return;
  const rivals = describeChangers(
    after,
    fights.filter((manager) => manager !== ''),
  );
  tell(
    input,
    'error',
    ownReasons.driftContested,
    `${name} is changed again as soon as it is put back${rivals}; from now on it is put back more slowly`,
  );
}

/** Counts a look for each manager that made it necessary. @returns those that a fight began with */
function count(
  { pace }: DriftWatch,
  { id, writers }: ChangedObject,
  disputed: readonly string[],
  repaired: boolean,
): readonly string[] {
  // Where nobody can be named, whoever it was is one and the same.
  const nameless = disputed.length === 0 || writers.length === 0;
  // Two Kustomizations that want one object write under one name, so the watch shows no other writer: what is
  // counted under a name alone would never slow them down.
  const repairedFrom = repaired && nameless ? [...new Set(['', ...disputed])] : disputed;
  for (const manager of writers) {
    if (!repairedFrom.includes(manager)) pace.looked(id, manager, false);
  }
  if (!repaired && writers.length === 0) pace.looked(id, '', false);
  return repairedFrom.filter((manager) => pace.looked(id, manager, true) === 'fight');
}

/** Who changed an object, as far as it can be told. */
function describeChangers({ before }: AppliedEntry, managers: readonly string[]): string {
  if (before === undefined) return ', it had been deleted';
  return managers.length === 0 ? '' : `, changed by ${managers.join(', ')}`;
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
