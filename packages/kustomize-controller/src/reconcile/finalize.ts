import { formatEntry, pruneEntries, pruneLines, waitForDeletion } from '@fluxts/apply';
import {
  conditionTypes,
  fluxFinalizer,
  getCondition,
  type InventoryEntry,
  type KustomizationObject,
} from '@fluxts/flux-api';
import { done, type Result, retry } from '@fluxts/runtime';
import { clusterOptions, pruneOptions } from './cluster-options.ts';
import { report } from './events.ts';
import { removeFinalizer } from './finalizer.ts';
import { keyOf } from './keys.ts';
import { timeoutOf } from './schedule.ts';
import type { Services, Subject } from './services.ts';
import { forget } from './suspend.ts';

/**
 * Ends a Kustomization that is being deleted: deletes what it manages, as its deletion policy says, and
 * lets it go.
 */
export async function finalize(
  { stored, object }: Subject,
  services: Services,
  signal: AbortSignal,
): Promise<Result> {
  const key = keyOf(object);
  if (!(object.metadata.finalizers ?? []).includes(fluxFinalizer)) return done();
  const ending = services.terminations.get(key);
  if (ending !== undefined && ending.end === undefined) return done();
  services.waits.cancel(key);
  services.drift?.untrack(key);
  if (ending === undefined && mustDelete(object)) {
    const outcome = await deleteManaged(object, services, signal);
    if (outcome === 'waiting') return done();
    if (outcome !== 'deleted') return retry(outcome);
  } else if (ending?.end?.ok === false) {
    tellTimeout(object, services, ending.end.error);
  }
  services.terminations.cancel(key);
  await removeFinalizer(services.client, stored, signal);
  forget(key, services);
  return done();
}

/** A suspended Kustomization deletes nothing, and one without an inventory has nothing to delete. */
function mustDelete({ spec, status }: KustomizationObject): boolean {
  if (spec.suspend === true || (status?.inventory?.entries ?? []).length === 0) return false;
  switch (spec.deletionPolicy ?? 'MirrorPrune') {
    case 'MirrorPrune':
      return spec.prune;
    case 'Delete':
    case 'WaitForTermination':
      return true;
    case 'Orphan':
      return false;
  }
  return false;
}

async function deleteManaged(
  object: KustomizationObject,
  services: Services,
  signal: AbortSignal,
): Promise<'deleted' | 'waiting' | Error> {
  const entries: readonly InventoryEntry[] = object.status?.inventory?.entries ?? [];
  if (!(await services.targets.accountExists(object, signal))) {
    const names = entries.map(formatEntry).join('\n');
    tell(object, services, 'error', `unable to prune objects: \n${names}`);
    return 'deleted';
  }
  const target = await services.targets.connect(object, signal);
  const pruned = await pruneEntries(entries, pruneOptions(object, target, services, signal));
  if (pruned.error !== undefined) {
    tell(object, services, 'error', 'pruning for deleted resource failed');
    return pruned.error;
  }
  const changes = pruneLines(pruned.entries);
  if (changes.length === 0) return 'deleted';
  tell(object, services, 'info', changes.join('\n'));
  if (object.spec.deletionPolicy !== 'WaitForTermination') return 'deleted';
  const deleted = pruned.entries.flatMap(({ action, ref }) =>
    action === 'deleted' && ref !== undefined ? [ref] : [],
  );
  const wait = services.terminations.begin(keyOf(object), undefined, (ending) =>
    waitForDeletion(deleted, {
      ...clusterOptions(target, services, ending),
      timeoutMs: timeoutOf(object),
    }),
  );
  wait.detach();
  return 'waiting';
}

function tellTimeout(object: KustomizationObject, services: Services, error: unknown): void {
  const message = 'failed to wait for resources termination';
  services.log.error(message, error, { ...keyOf(object) });
  tell(object, services, 'error', message);
}

function tell(
  object: KustomizationObject,
  services: Services,
  severity: 'info' | 'error',
  message: string,
): void {
  const { status } = object;
  report(services.events, object, {
    severity,
    reason: getCondition(status?.conditions, conditionTypes.ready)?.reason ?? severity,
    message,
    revision: status?.lastAppliedRevision,
    originRevision: status?.lastAppliedOriginRevision,
  });
}
