import {
  conditionTypes,
  type FluxObject,
  fluxFinalizer,
  groups,
  pendingRequest,
  requestedAt,
} from '@fluxts/flux-api';
import { parseDurationMs } from '@fluxts/gocompat';
import { isNotFound, type KindRef, type KubeObject, refOf } from '@fluxts/kube-client';
import {
  done,
  gone,
  type EventInput,
  type Manager,
  type ObjectKey,
  patchStatus,
  type ReconcileContext,
  type Reconciler,
  requeueAfter,
  type Result,
  retry,
  type WatchCache,
} from '@fluxts/runtime';
import { failureConditions } from './conditions.ts';
import { RepositoryDraft } from './draft.ts';
import { SourceFailure } from './failure.ts';
import { OwnWrites } from './own-writes.ts';
import { reconcileSource, type SourceOutcome, type StepContext } from './steps/source.ts';

/** What a {@link RepositoryReconciler} works with. */
export interface ReconcilerOptions extends Omit<
  StepContext,
  'now' | 'signal' | 'find' | 'record' | 'persist' | 'client'
> {
  readonly manager: Manager;
  readonly repositories: WatchCache;
  readonly fieldManager: string;
  readonly requeueDependencyMs: number;
  readonly intervalJitter: number;
}

/** The kind as metrics and caches name it. */
export const gitRepository: KindRef = {
  apiVersion: `${groups.source}/v1`,
  kind: 'GitRepository',
};

/** Somebody deleted the object while it was being reconciled. */
class ObjectGone extends Error {}

/** Reconciles one GitRepository at a time; see {@link reconcileSource} for the work itself. */
export class RepositoryReconciler {
  readonly #options: ReconcilerOptions;
  readonly #writes = new OwnWrites();

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  readonly reconcile: Reconciler = async (key, context) => {
    const { repositories } = this.#options;
    const cached = repositories.get(key);
    if (cached === undefined) {
      return gone();
    }
    const start = context.clock.monotonic();
    const draft = new RepositoryDraft(
      this.#writes.newest(cached),
      () => new Date(context.clock.now()),
    );
    try {
      return await this.#reconcile(draft, context);
    } catch (error) {
      if (!(error instanceof ObjectGone)) throw error;
      this.#writes.forget(draft.stored.metadata.uid ?? '');
      return done();
    } finally {
      this.#measure(draft, key, (context.clock.monotonic() - start) / 1000);
    }
  };

