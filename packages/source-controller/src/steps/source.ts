import type { ArtifactFetcher, ArtifactStore } from '@fluxts/artifact';
import { reasons, sameRevision } from '@fluxts/flux-api';
import type { Git, Remote, Snapshot } from '@fluxts/git';
import { parseDurationMs } from '@fluxts/gocompat';
import type { KubeObject } from '@fluxts/kube-client';
import type { EventInput } from '@fluxts/runtime';
import { checkUrl } from '../credentials/secret-credentials.ts';
import type { RepositoryDraft } from '../draft.ts';
import { archiveSource } from './archive.ts';
import { contentConfigChanged, observeContentConfig } from './content-config.ts';
import { type CredentialSources, findCredentials } from './credentials.ts';
import { archiveFailure, gitFailure } from './git-failure.ts';
import { findIncludes, type Included, includesChanged } from './includes.ts';
import { checkStorage } from './storage.ts';
import { forgetVerification, verifySource } from './verify.ts';

/** What the steps of one reconcile work with. */
export interface StepContext extends CredentialSources {
  readonly git: Git;
  readonly store: ArtifactStore;
  readonly artifacts: ArtifactFetcher;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  /** Looks a GitRepository of the object's namespace up. */
  readonly find: (name: string) => KubeObject | undefined;
  readonly record: (event: EventInput) => void;
  /** Writes what the draft says so far. */
  readonly persist: () => Promise<void>;
}

/** What a reconcile came to: the first line of the commit's message, if it was read. */
export interface SourceOutcome {
  readonly changed: boolean;
  readonly subject?: string;
}

/**
 * Brings an object's artifact up to its repository: looks at the store, asks the server for the revision,
 * and only if that or anything else that shapes the artifact has changed, fetches, verifies and stores.
 * @throws SourceFailure for whatever its owner should read; other errors are ours
 */
export async function reconcileSource(
  draft: RepositoryDraft,
  context: StepContext,
): Promise<SourceOutcome> {
  const { record, signal, store } = context;
  const lost = await checkStorage(draft, store, record);
  if (draft.status.artifact === undefined) {
    draft.progress(
      lost ? 'building artifact: disappeared from storage' : 'building artifact',
      true,
    );
    draft.clear('ArtifactInStorage');
    await context.persist();
  }
  // A failed verification is tried again; one that went well stays until another takes its place.
  if (draft.condition('SourceVerified')?.status === 'False') draft.clear('SourceVerified');
  const url = checkUrl(draft.spec.url);
  const remote: Remote = {
    url: draft.spec.url,
    credentials: await findCredentials(draft, url, context, signal),
  };
  const includes = findIncludes(draft, context.find, store);
  await noteIncludes(draft, includes, context);
  return bringUpToDate(draft, remote, includes, context);
}

async function noteIncludes(
  draft: RepositoryDraft,
  includes: readonly Included[],
  context: StepContext,
): Promise<void> {
  if (includesChanged(draft, includes)) {
    const message = 'included artifacts differ from last observed includes';
    if (draft.status.includedArtifacts !== undefined) {
      draft.mark('ArtifactOutdated', 'True', 'IncludeChange', message);
    }
    draft.progress(`building artifact: ${message}`, true);
    await context.persist();
  }
  draft.clear('ArtifactOutdated');
}

async function bringUpToDate(
  draft: RepositoryDraft,
  remote: Remote,
  includes: readonly Included[],
  context: StepContext,
): Promise<SourceOutcome> {
  const { git, signal } = context;
  const timeoutMs = parseDurationMs(draft.spec.timeout ?? '60s');
  let snapshot: Snapshot;
  try {
    const ref = await git.resolve(remote, draft.spec.ref ?? {}, { signal, timeoutMs });
    if (isStored(draft, ref.revision) && !contentConfigChanged(draft, includes)) {
      draft.clear('FetchFailed');
      if (draft.spec.verify === undefined) forgetVerification(draft);
      markStored(draft, ref.revision);
      return { changed: false };
    }
    snapshot = await git.fetch(remote, ref, {
      signal,
      timeoutMs,
      recurseSubmodules: draft.spec.recurseSubmodules ?? false,
      ...(draft.spec.sparseCheckout === undefined ? {} : { sparse: draft.spec.sparseCheckout }),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw gitFailure(error, remote.url);
  }
  try {
    draft.clear('FetchFailed');
    await verifySource(draft, snapshot, context, signal);
    await storeSnapshot(draft, snapshot, includes, context, timeoutMs);
    return { changed: true, subject: shortMessage(snapshot.commit.message) };
  } finally {
    snapshot.release();
  }
}

async function storeSnapshot(
  draft: RepositoryDraft,
  snapshot: Snapshot,
  includes: readonly Included[],
  context: StepContext,
  timeoutMs: number,
): Promise<void> {
  const { revision } = snapshot.ref;
  const { artifact } = draft.status;
  if (artifact === undefined || !sameRevision(artifact.revision, revision)) {
    const message = `new upstream revision '${revision}'`;
    if (artifact !== undefined) draft.mark('ArtifactOutdated', 'True', 'NewRevision', message);
    draft.progress(`building artifact: ${message}`, true);
    await context.persist();
  } else if (!contentConfigChanged(draft, includes)) {
    context.record({
      type: 'Trace',
      reason: 'ArtifactUpToDate',
      message: `artifact up-to-date with remote revision: '${artifact.revision}'`,
    });
    markStored(draft, revision);
    return;
  }
  const { artifacts, signal, store } = context;
  try {
    draft.status.artifact = await archiveSource(
      draft,
      snapshot,
      includes,
      { store, artifacts, timeoutMs },
      signal,
    );
  } catch (error) {
    signal.throwIfAborted();
    throw archiveFailure(error, draft.spec.url);
  }
  observeContentConfig(draft, includes);
  draft.clear('StorageOperationFailed');
  markStored(draft, revision);
}

function isStored(draft: RepositoryDraft, revision: string): boolean {
  const { artifact } = draft.status;
  return (
    artifact !== undefined &&
    draft.isTrue('ArtifactInStorage') &&
    sameRevision(artifact.revision, revision)
  );
}

function markStored(draft: RepositoryDraft, revision: string): void {
  draft.clear('ArtifactOutdated');
  draft.mark(
    'ArtifactInStorage',
    'True',
    reasons.succeeded,
    `stored artifact for revision '${revision}'`,
  );
}

/** The first line of a commit's message, cut to fifty characters. */
function shortMessage(message: string): string {
  const characters = Array.from(message.split('\n', 1)[0] ?? '');
  return characters.length > 50 ? `${characters.slice(0, 50).join('')}...` : characters.join('');
}
