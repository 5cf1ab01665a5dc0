import type { JsonObject } from '@fluxts/base';
import {
  type Controller,
  type ControllerEnvironment,
  keyOf,
  splitKey,
} from '../controllers/controller.ts';
import { namespaceOf, objectKey } from '../controllers/identity.ts';
import { isDeleting } from '../write/finalizers.ts';
import { readOwners } from '../controllers/owner-graph.ts';
import type { GroupResource } from '../resource.ts';

/** What is particular to one kind of workload. */
export interface WorkloadKind {
  readonly name: string;
  readonly resource: GroupResource;
  /** The kind as owner references name it. */
  readonly kind: string;
  /** What it makes, whose changes wake it. */
  readonly makes: readonly GroupResource[];
  /** Moves one workload a step towards its spec. @returns milliseconds after which to look again */
  settle(workload: JsonObject): Promise<number | undefined>;
}

/** A controller for a kind of workload: wakes on the workload and on what it made. */
export function workloadController(
  environment: ControllerEnvironment,
  kind: WorkloadKind,
): Controller {
  const queue = environment.queue(kind.name, async (key) => {
    const { namespace, name } = splitKey(key);
    const workload = environment.storage.get(kind.resource, namespace, name);
    if (workload === undefined || isDeleting(workload)) return;
    const again = await kind.settle(workload);
    if (again !== undefined) queue.addAfter(key, again);
  });
  const isOf = (a: GroupResource, b: GroupResource): boolean =>
    a.plural === b.plural && a.group === b.group;
  return {
    observe({ resource, object, type }) {
      if (isOf(resource, kind.resource)) {
        if (type !== 'DELETED') queue.add(objectKey(object));
        return;
      }
      if (!kind.makes.some((made) => isOf(resource, made))) return;
      for (const owner of readOwners(object)) {
        if (owner.controller && owner.kind === kind.kind) {
          queue.add(keyOf(namespaceOf(object), owner.name));
        }
      }
    },
  };
}
