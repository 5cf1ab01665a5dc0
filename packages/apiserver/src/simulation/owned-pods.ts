import { type JsonObject, getPath } from '@fluxts/base';
import { ApiError } from '../api-error.ts';
import type { ControllerEnvironment } from '../controllers/controller.ts';
import { nameOf, namespaceOf, uidOf } from '../controllers/identity.ts';
import { isDeleting } from '../write/finalizers.ts';
import type { GroupResource } from '../resource.ts';
import { fateOf, isMarked, markSimulated } from './marks.ts';
import { resources } from './resources.ts';
import { isFinished, isReady, podFate } from './template.ts';

/** The objects of a resource that a workload controls, by name. */
export function ownedBy(
  { storage, owners }: ControllerEnvironment,
  workload: JsonObject,
  resource: GroupResource,
): readonly JsonObject[] {
  const owned: JsonObject[] = [];
  for (const dependent of owners.dependents(uidOf(workload), resource)) {
    const object = storage.get(resource, dependent.namespace, dependent.name);
    if (object !== undefined && uidOf(object) === dependent.uid) owned.push(object);
  }
  return owned.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** The pods of a workload, sorted into what they do. Pods that are being deleted count nowhere. */
export interface PodCounts {
  /** Neither ended nor being deleted. */
  readonly active: readonly JsonObject[];
  readonly ready: readonly JsonObject[];
  readonly succeeded: readonly JsonObject[];
  readonly failed: readonly JsonObject[];
  /** All that are not being deleted. */
  readonly all: readonly JsonObject[];
}

/** Sorts the pods of a workload. */
export function countPods(pods: readonly JsonObject[]): PodCounts {
  const all = pods.filter((pod) => !isDeleting(pod));
  const phase = (pod: JsonObject): unknown => (pod['status'] as JsonObject | undefined)?.['phase'];
  return {
    all,
    active: all.filter((pod) => !isFinished(pod)),
    ready: all.filter(isReady),
    succeeded: all.filter((pod) => phase(pod) === 'Succeeded'),
    failed: all.filter((pod) => phase(pod) === 'Failed'),
  };
}

/**
 * The pods of a workload, sorted. Those whose fate is no longer what their workload asks for are deleted
 * and left out, so that others take their place.
 */
export async function podsOf(
  environment: ControllerEnvironment,
  workload: JsonObject,
): Promise<PodCounts> {
  const fate = podFate(workload, getPath(workload, 'spec', 'template'));
  const pods = ownedBy(environment, workload, resources.pods);
  const wrong = pods.filter((pod) => !isDeleting(pod) && fateOf(pod) !== fate);
  await deletePods(environment, wrong);
  return countPods(pods.filter((pod) => !wrong.includes(pod)));
}

/** Creates what a workload needs. What is there already, or may not be any more, is left alone. */
export async function createOwned(
  { storage, owners }: ControllerEnvironment,
  resource: GroupResource,
  object: JsonObject,
): Promise<void> {
  try {
    const created = await storage.create(resource, object);
    // Its event may come after the next look at the workload, which would then make another.
    const present = storage.get(resource, namespaceOf(created), nameOf(created));
    if (present !== undefined && uidOf(present) === uidOf(created)) owners.add(resource, present);
  } catch (error) {
    if (!isPointless(error)) throw error;
  }
}

/** Whether what was to be created is there already, or its namespace is going or gone. */
function isPointless(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  if (error.code === 'AlreadyExists' || error.code === 'NotFound') return true;
  return error.details?.causes?.some((cause) => cause.reason === 'NamespaceTerminating') === true;
}

/** Deletes some pods of a workload. */
export async function deletePods(
  { storage }: ControllerEnvironment,
  pods: readonly JsonObject[],
): Promise<void> {
  for (const pod of pods) {
    await storage.delete(resources.pods, namespaceOf(pod), nameOf(pod), {
      uid: uidOf(pod),
      propagationPolicy: 'Background',
    });
  }
}

/** Writes the status of a workload, and marks the workload as simulated the first time. */
export async function writeWorkloadStatus(
  { storage }: ControllerEnvironment,
  resource: GroupResource,
  workload: JsonObject,
  status: JsonObject,
): Promise<void> {
  const [namespace, name] = [namespaceOf(workload), nameOf(workload)];
  const same = (draft: JsonObject): boolean => uidOf(draft) === uidOf(workload);
  if (!isMarked(workload)) {
    await storage.modify(resource, namespace, name, (draft) => {
      if (!same(draft) || isDeleting(draft) || !markSimulated(draft)) return false;
      return undefined;
    });
  }
  await storage.modify(
    resource,
    namespace,
    name,
    (draft) => {
      if (!same(draft)) return false;
      draft['status'] = status;
      return undefined;
    },
    { subresource: 'status' },
  );
}
