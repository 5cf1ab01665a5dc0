import { entryOf, type HealthTarget } from '@fluxts/apply';
import { pendingRequest } from '@fluxts/flux-api';
import { done, requeueAfter, type Result } from '@fluxts/runtime';
import type { WrittenObject } from '../drift/drift-watch.ts';
import { othersTurn } from '../turns.ts';
import { requireDependencies } from './dependencies.ts';
import { awaitHealth, cancelHealthWait, endHealthWait, healthNow } from './health.ts';
import { healthTargets } from './health-targets.ts';
import { keyOf } from './keys.ts';
import type { PassInput } from './pass-input.ts';
import { type PassResult, runPass } from './pass.ts';
import type { Plan } from './plan.ts';
import { repair } from './repair.ts';
import { intervalOf } from './schedule.ts';
import { atNextInterval, type Ending, settleSuccess } from './settle.ts';
import type { SourceArtifact } from './source.ts';

/** What a reconcile works on, once its source is known. */
export interface Work extends Ending, Omit<PassInput, 'trusting'> {
  readonly source: SourceArtifact;
  /** A digest of the inputs; `undefined` when it cannot be told. */
  readonly inputs: string | undefined;
}

/** Does what was planned. @throws StageError */
export async function doWork(plan: Plan, work: Work): Promise<Result> {
  switch (plan) {
    case 'pass':
      return await passOver(work);
    case 'finish':
      return await finish(work);
    case 'wait':
      return done();
    case 'repair':
      return await mend(work);
    case 'check':
      return await look(work);
    case 'idle':
      return untilDue(work);
  }
  return plan satisfies never;
}

/** Everything: builds, applies, prunes, and checks health; a check that takes long goes on without us. */
async function passOver(work: Work): Promise<Result> {
  const { object, services } = work;
  const key = keyOf(object);
  const trusting = isTrusting(work);
  const memory = services.memories.of(key);
  memory.lastPass = undefined;
  cancelHealthWait(work);
  dependOn(work);
  const pass = await runPass({ ...work, trusting });
  memory.desired = pass.manifests.key;
  await othersTurn();
  await services.drift?.track(key, pass.target, written(pass));
  if ((await awaitHealth(work, pass)) === 'waiting') return done();
  return await complete(work, healthTargets(object, pass.applied));
}

/** The wait for health is over. */
async function finish(work: Work): Promise<Result> {
  const pending = endHealthWait(work);
  if (pending === undefined) return await passOver(work);
  return await complete({ ...work, startedAt: pending.startedAt }, pending.targets);
}

async function complete(work: Work, healthy: readonly HealthTarget[]): Promise<Result> {
  const { object, services, inputs } = work;
  const result = await settleSuccess(work);
  const memory = services.memories.of(keyOf(object));
  memory.failure = undefined;
  if (inputs !== undefined) {
    memory.lastPass = {
      inputs,
      healthy,
      generation: object.metadata.generation,
      quietIntervals: 0,
      dueAt: services.clock.monotonic() + intervalOf(object),
    };
  }
  return result;
}

/** Puts back what changed; what that does not achieve, a whole pass will, or it will say why not. */
async function mend(work: Work): Promise<Result> {
  if (!(await repair(work))) return await passOver(work);
  return work.services.waits.get(keyOf(work.object)) === undefined ? untilDue(work) : done();
}

/** An interval went by without news: health is looked at, as it may change without anybody's doing. */
async function look(work: Work): Promise<Result> {
  const { object, services } = work;
  dependOn(work);
  const { lastPass } = services.memories.of(keyOf(object));
  if (lastPass === undefined || !(await healthNow(work, lastPass.healthy))) {
    return await passOver(work);
  }
  lastPass.quietIntervals++;
  lastPass.dueAt = services.clock.monotonic() + intervalOf(object);
  return atNextInterval(object, services);
}

/**
 * A new revision changes some objects and leaves the others as they are: those need no look. An interval, a
 * request or another spec wants everything looked at.
 */
function isTrusting({ object, services, inputs }: Work): boolean {
  const { lastPass } = services.memories.of(keyOf(object));
  return (
    lastPass !== undefined &&
    lastPass.inputs !== inputs &&
    lastPass.generation === object.metadata.generation &&
    pendingRequest(object) === undefined
  );
}

/** While something it depends on is not ready, the object is woken by whatever happens to that. */
function dependOn({ object, services, source }: Work): void {
  const memory = services.memories.of(keyOf(object));
  memory.awaitsDependency = true;
  requireDependencies(object, source.artifact.revision, services);
  memory.awaitsDependency = false;
}

function untilDue({ object, services }: Work): Result {
  const { lastPass, failure } = services.memories.of(keyOf(object));
  const due = lastPass?.dueAt ?? failure?.retryAt;
  if (due === Infinity) return done();
  if (due === undefined) return atNextInterval(object, services);
  return requeueAfter(Math.max(0, due - services.clock.monotonic()));
}

/** What is to be watched: all that was applied, but for what is to be left alone. */
function written({ applied, manifests }: PassResult): WrittenObject[] {
  const digests = new Map(
    manifests.objects.map(({ object, digest }) => [entryOf(object).id, digest]),
  );
  return applied
    .filter(({ action }) => action !== 'skipped')
    .map(({ entry, live, ref }) => ({ ref, object: live, digest: digests.get(entry.id) ?? '' }));
}
