import { getPath, getString, type JsonObject } from '@fluxts/base';
import { gvkOf } from '../model/object-id.ts';
import { crdStatus, jobStatus, podStatus, serviceStatus, volumeClaimStatus } from './core-kinds.ts';
import { conditionsOf, current, failed, inProgress, type ObjectStatus } from './verdict.ts';
import {
  daemonSetStatus,
  deploymentStatus,
  replicaSetStatus,
  statefulSetStatus,
} from './workloads.ts';

/** How {@link statusOf} judges where the object alone does not say. */
export interface StatusOptions {
  /** A Job that runs is still in progress, as Flux sees it; kstatus itself is content with a started one. */
  readonly untilJobsComplete?: boolean;
  /** Milliseconds since 1970, for a Pod that waits for a node; the system's clock unless given. */
  readonly now?: () => number;
}

/**
 * The health of an object, by the rules of cli-utils' kstatus: deletion, then the observed
 * generation, then the conditions Reconciling and Stalled, then what its kind says of itself, then
 * the condition Ready; an object that says nothing is current.
 * @param object the whole object, status included
 */
export function statusOf(object: JsonObject, options: StatusOptions = {}): ObjectStatus {
  return (
    genericStatus(object) ??
    kindStatus(object, options) ??
    readyStatus(object) ??
    current('Resource is current')
  );
}

function genericStatus(object: JsonObject): ObjectStatus | undefined {
  if ((getString(object, 'metadata', 'deletionTimestamp') ?? '') !== '') {
    return { status: 'Terminating', message: 'Resource scheduled for deletion' };
  }
  const generation = getPath(object, 'metadata', 'generation');
  const observed = getPath(object, 'status', 'observedGeneration');
  if (isNumber(generation) && isNumber(observed) && generation !== observed) {
    return inProgress(
      `${getString(object, 'kind') ?? ''} generation is ${generation}, but latest observed generation is ${observed}`,
    );
  }
  for (const { type, status, message } of conditionsOf(object)) {
    if (status !== 'True') continue;
    if (type === 'Reconciling') return inProgress(message);
    if (type === 'Stalled') return failed(message);
  }
  return undefined;
}

function kindStatus(object: JsonObject, options: StatusOptions): ObjectStatus | undefined {
  const { group, kind } = gvkOf(object);
  switch (`${group}/${kind}`) {
    case '/ConfigMap':
    case '/Secret':
    case 'batch/CronJob':
      return current('Resource is always ready');
    case '/Service':
      return serviceStatus(object);
    case '/Pod':
      return podStatus(object, options.now ?? Date.now);
    case '/PersistentVolumeClaim':
      return volumeClaimStatus(object);
    case 'apps/StatefulSet':
      return statefulSetStatus(object);
    case 'apps/DaemonSet':
    case 'extensions/DaemonSet':
      return daemonSetStatus(object);
    case 'apps/Deployment':
    case 'extensions/Deployment':
      return deploymentStatus(object);
    case 'apps/ReplicaSet':
    case 'extensions/ReplicaSet':
      return replicaSetStatus(object);
    case 'policy/PodDisruptionBudget':
      return current('AllowedDisruptions has been computed.');
    case 'batch/Job':
      return jobStatus(object, options.untilJobsComplete ?? false);
    case 'apiextensions.k8s.io/CustomResourceDefinition':
      return crdStatus(object);
    default:
      return undefined;
  }
}

function readyStatus(object: JsonObject): ObjectStatus | undefined {
  const ready = conditionsOf(object).find(({ type }) => type === 'Ready');
  if (ready === undefined) return undefined;
  return ready.status === 'True' ? current('Resource is Ready') : inProgress(ready.message);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
