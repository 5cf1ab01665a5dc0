import { type JsonObject, getPath, getString } from '@fluxts/base';
import {
  type Controller,
  type ControllerEnvironment,
  splitKey,
} from '../controllers/controller.ts';
import { recordEvent } from '../controllers/events.ts';
import { isResource, objectKey, uidOf } from '../controllers/identity.ts';
import { isDeleting } from '../write/finalizers.ts';
import { timestamp } from '../write/write-options.ts';
import { ensureMapping, mappingsAt } from '../reading.ts';
import { fateOf, markSimulated } from './marks.ts';
import { nodeName } from './node.ts';
import { finishedStatus, runningStatus, unschedulableStatus, waitingStatus } from './pod-status.ts';
import { resources } from './resources.ts';
import { isFinished } from './template.ts';

/**
 * Scheduler and kubelet of the one simulated node: binds pods to it, lets their containers start after a
 * delay (or fail, where an annotation asks for that), and lets pods that are deleted go.
 */
export function kubelet(environment: ControllerEnvironment): Controller {
  const { storage, clock, workloadDelayMs } = environment;
  const queue = environment.queue('kubelet', settle);
  /** When each pod's containers began to be made, in milliseconds; a pod's own status has whole seconds. */
  const begun = new Map<string, number>();

  async function settle(key: string): Promise<void> {
    const { namespace, name } = splitKey(key);
    const pod = storage.get(resources.pods, namespace, name);
    if (pod === undefined) return;
    if (isDeleting(pod)) {
      await end(pod, namespace, name);
      return;
    }
    if (isFinished(pod)) return;
    if (getString(pod, 'spec', 'nodeName') === undefined) {
      await bind(pod, namespace, name);
      return;
    }
    if (getPath(pod, 'status', 'containerStatuses') === undefined) await start(pod, key);
    else await proceed(pod, key);
  }

  /** A pod that is deleted has its grace period only on paper: nothing runs that could use it. */
  async function end(pod: JsonObject, namespace: string | undefined, name: string): Promise<void> {
    await storage.delete(resources.pods, namespace, name, {
      uid: uidOf(pod),
      gracePeriodSeconds: 0,
    });
  }

  async function bind(pod: JsonObject, namespace: string | undefined, name: string): Promise<void> {
    const now = timestamp(clock.now());
    if (fateOf(pod) === 'pending') {
      if (mappingsAt(pod, 'status', 'conditions').length > 0) return;
      await writeStatus(pod, unschedulableStatus(now));
      const message = '0/1 nodes are available: 1 node(s) were asked not to take this pod.';
      await say(pod, 'Warning', 'FailedScheduling', message, 'default-scheduler');
      return;
    }
    await storage.modify(resources.pods, namespace, name, (draft) => {
      if (uidOf(draft) !== uidOf(pod) || isDeleting(draft)) return false;
      ensureMapping(draft, 'spec')['nodeName'] = nodeName;
      markSimulated(draft);
      return undefined;
    });
    const message = `Successfully assigned ${namespace ?? ''}/${name} to ${nodeName}`;
    await say(pod, 'Normal', 'Scheduled', message, 'default-scheduler');
  }

  async function start(pod: JsonObject, key: string): Promise<void> {
    begun.set(uidOf(pod), clock.now().getTime());
    const creating = { reason: 'ContainerCreating', message: '' };
    await writeStatus(pod, waitingStatus(pod, timestamp(clock.now()), creating));
    queue.addAfter(key, workloadDelayMs);
  }

  async function proceed(pod: JsonObject, key: string): Promise<void> {
    const [first] = mappingsAt(pod, 'status', 'containerStatuses');
    if (getString(first, 'state', 'waiting', 'reason') !== 'ContainerCreating') return;
    // A pod that an earlier run began has waited long enough.
    const left = (begun.get(uidOf(pod)) ?? 0) + workloadDelayMs - clock.now().getTime();
    if (left > 0) {
      queue.addAfter(key, left);
      return;
    }
    begun.delete(uidOf(pod));
    await decide(pod);
  }

  async function decide(pod: JsonObject): Promise<void> {
    const now = timestamp(clock.now());
    const image = getString(mappingsAt(pod, 'spec', 'containers')[0], 'image') ?? '';
    const endless = getString(pod, 'spec', 'restartPolicy') === 'Always';
    switch (fateOf(pod)) {
      case 'fail': {
        const message = `Back-off pulling image "${image}": simulated, as the annotation asks`;
        await writeStatus(pod, waitingStatus(pod, now, { reason: 'ImagePullBackOff', message }));
        await say(
          pod,
          'Warning',
          'Failed',
          `Failed to pull image "${image}": simulated`,
          'kubelet',
        );
        return;
      }
      case 'crash': {
        if (!endless) {
          await writeStatus(pod, finishedStatus(pod, now, false));
          return;
        }
        const message =
          'back-off 5m0s restarting failed container: simulated, as the annotation asks';
        await writeStatus(pod, waitingStatus(pod, now, { reason: 'CrashLoopBackOff', message }, 3));
        await say(pod, 'Warning', 'BackOff', 'Back-off restarting failed container', 'kubelet');
        return;
      }
      case 'pending':
      case 'run':
      default:
        await writeStatus(pod, endless ? runningStatus(pod, now) : finishedStatus(pod, now, true));
        for (const container of mappingsAt(pod, 'spec', 'containers')) {
          const name = getString(container, 'name') ?? '';
          await say(pod, 'Normal', 'Started', `Container started: ${name} (simulated)`, 'kubelet');
        }
    }
  }

  async function writeStatus(pod: JsonObject, status: JsonObject): Promise<void> {
    const { namespace, name } = splitKey(objectKey(pod));
    await storage.modify(
      resources.pods,
      namespace,
      name,
      (draft) => {
        if (uidOf(draft) !== uidOf(pod)) return false;
        draft['status'] = status;
        return undefined;
      },
      { subresource: 'status' },
    );
  }

  async function say(
    pod: JsonObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    component: string,
  ): Promise<void> {
    await recordEvent(environment, pod, { type, reason, message, component });
  }

  return {
    observe({ resource, object, type }) {
      if (!isResource(resource, '', 'pods')) return;
      if (type === 'DELETED') begun.delete(uidOf(object));
      else queue.add(objectKey(object));
    },
  };
}
