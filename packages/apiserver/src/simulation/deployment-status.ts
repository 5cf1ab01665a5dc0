import { type JsonObject, getPath, getString } from '@fluxts/base';
import { nameOf } from '../controllers/identity.ts';
import { timestamp } from '../write/write-options.ts';
import { mappingsAt, numberAt } from '../reading.ts';
import { rolloutBounds } from './rollout-plan.ts';
import { countOf } from './template.ts';

/** The status of a Deployment, and when it will change by time alone. */
export interface DeploymentProgress {
  readonly status: JsonObject;
  /** Milliseconds until the progress deadline, while there is one to meet. */
  readonly deadline: number | undefined;
}

interface Condition {
  readonly type: 'Available' | 'Progressing';
  readonly status: 'False' | 'True';
  readonly reason: string;
  readonly message: string;
}

/** What the status of a Deployment should be, from the state of its ReplicaSets. */
export function deploymentStatus(
  deployment: JsonObject,
  current: JsonObject | undefined,
  old: readonly JsonObject[],
  now: Date,
): DeploymentProgress {
  const all = current === undefined ? old : [current, ...old];
  const sum = (field: string): number =>
    all.reduce((total, set) => total + numberAt(set, ['status', field]), 0);
  const replicas = countOf(deployment, 'replicas', 1);
  const updated = current === undefined ? 0 : numberAt(current, ['status', 'replicas']);
  const counts = {
    replicas: sum('replicas'),
    updatedReplicas: updated,
    readyReplicas: sum('readyReplicas'),
    availableReplicas: sum('availableReplicas'),
    unavailableReplicas: Math.max(0, replicas - sum('availableReplicas')),
  };
  const bounds = rolloutBounds(deployment, replicas);
  const available: Condition =
    counts.availableReplicas >= replicas - bounds.unavailable
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        };
  const complete =
    current !== undefined &&
    updated === replicas &&
    counts.replicas === replicas &&
    counts.availableReplicas >= replicas;
  const { progressing, deadline, since } = progressOf(deployment, current, complete, counts, now);
  const time = timestamp(now);
  return {
    deadline,
    status: {
      observedGeneration: numberAt(deployment, ['metadata', 'generation'], 1),
      ...Object.fromEntries(Object.entries(counts).filter(([, value]) => value > 0)),
      conditions: [
        timed(deployment, available, time, undefined),
        timed(deployment, progressing, time, since),
      ],
    },
  };
}

function progressOf(
  deployment: JsonObject,
  current: JsonObject | undefined,
  complete: boolean,
  counts: Readonly<Record<string, number>>,
  now: Date,
): { progressing: Condition; deadline: number | undefined; since: string | undefined } {
  const name = current === undefined ? nameOf(deployment) : nameOf(current);
  const before = conditionOf(deployment, 'Progressing');
  const because = (
    reason: string,
    message: string,
    status: 'False' | 'True' = 'True',
  ): Condition => ({
    type: 'Progressing',
    status,
    reason,
    message,
  });
  if (getPath(deployment, 'spec', 'paused') === true) {
    const paused = because('DeploymentPaused', 'Deployment is paused');
    return { progressing: paused, deadline: undefined, since: undefined };
  }
  if (current === undefined) {
    const created = because('NewReplicaSetCreated', `Created new replica set "${name}"`);
    return { progressing: created, deadline: undefined, since: undefined };
  }
  if (complete) {
    const message = `ReplicaSet "${name}" has successfully progressed.`;
    return {
      progressing: because('NewReplicaSetAvailable', message),
      deadline: undefined,
      since: undefined,
    };
  }
  const seconds = countOf(deployment, 'progressDeadlineSeconds', 600);
  const moved = hasMoved(deployment, counts) || isOver(before) || !aboutSet(before, name);
  const since = moved ? undefined : getString(before, 'lastUpdateTime');
  const started = since === undefined ? now.getTime() : Date.parse(since);
  const left = started + seconds * 1000 - now.getTime();
  const exceeded = left <= 0 || (before?.['reason'] === 'ProgressDeadlineExceeded' && !moved);
  if (exceeded) {
    const message = `ReplicaSet "${name}" has timed out progressing.`;
    return {
      progressing: because('ProgressDeadlineExceeded', message, 'False'),
      deadline: undefined,
      since,
    };
  }
  return {
    progressing: because('ReplicaSetUpdated', `ReplicaSet "${name}" is progressing.`),
    deadline: left + 1000,
    since,
  };
}

/** A rollout that was finished and is not any more has begun anew. */
function isOver(condition: JsonObject | undefined): boolean {
  return (
    condition?.['reason'] === 'NewReplicaSetAvailable' ||
    condition?.['reason'] === 'DeploymentPaused'
  );
}

function aboutSet(condition: JsonObject | undefined, name: string): boolean {
  return getString(condition, 'message')?.includes(`"${name}"`) === true;
}

function hasMoved(deployment: JsonObject, counts: Readonly<Record<string, number>>): boolean {
  return ['updatedReplicas', 'readyReplicas', 'availableReplicas'].some(
    (field) => (counts[field] ?? 0) > numberAt(deployment, ['status', field]),
  );
}

function conditionOf(object: JsonObject, type: string): JsonObject | undefined {
  return mappingsAt(object, 'status', 'conditions').find((item) => item['type'] === type);
}

function timed(
  deployment: JsonObject,
  condition: Condition,
  now: string,
  since: string | undefined,
): JsonObject {
  const before = conditionOf(deployment, condition.type);
  const same = before?.['status'] === condition.status;
  const unchanged =
    same && before['reason'] === condition.reason && before['message'] === condition.message;
  return {
    type: condition.type,
    status: condition.status,
    lastUpdateTime: since ?? (unchanged ? (getString(before, 'lastUpdateTime') ?? now) : now),
    lastTransitionTime: same ? (getString(before, 'lastTransitionTime') ?? now) : now,
    reason: condition.reason,
    message: condition.message,
  };
}
