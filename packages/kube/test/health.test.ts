import type { Json, JsonObject } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { statusOf } from '../src/index.ts';

function object(
  kind: string,
  spec: JsonObject,
  status: JsonObject,
  metadata: JsonObject = {},
): JsonObject {
  const apiVersion =
    {
      Deployment: 'apps/v1',
      StatefulSet: 'apps/v1',
      DaemonSet: 'apps/v1',
      ReplicaSet: 'apps/v1',
      Job: 'batch/v1',
      CronJob: 'batch/v1',
      PodDisruptionBudget: 'policy/v1',
      CustomResourceDefinition: 'apiextensions.k8s.io/v1',
      Widget: 'example.com/v1',
    }[kind] ?? 'v1';
  return { apiVersion, kind, metadata: { generation: 1, ...metadata }, spec, status };
}

const condition = (type: string, status: string, reason = '', message = ''): Json => ({
  type,
  status,
  reason,
  message,
});
const available = [
  condition('Available', 'True'),
  condition('Progressing', 'True', 'NewReplicaSetAvailable'),
];
const full = {
  replicas: 2,
  updatedReplicas: 2,
  readyReplicas: 2,
  availableReplicas: 2,
  observedGeneration: 1,
};

describe('health', () => {
  it.each<[string, JsonObject, string, string]>([
    [
      'a deleted object',
      object('Widget', {}, {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
      'Terminating',
      'Resource scheduled for deletion',
    ],
    [
      'an unobserved generation',
      object('Widget', {}, { observedGeneration: 1 }, { generation: 2 }),
      'InProgress',
      'Widget generation is 2, but latest observed generation is 1',
    ],
    [
      'Reconciling',
      object('Widget', {}, { conditions: [condition('Reconciling', 'True', 'R', 'busy')] }),
      'InProgress',
      'busy',
    ],
    [
      'Stalled',
      object('Widget', {}, { conditions: [condition('Stalled', 'True', 'R', 'stuck')] }),
      'Failed',
      'stuck',
    ],
    [
      'Ready',
      object('Widget', {}, { conditions: [condition('Ready', 'True')] }),
      'Current',
      'Resource is Ready',
    ],
    [
      'not Ready',
      object('Widget', {}, { conditions: [condition('Ready', 'False', 'R', 'why')] }),
      'InProgress',
      'why',
    ],
    ['nothing to say', object('Widget', {}, {}), 'Current', 'Resource is current'],
    ['a ConfigMap', object('ConfigMap', {}, {}), 'Current', 'Resource is always ready'],
    [
      'a Deployment',
      object(
        'Deployment',
        { replicas: 2, progressDeadlineSeconds: 600 },
        { ...full, conditions: available },
      ),
      'Current',
      'Deployment is available. Replicas: 2',
    ],
    ['a new Deployment', object('Deployment', { replicas: 2 }, {}), 'InProgress', 'Replicas: 0/2'],
    [
      'a Deployment being updated',
      object('Deployment', { replicas: 2 }, { ...full, updatedReplicas: 1 }),
      'InProgress',
      'Updated: 1/2',
    ],
    [
      'a Deployment scaling down',
      object('Deployment', { replicas: 1 }, full),
      'InProgress',
      'Pending termination: 1',
    ],
    [
      'an unavailable Deployment',
      object('Deployment', { replicas: 2 }, { ...full, availableReplicas: 0 }),
      'InProgress',
      'Available: 0/2',
    ],
    [
      'a Deployment past its deadline',
      object(
        'Deployment',
        {},
        { conditions: [condition('Progressing', 'False', 'ProgressDeadlineExceeded')] },
      ),
      'Failed',
      'Progress deadline exceeded',
    ],
    [
      'a Deployment that progresses',
      object('Deployment', { replicas: 2, progressDeadlineSeconds: 600 }, full),
      'InProgress',
      'ReplicaSet not Available',
    ],
    [
      'a ReplicaSet',
      object(
        'ReplicaSet',
        { replicas: 1 },
        { replicas: 1, readyReplicas: 1, availableReplicas: 1, fullyLabeledReplicas: 1 },
      ),
      'Current',
      'ReplicaSet is available. Replicas: 1',
    ],
    [
      'a StatefulSet',
      object(
        'StatefulSet',
        { replicas: 1 },
        {
          replicas: 1,
          readyReplicas: 1,
          currentReplicas: 1,
          currentRevision: 'a',
          updateRevision: 'a',
        },
      ),
      'Current',
      'All replicas scheduled as expected. Replicas: 1',
    ],
    [
      'a StatefulSet between revisions',
      object(
        'StatefulSet',
        { replicas: 1 },
        {
          replicas: 1,
          readyReplicas: 1,
          currentReplicas: 1,
          currentRevision: 'a',
          updateRevision: 'b',
        },
      ),
      'InProgress',
      'Waiting for updated revision to match current',
    ],
    [
      'a partitioned StatefulSet',
      object(
        'StatefulSet',
        { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } },
        { replicas: 3, readyReplicas: 3, updatedReplicas: 1 },
      ),
      'Current',
      'Partition rollout complete. updated: 1',
    ],
    [
      'an OnDelete StatefulSet',
      object('StatefulSet', { updateStrategy: { type: 'OnDelete' } }, {}),
      'Current',
      'StatefulSet is using the ondelete update strategy',
    ],
    [
      'an unobserved DaemonSet',
      object('DaemonSet', {}, {}),
      'InProgress',
      'DaemonSet status.observedGeneration not found',
    ],
    [
      'a DaemonSet',
      object(
        'DaemonSet',
        {},
        {
          observedGeneration: 1,
          desiredNumberScheduled: 1,
          currentNumberScheduled: 1,
          updatedNumberScheduled: 1,
          numberAvailable: 1,
          numberReady: 1,
        },
      ),
      'Current',
      'All replicas scheduled as expected. Replicas: 1',
    ],
    [
      'a ready Pod',
      object('Pod', {}, { phase: 'Running', conditions: [condition('Ready', 'True')] }),
      'Current',
      'Pod is Ready',
    ],
    [
      'a Pod that crashes',
      object(
        'Pod',
        {},
        {
          phase: 'Running',
          containerStatuses: [{ name: 'c', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
        },
      ),
      'Failed',
      'Containers in CrashLoop state: c',
    ],
    [
      'a Pod without a node',
      object(
        'Pod',
        {},
        { phase: 'Pending', conditions: [condition('PodScheduled', 'False', 'Unschedulable')] },
        { creationTimestamp: '2026-01-01T00:00:00Z' },
      ),
      'Failed',
      'Pod could not be scheduled',
    ],
    [
      'a young Pod without a node',
      object(
        'Pod',
        {},
        { phase: 'Pending', conditions: [condition('PodScheduled', 'False', 'Unschedulable')] },
        { creationTimestamp: '2026-01-01T00:00:50Z' },
      ),
      'InProgress',
      'Pod has not been scheduled',
    ],
    [
      'a claim',
      object('PersistentVolumeClaim', {}, { phase: 'Pending' }),
      'InProgress',
      'PVC is not Bound. phase: Pending',
    ],
    ['a Service', object('Service', {}, {}), 'Current', 'Service is ready'],
    [
      'a balancer',
      object('Service', { type: 'LoadBalancer' }, {}),
      'InProgress',
      'ClusterIP not set. Service type: LoadBalancer',
    ],
    ['a new CRD', object('CustomResourceDefinition', {}, {}), 'InProgress', 'Install in progress'],
    [
      'a CRD',
      object('CustomResourceDefinition', {}, { conditions: [condition('Established', 'True')] }),
      'Current',
      'CRD is established',
    ],
    [
      'a refused CRD',
      object(
        'CustomResourceDefinition',
        {},
        { conditions: [condition('NamesAccepted', 'False', 'R', 'taken')] },
      ),
      'Failed',
      'taken',
    ],
    [
      'a done Job',
      object('Job', {}, { succeeded: 1, conditions: [condition('Complete', 'True')] }),
      'Current',
      'Job Completed. succeeded: 1/1',
    ],
    [
      'a failed Job',
      object('Job', { completions: 2 }, { failed: 1, conditions: [condition('Failed', 'True')] }),
      'Failed',
      'Job Failed. failed: 1/2',
    ],
    ['a waiting Job', object('Job', {}, {}), 'InProgress', 'Job not started'],
    [
      'nonsense',
      { kind: 'Deployment', apiVersion: 'apps/v1', spec: 'x', status: [1] },
      'InProgress',
      'Replicas: 0/1',
    ],
  ])('%s', (_, subject, status, message) => {
    expect(statusOf(subject, { now: () => Date.parse('2026-01-01T00:01:00Z') })).toEqual({
      status,
      message,
    });
  });

  it('waits for a running Job when told so', () => {
    const job = object('Job', {}, { startTime: '2026-01-01T00:00:00Z', active: 1 });
    const message = 'Job in progress. success:0, active: 1, failed: 0';
    expect(statusOf(job)).toEqual({ status: 'Current', message });
    expect(statusOf(job, { untilJobsComplete: true })).toEqual({ status: 'InProgress', message });
  });
});
