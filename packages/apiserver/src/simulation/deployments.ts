import { type JsonObject, getPath, getString, isObject, jsonClone } from '@fluxts/base';
import type { Controller, ControllerEnvironment } from '../controllers/controller.ts';
import { controllerReference, nameOf, namespaceOf, uidOf } from '../controllers/identity.ts';
import { ensureMapping, numberAt } from '../reading.ts';
import { deploymentStatus } from './deployment-status.ts';
import { fateAnnotation, fateOf, simulatedAnnotation } from './marks.ts';
import { createOwned, ownedBy, writeWorkloadStatus } from './owned-pods.ts';
import { maxPods } from './replica-sets.ts';
import { resources } from './resources.ts';
import { type ReplicaCount, planRecreate, planRolling, rolloutBounds } from './rollout-plan.ts';
import { countOf, matchLabelsOf, templateHash } from './template.ts';
import { workloadController } from './workload.ts';

const hashLabel = 'pod-template-hash';
const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** Rolls Deployments out over ReplicaSets. */
export function deployments(environment: ControllerEnvironment): Controller {
  const { storage, clock } = environment;

  async function settle(deployment: JsonObject): Promise<number | undefined> {
    const hash = templateHash(getPath(deployment, 'spec', 'template'));
    const sets = ownedBy(environment, deployment, resources.replicaSets);
    const current = sets.find((set) => getString(set, 'metadata', 'labels', hashLabel) === hash);
    const old = sets.filter((set) => set !== current);
    const revision = await claimRevision(deployment, current, sets);
    if (current === undefined) {
      // Its ADDED event brings the deployment back here.
      await createOwned(environment, resources.replicaSets, newSet(deployment, hash, revision));
    } else if (getPath(deployment, 'spec', 'paused') !== true) {
      await passFateOn(deployment, current);
      await step(deployment, current, old);
      await forgetOldSets(deployment, old);
    }
    const { status, deadline } = deploymentStatus(deployment, current, old, clock.now());
    await writeWorkloadStatus(environment, resources.deployments, deployment, status);
    return deadline;
  }

  async function step(
    deployment: JsonObject,
    current: JsonObject,
    old: readonly JsonObject[],
  ): Promise<void> {
    const replicas = Math.min(maxPods, countOf(deployment, 'replicas', 1));
    const counts = old.map((set) => ({
      ...countOfSet(set),
      present: numberAt(set, ['status', 'replicas']),
    }));
    const recreate = getPath(deployment, 'spec', 'strategy', 'type') === 'Recreate';
    const plan = recreate
      ? planRecreate(replicas, countOfSet(current), counts)
      : planRolling(replicas, rolloutBounds(deployment, replicas), countOfSet(current), counts);
    await scale(current, plan.next);
    for (const [index, set] of old.entries()) await scale(set, plan.old[index] ?? 0);
  }

  /** The set was told its fate when it was made; the deployment may have thought better of it. */
  async function passFateOn(deployment: JsonObject, set: JsonObject): Promise<void> {
    const fate = fateOf(deployment);
    if (fateOf(set) === fate) return;
    await storage.modify(resources.replicaSets, namespaceOf(set), nameOf(set), (draft) => {
      if (uidOf(draft) !== uidOf(set)) return false;
      const annotations = ensureMapping(ensureMapping(draft, 'metadata'), 'annotations');
      if (fate === 'run') delete annotations[fateAnnotation];
      else annotations[fateAnnotation] = fate;
      return undefined;
    });
  }

  async function scale(set: JsonObject, replicas: number): Promise<void> {
    if (countOf(set, 'replicas', 1) === replicas) return;
    await storage.modify(resources.replicaSets, namespaceOf(set), nameOf(set), (draft) => {
      if (uidOf(draft) !== uidOf(set)) return false;
      ensureMapping(draft, 'spec')['replicas'] = replicas;
      return undefined;
    });
  }

  /** The deployment's revision counts its templates; going back to an old one makes that the newest. */
  async function claimRevision(
    deployment: JsonObject,
    current: JsonObject | undefined,
    sets: readonly JsonObject[],
  ): Promise<number> {
    const newest = Math.max(0, ...sets.map(revisionOf));
    const own = current === undefined ? 0 : revisionOf(current);
    const revision = current !== undefined && own === newest ? own : newest + 1;
    if (current !== undefined && own !== revision)
      await writeRevision(resources.replicaSets, current, revision);
    if (revisionOf(deployment) !== revision) {
      await writeRevision(resources.deployments, deployment, revision);
    }
    return revision;
  }

  async function writeRevision(
    resource: (typeof resources)['deployments'],
    object: JsonObject,
    revision: number,
  ): Promise<void> {
    await storage.modify(resource, namespaceOf(object), nameOf(object), (draft) => {
      if (uidOf(draft) !== uidOf(object)) return false;
      const annotations = ensureMapping(ensureMapping(draft, 'metadata'), 'annotations');
      annotations[revisionAnnotation] = String(revision);
      annotations[simulatedAnnotation] = 'true';
      return undefined;
    });
  }

  async function forgetOldSets(deployment: JsonObject, old: readonly JsonObject[]): Promise<void> {
    const keep = countOf(deployment, 'revisionHistoryLimit', 10);
    const idle = old
      .filter(
        (set) => countOf(set, 'replicas', 1) === 0 && numberAt(set, ['status', 'replicas']) === 0,
      )
      .sort((a, b) => revisionOf(a) - revisionOf(b));
    for (const set of idle.slice(0, Math.max(0, idle.length - keep))) {
      await storage.delete(resources.replicaSets, namespaceOf(set), nameOf(set), {
        uid: uidOf(set),
      });
    }
  }

  return workloadController(environment, {
    name: 'deployments',
    resource: resources.deployments,
    kind: 'Deployment',
    makes: [resources.replicaSets],
    settle,
  });
}

function countOfSet(set: JsonObject): ReplicaCount {
  return {
    wanted: countOf(set, 'replicas', 1),
    available: numberAt(set, ['status', 'availableReplicas']),
  };
}

function revisionOf(object: JsonObject): number {
  const text = getString(object, 'metadata', 'annotations', revisionAnnotation) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

function newSet(deployment: JsonObject, hash: string, revision: number): JsonObject {
  const source = getPath(deployment, 'spec', 'template');
  const template: JsonObject = isObject(source) ? jsonClone(source) : {};
  const labels = ensureMapping(ensureMapping(template, 'metadata'), 'labels');
  labels[hashLabel] = hash;
  const fate = fateOf(deployment);
  const minReady = countOf(deployment, 'minReadySeconds', 0);
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${nameOf(deployment)}-${hash}`,
      namespace: namespaceOf(deployment) ?? '',
      labels: { ...labels },
      annotations: {
        [revisionAnnotation]: String(revision),
        [simulatedAnnotation]: 'true',
        ...(fate === 'run' ? {} : { [fateAnnotation]: fate }),
      },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: 0,
      ...(minReady === 0 ? {} : { minReadySeconds: minReady }),
      selector: {
        ...selectorOf(deployment),
        matchLabels: { ...matchLabelsOf(deployment), [hashLabel]: hash },
      },
      template,
    },
  };
}

function selectorOf(deployment: JsonObject): JsonObject {
  const selector = getPath(deployment, 'spec', 'selector');
  return isObject(selector) ? jsonClone(selector) : {};
}
