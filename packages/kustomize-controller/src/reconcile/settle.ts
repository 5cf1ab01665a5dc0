import { type KustomizationObject, reasons } from '@fluxts/flux-api';
import { formatDurationMs } from '@fluxts/gocompat';
import { done, type Result, requeueAfter, retry } from '@fluxts/runtime';
import { addToHistory } from '../status/history.ts';
import type { StatusBook } from '../status/status-book.ts';
import { failed, stalled, succeeded } from '../status/transitions.ts';
import { report } from './events.ts';
import { intervalOf, retryIntervalOf } from './schedule.ts';
import type { Services } from './services.ts';
import type { SourceArtifact } from './source.ts';
import { StageError } from './stage-error.ts';

/** What all endings of a reconcile need. */
export interface Ending {
  readonly object: KustomizationObject;
  readonly book: StatusBook;
  readonly services: Services;
  /** `undefined` when not even the source was found. */
  readonly source: SourceArtifact | undefined;
  /** When the work began, on the monotonic clock. */
  readonly startedAt: number;
}

/** Everything is applied and, where asked for, healthy: says so, and comes back at the next interval. */
export async function settleSuccess(
  ending: Ending & { readonly source: SourceArtifact },
): Promise<Result> {
  const { object, book, services, source } = ending;
  const { revision } = source.artifact;
  const took = formatDurationMs(elapsed(ending));
  noteHistory(ending, reasons.reconciliationSucceeded);
  book.note({ lastAppliedRevision: revision, ...originOf(source) });
  const message = `Applied revision: ${revision}`;
  await book.settle((status, moment) => succeeded(status, message, moment));
  report(services.events, object, {
    severity: 'info',
    reason: reasons.reconciliationSucceeded,
    message: `Reconciliation finished in ${took}, next run in ${formatDurationMs(intervalOf(object))}`,
    revision,
    originRevision: source.originRevision,
    metadata: { commit_status: 'update' },
  });
  return atNextInterval(object, services);
}

/** Something went wrong: says what, and whether and when it is tried again. */
export async function settleError(ending: Ending, error: unknown): Promise<Result> {
  if (!(error instanceof StageError)) return retry(error);
  switch (error.code) {
    case 'Stalled':
      return await settleStalled(ending, error);
    case 'Missing':
    case 'Waiting':
      return await settleWaiting(ending, error);
    case 'Failed':
      return await settleFailed(ending, error);
  }
  return error.code satisfies never;
}

/** The requeue of a Kustomization that has nothing to do until its next interval. */
export function atNextInterval(object: KustomizationObject, { settings }: Services): Result {
  return requeueAfter(intervalOf(object), { jitter: settings.intervalJitter });
}

async function settleStalled(ending: Ending, error: StageError): Promise<Result> {
  const { object, book, services } = ending;
  const why = { reason: error.reason, message: error.message };
  await book.settle((status, moment) => stalled(status, why, moment));
  tell(ending, error.message, error.reason);
  services.log.error('Reconciliation stalled', error, nameOf(object));
  return done();
}

async function settleWaiting(ending: Ending, error: StageError): Promise<Result> {
  const { object, book, services } = ending;
  const why = { reason: error.reason, message: error.message };
  await book.settle((status, moment) => failed(status, why, undefined, moment));
  if (error.announcement !== undefined) {
    report(services.events, object, {
      severity: 'info',
      reason: error.reason,
      message: error.announcement,
      ...revisionOf(ending),
    });
  }
  const { requeueDependencyMs } = services.settings;
  const delayMs = error.code === 'Missing' ? retryIntervalOf(object) : requeueDependencyMs;
  return requeueAfter(delayMs, { keepBackoff: true });
}

async function settleFailed(ending: Ending, error: StageError): Promise<Result> {
  const { object, book, services } = ending;
  const why = { reason: error.reason, message: error.message };
  const delayMs = retryIntervalOf(object);
  noteHistory(ending, error.reason);
  await book.settle((status, moment) => failed(status, why, book.progress, moment));
  tell(ending, error.message, error.reason);
  const took = formatDurationMs(elapsed(ending));
  const message = `Reconciliation failed after ${took}, next try in ${formatDurationMs(delayMs)}`;
  services.log.error(message, error, nameOf(object));
  return requeueAfter(delayMs);
}

function tell(ending: Ending, message: string, reason: string): void {
  report(ending.services.events, ending.object, {
    severity: 'error',
    reason,
    message,
    ...revisionOf(ending),
  });
}

function noteHistory(ending: Ending, status: string): void {
  const { book, source, services } = ending;
  const { digest } = book;
  if (digest === undefined || source === undefined) return;
  const history = addToHistory(book.status.history, {
    digest,
    status,
    at: new Date(services.clock.now()),
    tookMs: elapsed(ending),
    revision: source.artifact.revision,
    originRevision: source.originRevision,
  });
  book.note({ history });
}

function elapsed({ services, startedAt }: Ending): number {
  return services.clock.monotonic() - startedAt;
}

function originOf({ originRevision }: SourceArtifact): { lastAppliedOriginRevision?: string } {
  return originRevision === undefined ? {} : { lastAppliedOriginRevision: originRevision };
}

function revisionOf({ source }: Ending): {
  readonly revision?: string | undefined;
  readonly originRevision?: string | undefined;
} {
  return { revision: source?.artifact.revision, originRevision: source?.originRevision };
}

function nameOf(object: KustomizationObject): Record<string, string> {
  return { namespace: object.metadata.namespace, name: object.metadata.name };
}
