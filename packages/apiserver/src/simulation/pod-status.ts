import { createHash } from 'node:crypto';
import { type JsonObject, getString } from '@fluxts/base';
import { mappingsAt } from '../reading.ts';
import { uidOf } from '../controllers/identity.ts';

/** The address of a simulated node, which all its pods share as their host's. */
export const nodeAddress = '10.0.0.1';

/** An address for a pod, which follows from its uid. */
function podAddress(pod: JsonObject): string {
  const digest = createHash('sha256').update(uidOf(pod)).digest();
  const third = digest[0] ?? 0;
  return `10.244.${third}.${1 + ((digest[1] ?? 0) % 254)}`;
}

function condition(
  type: string,
  status: 'False' | 'True',
  now: string,
  reason?: string,
  message?: string,
): JsonObject {
  return {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: now,
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
}

function containerNames(pod: JsonObject): string {
  return `[${mappingsAt(pod, 'spec', 'containers')
    .map((item) => getString(item, 'name') ?? '')
    .join(' ')}]`;
}

function containerStatuses(
  pod: JsonObject,
  list: 'containers' | 'initContainers',
  state: JsonObject,
  ready: boolean,
  restarts = 0,
): JsonObject[] {
  return mappingsAt(pod, 'spec', list).map((container) => {
    const image = getString(container, 'image') ?? '';
    const started = 'running' in state;
    return {
      name: getString(container, 'name') ?? '',
      state: { ...state },
      lastState: {},
      ready,
      restartCount: restarts,
      image,
      imageID: '',
      started,
    };
  });
}

/** The status of a pod before its containers run, for the reason that they do not. */
export function waitingStatus(
  pod: JsonObject,
  now: string,
  waiting: { readonly reason: string; readonly message: string },
  restarts = 0,
): JsonObject {
  const unready = `containers with unready status: ${containerNames(pod)}`;
  return {
    phase: restarts > 0 ? 'Running' : 'Pending',
    conditions: [
      condition('Initialized', 'True', now),
      condition('Ready', 'False', now, 'ContainersNotReady', unready),
      condition('ContainersReady', 'False', now, 'ContainersNotReady', unready),
      condition('PodScheduled', 'True', now),
    ],
    ...placed(pod, now),
    ...initialized(pod, now),
    containerStatuses: containerStatuses(
      pod,
      'containers',
      { waiting: { ...waiting } },
      false,
      restarts,
    ),
  };
}

/** The status of a pod whose containers run and are ready. */
export function runningStatus(pod: JsonObject, now: string): JsonObject {
  return {
    phase: 'Running',
    conditions: [
      condition('Initialized', 'True', now),
      condition('Ready', 'True', now),
      condition('ContainersReady', 'True', now),
      condition('PodScheduled', 'True', now),
    ],
    ...placed(pod, now),
    ...initialized(pod, now),
    containerStatuses: containerStatuses(pod, 'containers', { running: { startedAt: now } }, true),
  };
}

/** The status of a pod whose containers have ended. */
export function finishedStatus(pod: JsonObject, now: string, succeeded: boolean): JsonObject {
  const reason = succeeded ? 'PodCompleted' : 'PodFailed';
  const terminated = {
    exitCode: succeeded ? 0 : 1,
    reason: succeeded ? 'Completed' : 'Error',
    startedAt: now,
    finishedAt: now,
  };
  return {
    phase: succeeded ? 'Succeeded' : 'Failed',
    conditions: [
      condition('Initialized', 'True', now, reason),
      condition('Ready', 'False', now, reason),
      condition('ContainersReady', 'False', now, reason),
      condition('PodScheduled', 'True', now),
    ],
    ...placed(pod, now),
    ...initialized(pod, now),
    containerStatuses: containerStatuses(pod, 'containers', { terminated }, false),
  };
}

/** The status of a pod that no node takes. */
export function unschedulableStatus(now: string): JsonObject {
  const message = '0/1 nodes are available: 1 node(s) were asked not to take this pod.';
  return {
    phase: 'Pending',
    conditions: [condition('PodScheduled', 'False', now, 'Unschedulable', message)],
  };
}

function placed(pod: JsonObject, now: string): JsonObject {
  const ip = podAddress(pod);
  return {
    hostIP: nodeAddress,
    hostIPs: [{ ip: nodeAddress }],
    podIP: ip,
    podIPs: [{ ip }],
    startTime: getString(pod, 'status', 'startTime') ?? now,
    qosClass: getString(pod, 'status', 'qosClass') ?? 'BestEffort',
  };
}

function initialized(pod: JsonObject, now: string): JsonObject {
  if (mappingsAt(pod, 'spec', 'initContainers').length === 0) return {};
  const terminated = { exitCode: 0, reason: 'Completed', startedAt: now, finishedAt: now };
  return { initContainerStatuses: containerStatuses(pod, 'initContainers', { terminated }, true) };
}