  async #reconcile(draft: RepositoryDraft, context: ReconcileContext): Promise<Result> {
    if (draft.object.metadata.deletionTimestamp !== undefined)
      return this.#finalize(draft, context);
    if (draft.object.metadata.finalizers?.includes(fluxFinalizer) !== true) {
      await this.#setFinalizers(
        draft,
        [...(draft.object.metadata.finalizers ?? []), fluxFinalizer],
        context,
      );
    }
    if (draft.spec.suspend === true) {
      context.log.info('reconciliation is suspended for this object');
      return done();
    }
    return this.#bringAbout(draft, context);
  }

  async #bringAbout(draft: RepositoryDraft, context: ReconcileContext): Promise<Result> {
    const before = {
      digest: draft.status.artifact?.digest,
      failed: failureConditions.some((type) => draft.has(type)),
    };
    const request = requestedAt(draft.object as FluxObject);
    await this.#announce(draft, context);
    let failure: SourceFailure | undefined;
    let outcome: SourceOutcome | undefined;
    try {
      outcome = await reconcileSource(draft, this.#stepContext(draft, context));
    } catch (error) {
      context.signal.throwIfAborted();
      if (!(error instanceof SourceFailure)) throw error;
      failure = error;
    }
    const result = this.#conclude(draft, failure);
    if (request !== undefined) draft.status.lastHandledReconcileAt = request;
    draft.summarise();
    await this.#persist(draft, context);
    if (failure !== undefined) this.#tellFailure(draft, failure);
    if (outcome !== undefined) this.#tellOutcome(draft, outcome, before, context);
    return result;
  }

  /** Shows that work has begun, if somebody waits for it. */
  async #announce(draft: RepositoryDraft, context: ReconcileContext): Promise<void> {
    const { generation, status } = draft;
    const observed = status.observedGeneration ?? 0;
    draft.progress('reconciliation in progress', false);
    draft.clear('StorageOperationFailed');
    if (generation !== observed) {
      draft.progress(`processing object: new generation ${observed} -> ${generation}`, false);
      await this.#persist(draft, context);
      for (const { path, message } of draft.notices) {
        this.#record(draft, {
          type: 'Normal',
          reason: 'DeprecatedField',
          message: `${path} ${message}`,
        });
      }
    } else if (pendingRequest(draft.object as FluxObject) !== undefined) {
      await this.#persist(draft, context);
    }
  }

  /** Sets what the outcome means for the object, and says what is to happen next. */
  #conclude(draft: RepositoryDraft, failure: SourceFailure | undefined): Result {
    const interval = (): Result =>
      requeueAfter(parseDurationMs(draft.spec.interval), { jitter: this.#options.intervalJitter });
    if (failure === undefined) {
      draft.clear('Reconciling', 'Stalled');
      draft.status.observedGeneration = draft.generation;
      return interval();
    }
    if (failure.condition !== undefined) {
      const bad = failure.condition === 'SourceVerified' ? 'False' : 'True';
      draft.mark(failure.condition, bad, failure.reason, failure.message);
    }
    if (failure.kind === 'stalling') {
      draft.stall(failure.reason, failure.message);
      draft.status.observedGeneration = draft.generation;
      return done();
    }
    draft.willRetry();
    draft.clear('Stalled');
    return failure.kind === 'waiting'
      ? requeueAfter(this.#options.requeueDependencyMs, { keepBackoff: true })
      : retry(failure);
  }

  #tellFailure(draft: RepositoryDraft, failure: SourceFailure): void {
    this.#record(draft, {
      type: failure.kind === 'waiting' ? 'Trace' : 'Warning',
      reason: failure.reason,
      message: failure.message,
    });
  }

  #tellOutcome(
    draft: RepositoryDraft,
    outcome: SourceOutcome,
    before: { readonly digest: string | undefined; readonly failed: boolean },
    context: ReconcileContext,
  ): void {
    const { artifact } = draft.status;
    if (artifact === undefined) return;
    const message = `stored artifact for commit '${outcome.subject ?? artifact.revision}'`;
    const annotations = {
      [`${groups.source}/revision`]: artifact.revision,
      [`${groups.source}/digest`]: artifact.digest,
    };
    if (artifact.digest !== before.digest) {
      this.#record(draft, { type: 'Normal', reason: 'NewArtifact', message, annotations });
      context.log.info(message);
    } else if (before.failed) {
      this.#record(draft, { type: 'Normal', reason: 'Succeeded', message, annotations });
      context.log.info(message);
    } else {
      // An event would be a write to the API for each poll; who wants to know has the log.
      context.log.debug(
        `no changes since last reconciliation: observed revision '${artifact.revision}'`,
      );
    }
  }

  async #finalize(draft: RepositoryDraft, context: ReconcileContext): Promise<Result> {
    const { store } = this.#options;
    const owner = { kind: draft.object.kind, namespace: draft.namespace, name: draft.name };
    const finalizers = draft.object.metadata.finalizers ?? [];
    if (!finalizers.includes(fluxFinalizer)) return done();
    if (await store.removeAll(owner)) {
      this.#record(draft, {
        type: 'Trace',
        reason: 'GarbageCollectionSucceeded',
        message: 'garbage collected artifacts for deleted resource',
      });
    }
    await this.#setFinalizers(
      draft,
      finalizers.filter((item) => item !== fluxFinalizer),
      context,
    );
    this.#writes.forget(draft.stored.metadata.uid ?? '');
    return done();
  }

  async #setFinalizers(
    draft: RepositoryDraft,
    finalizers: readonly string[],
    context: ReconcileContext,
  ): Promise<void> {
    const { manager, fieldManager } = this.#options;
    const { resourceVersion, uid } = draft.stored.metadata;
    try {
      const stored = await manager.client.patch(
        refOf(draft.stored),
        {
          metadata: {
            finalizers: [...finalizers],
            ...(resourceVersion === undefined ? {} : { resourceVersion }),
            ...(uid === undefined ? {} : { uid }),
          },
        },
        { type: 'merge', fieldManager, signal: context.signal },
      );
      this.#writes.note(draft.stored, stored);
      draft.stored = stored;
    } catch (error) {
      if (isNotFound(error)) throw new ObjectGone();
      throw error;
    }
  }

  async #persist(draft: RepositoryDraft, context: ReconcileContext): Promise<void> {
    const { manager, fieldManager } = this.#options;
    const { stored: before } = draft;
    const stored = await patchStatus<KubeObject>(manager.client, before, draft.toStored(), {
      fieldManager,
      signal: context.signal,
    });
    if (stored === undefined) throw new ObjectGone();
    if (stored !== before) this.#writes.note(before, stored);
    draft.stored = stored;
  }

  #stepContext(draft: RepositoryDraft, context: ReconcileContext): StepContext {
    const { manager, repositories } = this.#options;
    return {
      ...this.#options,
      client: manager.client,
      now: () => new Date(context.clock.now()),
      signal: context.signal,
      find: (name) => {
        const found = repositories.get({ namespace: draft.namespace, name });
        return found === undefined ? undefined : this.#writes.newest(found);
      },
      record: (event) => this.#record(draft, event),
      persist: () => this.#persist(draft, context),
    };
  }

  #record(draft: RepositoryDraft, event: EventInput): void {
    this.#options.manager.events.record(draft.stored, event);
  }

  #measure(draft: RepositoryDraft, key: ObjectKey, seconds: number): void {
    const { metrics } = this.#options.manager;
    metrics.recordDuration(gitRepository.kind, key, seconds);
    metrics.recordSuspend(gitRepository.kind, key, draft.spec.suspend === true);
    const ready = draft.condition(conditionTypes.ready);
    if (ready !== undefined)
      metrics.recordCondition(gitRepository.kind, key, 'Ready', ready.status);
  }
}
