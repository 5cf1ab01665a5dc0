import { getPath, getString } from '@fluxts/base';
import type { Controller, ControllerEnvironment } from '../controllers/controller.ts';
import { nameOf } from '../controllers/identity.ts';
import { numberAt } from '../reading.ts';
import { createOwned, deletePods, podsOf, writeWorkloadStatus } from './owned-pods.ts';
import { resources } from './resources.ts';
import { podFrom, templateHash } from './template.ts';
import { workloadController } from './workload.ts';

const revisionLabel = 'controller-revision-hash';

/** Gives DaemonSets a pod on the one node there is. */
export function daemonSets(environment: ControllerEnvironment): Controller {
  return workloadController(environment, {
    name: 'daemonsets',
    resource: resources.daemonSets,
    kind: 'DaemonSet',
    makes: [resources.pods],
    async settle(set) {
      const template = getPath(set, 'spec', 'template');
      const revision = templateHash(template);
      const pods = await podsOf(environment, set);
      const isNew = (pod: (typeof pods.all)[number]): boolean =>
        getString(pod, 'metadata', 'labels', revisionLabel) === revision;
      const old = pods.active.filter((pod) => !isNew(pod));
      const updates = getPath(set, 'spec', 'updateStrategy', 'type') !== 'OnDelete';
      await deletePods(environment, [...pods.failed, ...(updates ? old : pods.active.slice(1))]);
      const kept = updates ? pods.active.filter(isNew) : pods.active;
      if (kept.length === 0) {
        const plan = { generateName: `${nameOf(set)}-`, labels: { [revisionLabel]: revision } };
        await createOwned(environment, resources.pods, podFrom(set, template, plan));
      }
      const ready = Math.min(1, kept.filter((pod) => pods.ready.includes(pod)).length);
      await writeWorkloadStatus(environment, resources.daemonSets, set, {
        currentNumberScheduled: Math.min(1, kept.length),
        desiredNumberScheduled: 1,
        numberAvailable: ready,
        numberMisscheduled: 0,
        numberReady: ready,
        numberUnavailable: 1 - ready,
        observedGeneration: numberAt(set, ['metadata', 'generation'], 1),
        updatedNumberScheduled: Math.min(1, kept.filter(isNew).length),
      });
      return undefined;
    },
  });
}
