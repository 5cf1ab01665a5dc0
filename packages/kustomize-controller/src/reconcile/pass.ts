import {
  type AppliedEntry,
  ApplyError,
  applySet,
  changeLines,
  entryOf,
  pruneEntries,
  pruneLines,
  sameEntries,
  staleEntries,
  unionOfEntries,
} from '@fluxts/apply';
import { type InventoryEntry, reasons } from '@fluxts/flux-api';
import type { Target } from '../target/target.ts';
import { othersTurn } from '../turns.ts';
import { applyOptions, pruneOptions } from './cluster-options.ts';
import { requireDecrypted } from './encrypted.ts';
import { eventDiff } from './event-diff.ts';
import { report } from './events.ts';
import { keyOf } from './keys.ts';
import { legacyInventory } from './legacy-inventory.ts';
import { buildManifests, type Manifests } from './manifests.ts';
import type { PassInput } from './pass-input.ts';
import { type Activity, progressMessage } from './progress.ts';
import { inApplyOrder, partition, settledEntry } from './settled.ts';
import { stage, StageError } from './stage-error.ts';
import { tellUnreferenced } from './unreferenced.ts';

/** What a pass did, up to the health checks. */
export interface PassResult {
  readonly manifests: Manifests;
  readonly target: Target;
  /** An entry for each object, in the order in which they were applied. */
  readonly applied: readonly AppliedEntry[];
}

/**
 * Everything that happens to a Kustomization between finding its source and checking its health: build,
 * remember, apply, prune. Each step hands on what it made; what is to be stored of it is in the status book.
 * @throws StageError
 */
export async function runPass(input: PassInput): Promise<PassResult> {
  const manifests = await buildAndTell(input);
  return await stage(reasons.reconciliationFailed, async () => {
    const { subject, services, signal } = input;
    const target = await services.targets.connect(subject.object, signal);
    requireDecrypted(
      subject.object,
      manifests.objects.map(({ object }) => object),
    );
    proceed(input, 'Detecting drift');
    const before = await remember(input, manifests, target);
    await othersTurn();
    try {
      const applied = await applyAndTell(input, before, manifests, target);
      await othersTurn();
      await pruneAndTell(input, before, applied, target);
      return { manifests, target, applied };
    } catch (error) {
      // What of it is in the cluster now, and what of the one before, is unclear until a pass gets through.
      const key = keyOf(subject.object);
      services.memories.of(key).desired = undefined;
      services.drift?.untrack(key);
      throw error;
    }
  });
}

async function buildAndTell(input: PassInput): Promise<Manifests> {
  const { subject, source, services, signal, book } = input;
  const { revision } = source.artifact;
  const manifests = await buildManifests(
    subject.object,
    source,
    services,
    {
      fetching: () => proceed(input, 'Fetching manifests'),
      building: () => {
        book.note({ lastAttemptedRevision: revision });
        proceed(input, 'Building manifests');
      },
    },
    signal,
  );
  book.built(manifests.outcome.digest);
  await tellUnreferenced(input, manifests.outcome.unreferenced);
  return manifests;
}

/**
 * Stores what may exist from now on, before any of it does: should this process end at any instant, the next
 * one knows everything that it may have to prune.
 * @returns the inventory before this pass
 */
async function remember(
  { subject, book, signal }: PassInput,
  manifests: Manifests,
  target: Target,
): Promise<readonly InventoryEntry[]> {
  const stored = book.status.inventory?.entries;
  const before = stored ?? (await legacyInventory(subject, target, signal));
  const union = unionOfEntries(
    before,
    manifests.objects.map(({ object }) => entryOf(object)),
  );
  if (stored === undefined || !sameEntries(union, before)) {
    book.note({ inventory: { entries: union } });
    await book.saveProgress();
  }
  return before;
}

async function applyAndTell(
  input: PassInput,
  before: readonly InventoryEntry[],
  manifests: Manifests,
  target: Target,
): Promise<readonly AppliedEntry[]> {
  const { subject, services, signal } = input;
  try {
    const options = applyOptions(subject.object, target, services, signal);
    const { settled, others } = partition(input, manifests, target);
    const applied = await applySet(others, options);
    tell(input, changeLines(applied), eventDiff(subject.object, applied));
    return inApplyOrder([...applied, ...settled.map(settledEntry)]);
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    // A dry run has written nothing: what a tenant may not write it may not prune either, and need not.
    if (error.code === 'DryRun') {
      const written = error.entries.map(({ entry }) => entry);
      input.book.note({ inventory: { entries: unionOfEntries(before, written) } });
    }
    // What was changed before it failed is told with the failure, as nothing else will tell it.
    const message = [error.message, ...changeLines(error.entries)].join('\n');
    throw new StageError('Failed', reasons.reconciliationFailed, message, { cause: error });
  }
}

/** Deletes what is not wanted any more, and stores what is left: of what could not be deleted, too. */
async function pruneAndTell(
  input: PassInput,
  before: readonly InventoryEntry[],
  applied: readonly AppliedEntry[],
  target: Target,
): Promise<void> {
  const { subject, services, signal, book } = input;
  const entries = applied.map(({ entry }) => entry);
  const stale = subject.object.spec.prune ? staleEntries(before, entries) : [];
  if (stale.length === 0) {
    book.note({ inventory: { entries } });
    return;
  }
  const options = pruneOptions(subject.object, target, services, signal);
  const pruned = await pruneEntries(stale, options);
  book.note({ inventory: { entries: [...entries, ...pruned.survivors] } });
  if (pruned.error !== undefined) {
    throw new StageError('Failed', reasons.pruneFailed, pruned.error.message, {
      cause: pruned.error,
    });
  }
  tell(input, pruneLines(pruned.entries));
}

function proceed({ subject, source, book }: PassInput, activity: Activity): void {
  book.proceed(progressMessage(activity, subject.object, source.artifact.revision));
}

/** An event with the objects that changed, one a line; none when nothing did. */
function tell(
  { subject, services, source }: PassInput,
  changes: readonly string[],
  diff?: string,
): void {
  if (changes.length === 0) return;
  report(services.events, subject.object, {
    severity: 'info',
    reason: reasons.progressing,
    message: changes.join('\n'),
    diff,
    revision: source.artifact.revision,
    originRevision: source.originRevision,
  });
}
