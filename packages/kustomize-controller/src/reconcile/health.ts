import {
  changeLines,
  checkHealth,
  type HealthTarget,
  ownerLabels,
  waitForHealth,
} from '@fluxts/apply';
import { errorMessage } from '@fluxts/base';
import {
  conditionTypes,
  isConditionTrue,
  type KustomizationObject,
  reasons,
  sameRevision,
} from '@fluxts/flux-api';
import { formatDurationMs } from '@fluxts/gocompat';
import type { Clock } from '@fluxts/runtime';
import type { WaitEnd } from './background-waits.ts';
import { report } from './events.ts';
import { healthOf } from './health-expressions.ts';
import { clusterOptions } from './cluster-options.ts';
import { healthTargets } from './health-targets.ts';
import { keyOf } from './keys.ts';
import type { PassInput } from './pass-input.ts';
import type { PassResult } from './pass.ts';
import { progressMessage } from './progress.ts';
import { timeoutOf } from './schedule.ts';
import type { SourceArtifact } from './source.ts';
import { StageError } from './stage-error.ts';

/** How long a reconcile stays for a check, in milliseconds; mostly everything is healthy at once. */
const graceMs = 200;

/** What the reconcile that begins a wait for health leaves for the one that ends it. */
export interface PendingHealth {
  /** A digest of the inputs; when they change, the wait is for the old. */
  readonly inputs: string | undefined;
  readonly source: SourceArtifact;
  readonly digest: string;
  readonly targets: readonly HealthTarget[];
  /** Monotonic times: of the reconcile, and of the check. */
  readonly startedAt: number;
  readonly checkStartedAt: number;
  /** Whether success is worth an event: something changed, or was unhealthy before. */
  readonly newsworthy: boolean;
}

/** What begins a wait. */
interface HealthWork extends Omit<PassInput, 'trusting'> {
  readonly inputs: string | undefined;
  readonly startedAt: number;
}

/**
 * Checks the health of what was applied, where the spec asks for it. A check that does not end at once goes
 * on without holding a place in the queue, and wakes the object when it ends.
 * @returns `none` when no health is asked for
 * @throws StageError when something is unhealthy for good
 */
export async function awaitHealth(
  work: HealthWork,
  pass: PassResult,
): Promise<'healthy' | 'none' | 'waiting'> {
  const { services, book, subject } = work;
  const { object } = subject;
  const targets = healthTargets(object, pass.applied);
  if (targets.length === 0) {
    book.noteHealth('none');
    return 'none';
  }
  const key = keyOf(object);
  const pending = pendingOf(work, pass, targets);
  const health = healthOf(object, services);
  const wait = services.waits.begin(key, pending, (signal) =>
    waitForHealth(targets, {
      ...clusterOptions(pass.target, services, signal),
      healthOf: health,
      timeoutMs: timeoutOf(object),
      failFast: !services.settings.featureGates.disableFailFastBehavior,
      ...(object.spec.wait === true ? { labelSelector: ownerSelector(object) } : {}),
    }),
  );
  try {
    const end = await within(graceMs, wait.ended, services.clock);
    if (end !== undefined) {
      services.waits.cancel(key);
      conclude(work, pending, end);
      return 'healthy';
    }
    await tellWaiting(work, pending);
  } catch (error) {
    services.waits.cancel(key);
    throw error;
  }
  wait.detach();
  return 'waiting';
}

/**
 * Ends a wait that is over.
 * @returns what the reconcile that began it left
 * @throws StageError when it ended badly
 */
export function endHealthWait(work: HealthWork): PendingHealth | undefined {
  const { services, book, subject } = work;
  const key = keyOf(subject.object);
  const wait = services.waits.get(key);
  if (wait?.end === undefined) return undefined;
  services.waits.cancel(key);
  book.built(wait.context.digest);
  book.proceed(messageOf(work, wait.context));
  conclude(work, wait.context, wait.end);
  return wait.context;
}

