import { type JsonObject, getPath, getString } from '@fluxts/base';
import type { Controller, ControllerEnvironment } from '../controllers/controller.ts';
import { nameOf, namespaceOf, uidOf } from '../controllers/identity.ts';
import { timestamp } from '../write/write-options.ts';
import { mappingsAt } from '../reading.ts';
import {
  type PodCounts,
  countPods,
  createOwned,
  deletePods,
  ownedBy,
  writeWorkloadStatus,
} from './owned-pods.ts';
import { maxPods } from './replica-sets.ts';
import { resources } from './resources.ts';
import { countOf, podFrom } from './template.ts';
import { workloadController } from './workload.ts';

/** Runs Jobs: their pods end well after the delay, or badly where an annotation asks for it. */
export function jobs(environment: ControllerEnvironment): Controller {
  const { storage, clock } = environment;

  async function settle(job: JsonObject): Promise<number | undefined> {
    const ended = endOf(job);
    if (ended !== undefined) return await expire(job, ended);
    const pods = countPods(ownedBy(environment, job, resources.pods));
    const wanted = Math.min(maxPods, countOf(job, 'completions', 1));
    const failedAll = pods.failed.length > countOf(job, 'backoffLimit', 6);
    if (pods.succeeded.length >= wanted || failedAll) {
      await deletePods(environment, pods.active);
      await write(job, statusOf(job, pods, clock.now(), failedAll ? 'Failed' : 'Complete'));
      return undefined;
    }
    if (getPath(job, 'spec', 'suspend') === true) {
      await deletePods(environment, pods.active);
      await write(job, statusOf(job, { ...pods, active: [], ready: [] }, clock.now(), 'Suspended'));
      return undefined;
    }
    const room = Math.min(countOf(job, 'parallelism', 1), wanted - pods.succeeded.length);
    for (let active = pods.active.length; active < room; active++) {
      const plan = { generateName: `${nameOf(job)}-` };
      const pod = podFrom(job, getPath(job, 'spec', 'template'), plan);
      await createOwned(environment, resources.pods, pod);
    }
    await write(job, statusOf(job, pods, clock.now(), undefined));
    return undefined;
  }

  async function write(job: JsonObject, status: JsonObject): Promise<void> {
    await writeWorkloadStatus(environment, resources.jobs, job, status);
  }

  /** Deletes a job some time after its end, where it asks for that. */
  async function expire(job: JsonObject, ended: string): Promise<number | undefined> {
    const seconds = getPath(job, 'spec', 'ttlSecondsAfterFinished');
    if (typeof seconds !== 'number') return undefined;
    const left = Date.parse(ended) + seconds * 1000 - clock.now().getTime();
    if (left > 0) return left;
    await storage.delete(resources.jobs, namespaceOf(job), nameOf(job), {
      uid: uidOf(job),
      propagationPolicy: 'Foreground',
    });
    return undefined;
  }

  return workloadController(environment, {
    name: 'jobs',
    resource: resources.jobs,
    kind: 'Job',
    makes: [resources.pods],
    settle,
  });
}

/** When a job came to its end; undefined while it has not. */
function endOf(job: JsonObject): string | undefined {
  const final = mappingsAt(job, 'status', 'conditions').find(
    (item) =>
      (item['type'] === 'Complete' || item['type'] === 'Failed') && item['status'] === 'True',
  );
  return getString(final, 'lastTransitionTime');
}

function statusOf(
  job: JsonObject,
  pods: PodCounts,
  now: Date,
  state: 'Complete' | 'Failed' | 'Suspended' | undefined,
): JsonObject {
  const time = timestamp(now);
  const startTime = getString(job, 'status', 'startTime') ?? time;
  const over = state === 'Complete' || state === 'Failed';
  const active = over ? 0 : pods.active.length;
  return {
    ...(state === 'Suspended' ? {} : { startTime }),
    ...(state === 'Complete' ? { completionTime: time } : {}),
    ...(active === 0 ? {} : { active }),
    ready: over ? 0 : pods.ready.length,
    ...(pods.succeeded.length === 0 ? {} : { succeeded: pods.succeeded.length }),
    ...(pods.failed.length === 0 ? {} : { failed: pods.failed.length }),
    terminating: 0,
    uncountedTerminatedPods: {},
    ...(state === undefined ? {} : { conditions: conditionsOf(state, time) }),
  };
}

function conditionsOf(state: 'Complete' | 'Failed' | 'Suspended', time: string): JsonObject[] {
  const condition = (type: string, reason: string, message: string): JsonObject => ({
    type,
    status: 'True',
    lastProbeTime: time,
    lastTransitionTime: time,
    reason,
    message,
  });
  const reached = 'Reached expected number of succeeded pods';
  const exceeded = 'Job has reached the specified backoff limit';
  switch (state) {
    case 'Complete':
      return [
        condition('SuccessCriteriaMet', 'CompletionsReached', reached),
        condition('Complete', 'CompletionsReached', reached),
      ];
    case 'Failed':
      return [
        condition('FailureTarget', 'BackoffLimitExceeded', exceeded),
        condition('Failed', 'BackoffLimitExceeded', exceeded),
      ];
    case 'Suspended':
    default:
      return [condition('Suspended', 'JobSuspended', 'Job suspended')];
  }
}
