import { type InventoryEntry, reasons } from '@fluxts/flux-api';
import type { Target } from '../target/target.ts';
import { type AppliedSet, applyManifests, ApplyFailure, entryOf, pruneStale } from './applier.ts';
import { requireDecrypted } from './encrypted.ts';
import { report } from './events.ts';
import { sameInventory, staleOf, unionOf } from './inventory.ts';
import { legacyInventory } from './legacy-inventory.ts';
import { buildManifests, type Manifests } from './manifests.ts';
import type { PassInput } from './pass-input.ts';
import { type Activity, progressMessage } from './progress.ts';
import { stage, StageError } from './stage-error.ts';
import { tellUnreferenced } from './unreferenced.ts';

/** What a pass did, up to the health checks. */
export interface PassResult {
  readonly manifests: Manifests;
  readonly target: Target;
  readonly applied: AppliedSet;
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
    requireDecrypted(subject.object, manifests.objects);
    proceed(input, 'Detecting drift');
    const before = await remember(input, manifests, target);
    const applied = await applyAndTell(input, manifests, target);
    await pruneAndTell(input, before, applied, target);
    return { manifests, target, applied };
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
  const union = unionOf(before, manifests.objects.map(entryOf));
  if (stored === undefined || !sameInventory(union, before)) {
    book.note({ inventory: { entries: union } });
    await book.saveProgress();
  }
  return before;
}

async function applyAndTell(
  input: PassInput,
  manifests: Manifests,
  target: Target,
): Promise<AppliedSet> {
  const { subject, services, signal } = input;
  try {
    const applied = await applyManifests(subject.object, manifests.objects, target, {
      services,
      signal,
    });
    tell(input, applied.changes);
    return applied;
  } catch (error) {
    if (!(error instanceof ApplyFailure)) throw error;
    const message = [error.message, ...error.changes].join('\n');
    throw new StageError('Failed', reasons.reconciliationFailed, message, { cause: error });
  }
}

/** Deletes what is not wanted any more, and stores what is left: of what could not be deleted, too. */
async function pruneAndTell(
  input: PassInput,
  before: readonly InventoryEntry[],
  applied: AppliedSet,
  target: Target,
): Promise<void> {
  const { subject, services, signal, book } = input;
  const entries = applied.objects.map(({ entry }) => entry);
  const stale = subject.object.spec.prune ? staleOf(before, entries) : [];
  if (stale.length === 0) {
    book.note({ inventory: { entries } });
    return;
  }
  const pruned = await pruneStale(subject.object, stale, target, { services, signal });
  book.note({ inventory: { entries: [...entries, ...pruned.survivors] } });
  if (pruned.error !== undefined) {
    throw new StageError('Failed', reasons.pruneFailed, pruned.error.message, {
      cause: pruned.error,
    });
  }
  tell(input, pruned.changes);
}

function proceed({ subject, source, book }: PassInput, activity: Activity): void {
  book.proceed(progressMessage(activity, subject.object, source.artifact.revision));
}

/** An event with the objects that changed, one a line; none when nothing did. */
function tell({ subject, services, source }: PassInput, changes: readonly string[]): void {
  if (changes.length === 0) return;
  report(services.events, subject.object, {
    severity: 'info',
    reason: reasons.progressing,
    message: changes.join('\n'),
    revision: source.artifact.revision,
    originRevision: source.originRevision,
  });
}
