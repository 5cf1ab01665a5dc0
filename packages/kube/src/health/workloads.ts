import { getPath, getString, type JsonObject } from '@fluxts/base';
import {
  conditionsOf,
  current,
  failed,
  inProgress,
  numberAt,
  type ObjectStatus,
} from './verdict.ts';

const noDeadline = 2 ** 31 - 1;

/** A Deployment is current when all its replicas run the newest template and are available. */
export function deploymentStatus(object: JsonObject): ObjectStatus {
  // Without a deadline the controller never says that it is done progressing.
  let progressed = numberAt(object, noDeadline, 'spec', 'progressDeadlineSeconds') === noDeadline;
  let isAvailable = false;
  for (const condition of conditionsOf(object)) {
    if (condition.type === 'Progressing') {
      if (condition.reason === 'ProgressDeadlineExceeded')
        return failed('Progress deadline exceeded');
      if (condition.status === 'True' && condition.reason === 'NewReplicaSetAvailable') {
        progressed = true;
      }
    } else if (condition.type === 'Available' && condition.status === 'True') {
      isAvailable = true;
    }
  }
  const wanted = numberAt(object, 1, 'spec', 'replicas');
  const replicas = numberAt(object, 0, 'status', 'replicas');
  const updated = numberAt(object, 0, 'status', 'updatedReplicas');
  const ready = numberAt(object, 0, 'status', 'readyReplicas');
  const available = numberAt(object, 0, 'status', 'availableReplicas');
  if (wanted > replicas) return inProgress(`Replicas: ${replicas}/${wanted}`);
  if (wanted > updated) return inProgress(`Updated: ${updated}/${wanted}`);
  if (replicas > wanted) return inProgress(`Pending termination: ${replicas - wanted}`);
  if (updated > available) return inProgress(`Available: ${available}/${updated}`);
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  if (!progressed) return inProgress('ReplicaSet not Available');
  if (!isAvailable) return inProgress('Deployment not Available');
  return current(`Deployment is available. Replicas: ${replicas}`);
}

/** A ReplicaSet is current when all its replicas are labelled, available and ready. */
export function replicaSetStatus(object: JsonObject): ObjectStatus {
  const failure = conditionsOf(object).find(
    (condition) => condition.type === 'ReplicaFailure' && condition.status === 'True',
  );
  if (failure !== undefined) return inProgress('Replica Failure condition. Check Pods');
  const wanted = numberAt(object, 1, 'spec', 'replicas');
  const replicas = numberAt(object, 0, 'status', 'replicas');
  const ready = numberAt(object, 0, 'status', 'readyReplicas');
  const available = numberAt(object, 0, 'status', 'availableReplicas');
  const labelled = numberAt(object, 0, 'status', 'fullyLabeledReplicas');
  if (wanted > labelled) return inProgress(`Labelled: ${labelled}/${wanted}`);
  if (wanted > available) return inProgress(`Available: ${available}/${wanted}`);
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  if (replicas > wanted) return inProgress(`Pending termination: ${replicas - wanted}`);
  return current(`ReplicaSet is available. Replicas: ${replicas}`);
}

/** A StatefulSet is current when its replicas are ready and of one revision, or of the partition asked for. */
export function statefulSetStatus(object: JsonObject): ObjectStatus {
  if (getString(object, 'spec', 'updateStrategy', 'type') === 'OnDelete') {
    return current('StatefulSet is using the ondelete update strategy');
  }
  const wanted = numberAt(object, 1, 'spec', 'replicas');
  const replicas = numberAt(object, 0, 'status', 'replicas');
  const ready = numberAt(object, 0, 'status', 'readyReplicas');
  const updated = numberAt(object, 0, 'status', 'updatedReplicas');
  const now = numberAt(object, 0, 'status', 'currentReplicas');
  if (wanted > replicas) return inProgress(`Replicas: ${replicas}/${wanted}`);
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  if (replicas > wanted) return inProgress(`Pending termination: ${replicas - wanted}`);
  const partition = numberAt(object, -1, 'spec', 'updateStrategy', 'rollingUpdate', 'partition');
  if (partition !== -1) {
    if (updated < wanted - partition)
      return inProgress(`updated: ${updated}/${wanted - partition}`);
    return current(`Partition rollout complete. updated: ${updated}`);
  }
  if (wanted > now) return inProgress(`current: ${now}/${wanted}`);
  const currentRevision = getString(object, 'status', 'currentRevision') ?? '';
  if (currentRevision !== (getString(object, 'status', 'updateRevision') ?? '')) {
    return inProgress('Waiting for updated revision to match current');
  }
  return current(`All replicas scheduled as expected. Replicas: ${replicas}`);
}

/** A DaemonSet is current when every node that should run it runs the newest template, ready. */
export function daemonSetStatus(object: JsonObject): ObjectStatus {
  const kind = getString(object, 'kind') ?? '';
  if (getPath(object, 'metadata', 'generation') === undefined) {
    return inProgress(`${kind} metadata.generation not found`);
  }
  if (getPath(object, 'status', 'observedGeneration') === undefined) {
    return inProgress(`${kind} status.observedGeneration not found`);
  }
  const wanted = numberAt(object, -1, 'status', 'desiredNumberScheduled');
  const scheduled = numberAt(object, 0, 'status', 'currentNumberScheduled');
  const updated = numberAt(object, 0, 'status', 'updatedNumberScheduled');
  const available = numberAt(object, 0, 'status', 'numberAvailable');
  const ready = numberAt(object, 0, 'status', 'numberReady');
  if (wanted === -1) return inProgress('Missing .status.desiredNumberScheduled');
  if (wanted > scheduled) return inProgress(`Current: ${scheduled}/${wanted}`);
  if (wanted > updated) return inProgress(`Updated: ${updated}/${wanted}`);
  if (wanted > available) return inProgress(`Available: ${available}/${wanted}`);
  if (wanted > ready) return inProgress(`Ready: ${ready}/${wanted}`);
  return current(`All replicas scheduled as expected. Replicas: ${wanted}`);
}
