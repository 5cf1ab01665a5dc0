import { type KustomizationObject, pendingRequest } from '@fluxts/flux-api';
import { formatDurationMs } from '@fluxts/gocompat';
import { done, gone, type Reconciler, type Result } from '@fluxts/runtime';
import { ObjectGone } from '../status/object-gone.ts';
import { finalize } from './finalize.ts';
import { addFinalizer } from './finalizer.ts';
import { healthOf } from './health-expressions.ts';
import { inputsDigest } from './inputs.ts';
import { keyOf } from './keys.ts';
import { tellNotices } from './notices.ts';
import { planOf, type Plan } from './plan.ts';
import { intervalOf, requireDurations } from './schedule.ts';
import type { Services, Subject } from './services.ts';
import { type Ending, settleError } from './settle.ts';
import { resolveSource } from './source.ts';
import { openBook } from './open-book.ts';
import { forget, suspend } from './suspend.ts';
import { doWork } from './work.ts';

/**
 * Reconciles Kustomizations: looks at one, decides what there is to do, and has it done. What can be done
 * is in `work.ts`; how it ends is in `settle.ts`.
 */
export function createReconciler(services: Services): Reconciler {
  return async (key, { signal }) => {
    const subject = services.kustomizations.get(key);
    if (subject === undefined) {
      forget(key, services);
      return gone();
    }
    if (subject.object.metadata.deletionTimestamp !== undefined) {
      return await finalize(subject, services, signal);
    }
    const stored = await addFinalizer(services.client, subject.stored, signal);
    if (stored !== subject.stored) services.memories.of(key).written = stored;
    if (subject.object.spec.suspend === true) {
      return await suspend({ ...subject, stored }, services, signal);
    }
    services.drift?.hold(key);
    try {
      return await reconcileActive({ ...subject, stored }, services, signal);
    } finally {
      services.drift?.release(key);
    }
  };
}

async function reconcileActive(
  subject: Subject,
  services: Services,
  signal: AbortSignal,
): Promise<Result> {
  const { object } = subject;
  const book = openBook(subject, services, signal);
  let inputs: string | undefined;
  let ending: Ending = {
    object,
    book,
    services,
    source: undefined,
    startedAt: services.clock.monotonic(),
  };
  services.metrics.recordSuspend(object.kind, keyOf(object), false);
  tellNotices(subject, services);
  try {
    const request = pendingRequest(object);
    if (request !== undefined) book.note({ lastHandledReconcileAt: request });
    requireDurations(object);
    healthOf(object, services);
    const retryingIn = formatDurationMs(services.settings.requeueDependencyMs);
    const source = resolveSource(object, services.sources, services.settings, retryingIn);
    ending = { ...ending, source };
    inputs = await inputsDigest(object, source, services.configs, signal);
    const plan = choose(subject, services, inputs, request !== undefined);
    return await doWork(plan, { ...ending, subject, source, inputs, signal });
  } catch (error) {
    if (error instanceof ObjectGone) return done();
    if (signal.aborted) throw error;
    const result = await settleError(ending, error);
    noteFailure(object, services, inputs, result);
    return result;
  } finally {
    book.close();
  }
}

/** What was said of the failure must be unsaid by a pass, even if the inputs turn out to be those of the last one. */
function noteFailure(
  object: KustomizationObject,
  { clock, memories }: Services,
  inputs: string | undefined,
  result: Result,
): void {
  const memory = memories.of(keyOf(object));
  memory.lastPass = undefined;
  if (inputs === undefined) return;
  const delayMs = result.next === 'requeue' ? result.afterMs : Infinity;
  memory.failure = { inputs, retryAt: clock.monotonic() + delayMs };
}

function choose(
  { object }: Subject,
  services: Services,
  inputs: string | undefined,
  requested: boolean,
): Plan {
  const key = keyOf(object);
  const { clock, drift, memories, settings, waits } = services;
  const wait = waits.get(key);
  return planOf({
    inputs,
    requested,
    lastPass: memories.of(key).lastPass,
    failure: memories.of(key).failure,
    wait: wait === undefined ? undefined : { inputs: wait.context.inputs, end: wait.end },
    changed: drift?.changedOf(key).length ?? 0,
    watched: drift?.watchesAll(key) ?? false,
    now: clock.monotonic(),
    slackMs: intervalOf(object) * settings.intervalJitter,
  });
}
