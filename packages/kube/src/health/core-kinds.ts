import { getPath, getString, type JsonObject } from '@fluxts/base';
import {
  conditionsOf,
  current,
  failed,
  inProgress,
  numberAt,
  type ObjectStatus,
} from './verdict.ts';

/** How long a Pod may be unscheduled before it counts as unschedulable. */
const scheduleWindowMs = 15_000;

/** A Pod is current when it is ready or has ended; it fails when it crashes in a loop or finds no node. */
export function podStatus(object: JsonObject, now: () => number): ObjectStatus {
  const phase = getString(object, 'status', 'phase') ?? '';
  const conditions = conditionsOf(object);
  switch (phase) {
    case 'Succeeded':
      return current('Pod has completed successfully');
    case 'Failed':
      return current('Pod has completed, but not successfully');
    case 'Running': {
      if (conditions.some(({ type, status }) => type === 'Ready' && status === 'True')) {
        return current('Pod is Ready');
      }
      const crashing = crashLooping(object);
      if (crashing.length > 0) {
        return failed(`Containers in CrashLoop state: ${crashing.join(',')}`);
      }
      return inProgress('Pod is running but is not Ready');
    }
    case 'Pending': {
      const scheduled = conditions.find(
        ({ type, status }) => type === 'PodScheduled' && status === 'False',
      );
      if (scheduled?.reason !== 'Unschedulable') return inProgress('Pod is in the Pending phase');
      const created = Date.parse(getString(object, 'metadata', 'creationTimestamp') ?? '');
      return now() - scheduleWindowMs < created
        ? inProgress('Pod has not been scheduled')
        : failed('Pod could not be scheduled');
    }
    case '':
      return inProgress('Pod phase not available');
    default:
      return { status: 'Unknown', message: `unknown phase ${phase}` };
  }
}

function crashLooping(object: JsonObject): string[] {
  const statuses = getPath(object, 'status', 'containerStatuses');
  if (!Array.isArray(statuses)) return [];
  return statuses
    .filter((status) => getString(status, 'state', 'waiting', 'reason') === 'CrashLoopBackOff')
    .map((status) => getString(status, 'name') ?? '');
}

/**
 * A Job fails when its Failed condition says so.
 * @param untilComplete a running Job is still in progress; otherwise it is current once it started
 */
export function jobStatus(object: JsonObject, untilComplete: boolean): ObjectStatus {
  const parallelism = numberAt(object, 1, 'spec', 'parallelism');
  const completions = numberAt(object, parallelism, 'spec', 'completions');
  const succeeded = numberAt(object, 0, 'status', 'succeeded');
  const active = numberAt(object, 0, 'status', 'active');
  const failures = numberAt(object, 0, 'status', 'failed');
  for (const { type, status } of conditionsOf(object)) {
    if (status !== 'True') continue;
    if (type === 'Complete')
      return current(`Job Completed. succeeded: ${succeeded}/${completions}`);
    if (type === 'Failed') return failed(`Job Failed. failed: ${failures}/${completions}`);
    if (type === 'Suspended') return current('Job is suspended');
  }
  if ((getString(object, 'status', 'startTime') ?? '') === '') return inProgress('Job not started');
  const message = `Job in progress. success:${succeeded}, active: ${active}, failed: ${failures}`;
  return untilComplete ? inProgress(message) : current(message);
}

/** A claim is current once it is bound. */
export function volumeClaimStatus(object: JsonObject): ObjectStatus {
  const phase = getString(object, 'status', 'phase') ?? 'unknown';
  return phase === 'Bound'
    ? current('PVC is Bound')
    : inProgress(`PVC is not Bound. phase: ${phase}`);
}

/** A Service is current, one of type LoadBalancer once it has a cluster IP. */
export function serviceStatus(object: JsonObject): ObjectStatus {
  const isWaiting =
    getString(object, 'spec', 'type') === 'LoadBalancer' &&
    (getString(object, 'spec', 'clusterIP') ?? '') === '';
  return isWaiting
    ? inProgress('ClusterIP not set. Service type: LoadBalancer')
    : current('Service is ready');
}

/** A CustomResourceDefinition is current once its API is served. */
export function crdStatus(object: JsonObject): ObjectStatus {
  for (const { type, status, reason, message } of conditionsOf(object)) {
    if (type === 'NamesAccepted' && status === 'False') return failed(message);
    if (type === 'Established') {
      if (status === 'False' && reason !== 'Installing') return failed(message);
      if (status === 'True') return current('CRD is established');
    }
  }
  return inProgress('Install in progress');
}