/** Whether everything that was healthy still is. */
export async function healthNow(
  work: HealthWork,
  targets: readonly HealthTarget[],
): Promise<boolean> {
  if (targets.length === 0) return true;
  const { services, subject, signal } = work;
  const target = await services.targets.connect(subject.object, signal);
  const reports = await checkHealth(targets, {
    ...clusterOptions(target, services, signal),
    healthOf: healthOf(subject.object, services),
  });
  return reports.every(({ status }) => status?.status === 'Current');
}

/** A newer revision, spec or request ends a wait; that it was not seen to its end is told. */
export function cancelHealthWait(work: HealthWork): void {
  const { services, subject, source } = work;
  const { object } = subject;
  const key = keyOf(object);
  const wait = services.waits.get(key);
  services.waits.cancel(key);
  if (wait === undefined || wait.end !== undefined) return;
  const isNew = !sameRevision(wait.context.source.artifact.revision, source.artifact.revision);
  const {
    kind,
    name,
    namespace = object.metadata.namespace,
  } = isNew ? object.spec.sourceRef : { kind: object.kind, ...object.metadata };
  report(services.events, object, {
    severity: 'info',
    reason: reasons.healthCheckCanceled,
    message: `Health checks canceled due to new reconciliation triggered by ${kind}/${namespace}/${name}`,
    revision: source.artifact.revision,
    originRevision: source.originRevision,
  });
}

function pendingOf(
  work: HealthWork,
  pass: PassResult,
  targets: readonly HealthTarget[],
): PendingHealth {
  const { book, inputs, source, startedAt, services } = work;
  const { conditions, lastAppliedRevision } = book.status;
  const isNew =
    lastAppliedRevision === undefined ||
    !sameRevision(lastAppliedRevision, source.artifact.revision);
  const wasHealthy = isConditionTrue(conditions, conditionTypes.healthy);
  return {
    inputs,
    source,
    digest: pass.manifests.outcome.digest,
    targets,
    startedAt,
    checkStartedAt: services.clock.monotonic(),
    newsworthy: !wasHealthy || (isNew && changeLines(pass.applied).length > 0),
  };
}

async function tellWaiting(work: HealthWork, pending: PendingHealth): Promise<void> {
  const { book } = work;
  const message = messageOf(work, pending);
  book.proceed(message);
  book.noteHealth({ status: 'Unknown', reason: reasons.progressing, message });
  await book.saveProgress();
}

function conclude(work: HealthWork, pending: PendingHealth, end: WaitEnd): void {
  const { book, services, subject } = work;
  const { revision } = pending.source.artifact;
  const took = formatDurationMs(services.clock.monotonic() - pending.checkStartedAt);
  if (!end.ok) {
    const why = errorMessage(end.error);
    book.noteHealth({ status: 'False', reason: reasons.healthCheckFailed, message: why });
    throw new StageError(
      'Failed',
      reasons.healthCheckFailed,
      `health check failed after ${took}: ${why}`,
      { cause: end.error },
    );
  }
  const message = `Health check passed in ${took}`;
  book.noteHealth({ status: 'True', reason: reasons.succeeded, message });
  if (!pending.newsworthy) return;
  report(services.events, subject.object, {
    severity: 'info',
    reason: reasons.progressing,
    message,
    revision,
    originRevision: pending.source.originRevision,
  });
}

/** Selects what a Kustomization applied, so that a watch sees nothing else. */
function ownerSelector({ metadata }: KustomizationObject): string {
  const labels = ownerLabels({ name: metadata.name, namespace: metadata.namespace });
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

function messageOf({ subject }: HealthWork, pending: PendingHealth): string {
  return progressMessage('Running health checks', subject.object, pending.source.artifact.revision);
}

/** What a promise resolves to, if it does so in time. */
async function within<T>(ms: number, promise: Promise<T>, clock: Clock): Promise<T | undefined> {
  return await new Promise((resolve, reject) => {
    const timer = clock.after(ms, () => resolve(undefined));
    promise.then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (error: unknown) => {
        timer.cancel();
        reject(error instanceof Error ? error : new Error(errorMessage(error)));
      },
    );
  });
}
