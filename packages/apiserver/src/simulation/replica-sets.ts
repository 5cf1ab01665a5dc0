import { getOwn, getPath } from '@fluxts/base';
import type { Controller, ControllerEnvironment } from '../controllers/controller.ts';
import { nameOf } from '../controllers/identity.ts';
import { mappingAt } from '../reading.ts';
import { createOwned, deletePods, podsOf, writeWorkloadStatus } from './owned-pods.ts';
import { resources } from './resources.ts';
import { countOf, podFrom } from './template.ts';
import { workloadController } from './workload.ts';

/** How many pods a simulated workload has at the most, whatever it asks for. */
export const maxPods = 1000;

/** Gives ReplicaSets their pods. */
export function replicaSets(environment: ControllerEnvironment): Controller {
  return workloadController(environment, {
    name: 'replicasets',
    resource: resources.replicaSets,
    kind: 'ReplicaSet',
    makes: [resources.pods],
    async settle(set) {
      const template = getPath(set, 'spec', 'template');
      const pods = await podsOf(environment, set);
      await deletePods(environment, pods.failed);
      const wanted = Math.min(maxPods, countOf(set, 'replicas', 1));
      const generateName = `${nameOf(set)}-`;
      for (let made = pods.active.length; made < wanted; made++) {
        await createOwned(environment, resources.pods, podFrom(set, template, { generateName }));
      }
      if (pods.active.length > wanted) {
        // What is not ready goes first.
        const order = [...pods.active].sort(
          (a, b) => Number(pods.ready.includes(a)) - Number(pods.ready.includes(b)),
        );
        await deletePods(environment, order.slice(0, pods.active.length - wanted));
      }
      const generation = getOwn(mappingAt(set, 'metadata') ?? {}, 'generation') ?? 1;
      const active = Math.min(pods.active.length, wanted);
      const ready = Math.min(pods.ready.length, wanted);
      await writeWorkloadStatus(environment, resources.replicaSets, set, {
        replicas: active,
        ...(active === 0 ? {} : { fullyLabeledReplicas: active }),
        ...(ready === 0 ? {} : { readyReplicas: ready, availableReplicas: ready }),
        observedGeneration: generation,
      });
      return undefined;
    },
  });
}
