import { type JsonObject, getPath, getString, jsonClone } from '@fluxts/base';
import type { Controller, ControllerEnvironment } from '../controllers/controller.ts';
import { nameOf, namespaceOf } from '../controllers/identity.ts';
import { isDeleting } from '../write/finalizers.ts';
import { ensureMapping, mappingsAt, numberAt } from '../reading.ts';
import { simulatedAnnotation } from './marks.ts';
import { createOwned, deletePods, ownedBy, podsOf, writeWorkloadStatus } from './owned-pods.ts';
import { maxPods } from './replica-sets.ts';
import { resources } from './resources.ts';
import { countOf, isReady, matchLabelsOf, podFrom, templateHash } from './template.ts';
import { workloadController } from './workload.ts';

const revisionLabel = 'controller-revision-hash';

/** Gives StatefulSets their numbered pods, in order, and the claims that go with them. */
export function statefulSets(environment: ControllerEnvironment): Controller {
  async function settle(set: JsonObject): Promise<undefined> {
    const revision = `${nameOf(set)}-${templateHash(getPath(set, 'spec', 'template'))}`;
    const replicas = Math.min(maxPods, countOf(set, 'replicas', 1));
    const pods = ownedBy(environment, set, resources.pods);
    const byNumber = new Map(pods.map((pod) => [ordinalOf(set, pod), pod]));
    const counts = await podsOf(environment, set);
    await deletePods(environment, counts.failed);
    const parallel = getPath(set, 'spec', 'podManagementPolicy') === 'Parallel';
    let waits = false;
    for (let ordinal = 0; ordinal < replicas; ordinal++) {
      if (waits && !parallel) break;
      const pod = byNumber.get(ordinal);
      if (pod === undefined) await createPod(set, ordinal, revision);
      waits = pod === undefined || isDeleting(pod) || !isReady(pod);
    }
    const surplus = counts.active.filter((pod) => ordinalOf(set, pod) >= replicas);
    await deletePods(environment, parallel ? surplus : surplus.slice(-1));
    if (!waits) await update(set, counts.active, revision, replicas);
    await writeWorkloadStatus(
      environment,
      resources.statefulSets,
      set,
      statusOf(set, counts.all, revision, replicas),
    );
    return undefined;
  }

  async function createPod(set: JsonObject, ordinal: number, revision: string): Promise<void> {
    const name = `${nameOf(set)}-${ordinal}`;
    const pod = podFrom(set, getPath(set, 'spec', 'template'), {
      name,
      labels: {
        'apps.kubernetes.io/pod-index': String(ordinal),
        [revisionLabel]: revision,
        'statefulset.kubernetes.io/pod-name': name,
      },
    });
    const spec = ensureMapping(pod, 'spec');
    spec['hostname'] = name;
    const service = getString(set, 'spec', 'serviceName') ?? '';
    if (service !== '') spec['subdomain'] = service;
    const volumes = [...mappingsAt(spec, 'volumes')];
    for (const template of mappingsAt(set, 'spec', 'volumeClaimTemplates')) {
      const claim = claimFor(set, template, name);
      await createOwned(environment, resources.persistentVolumeClaims, claim);
      const volume = nameOf(template);
      const kept = volumes.findIndex((item) => item['name'] === volume);
      if (kept >= 0) volumes.splice(kept, 1);
      volumes.push({ name: volume, persistentVolumeClaim: { claimName: nameOf(claim) } });
    }
    if (volumes.length > 0) spec['volumes'] = volumes;
    await createOwned(environment, resources.pods, pod);
  }

  /** Replaces one pod of an old template, the last one first; it comes back with the new one. */
  async function update(
    set: JsonObject,
    active: readonly JsonObject[],
    revision: string,
    replicas: number,
  ): Promise<void> {
    if (getPath(set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return;
    const partition = numberAt(set, ['spec', 'updateStrategy', 'rollingUpdate', 'partition']);
    const old = active
      .filter((pod) => getString(pod, 'metadata', 'labels', revisionLabel) !== revision)
      .filter((pod) => ordinalOf(set, pod) >= partition && ordinalOf(set, pod) < replicas)
      .sort((a, b) => ordinalOf(set, b) - ordinalOf(set, a));
    await deletePods(environment, old.slice(0, 1));
  }

  return workloadController(environment, {
    name: 'statefulsets',
    resource: resources.statefulSets,
    kind: 'StatefulSet',
    makes: [resources.pods],
    settle,
  });
}

function ordinalOf(set: JsonObject, pod: JsonObject): number {
  const suffix = nameOf(pod).slice(nameOf(set).length + 1);
  return /^\d{1,9}$/.test(suffix) ? Number(suffix) : Number.MAX_SAFE_INTEGER;
}

function claimFor(set: JsonObject, template: JsonObject, pod: string): JsonObject {
  const labels = getPath(template, 'metadata', 'labels');
  const spec = getPath(template, 'spec');
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: `${nameOf(template)}-${pod}`,
      namespace: namespaceOf(set) ?? '',
      labels: { ...(labels as JsonObject | undefined), ...matchLabelsOf(set) },
      annotations: { [simulatedAnnotation]: 'true' },
    },
    spec: jsonClone(spec ?? {}),
  };
}

function statusOf(
  set: JsonObject,
  pods: readonly JsonObject[],
  revision: string,
  replicas: number,
): JsonObject {
  const ready = pods.filter(isReady).length;
  const updated = pods.filter(
    (pod) => getString(pod, 'metadata', 'labels', revisionLabel) === revision,
  ).length;
  const done = updated === replicas && ready === replicas && pods.length === replicas;
  const current = done ? revision : (getString(set, 'status', 'currentRevision') ?? revision);
  const onCurrent = pods.filter(
    (pod) => getString(pod, 'metadata', 'labels', revisionLabel) === current,
  ).length;
  return {
    observedGeneration: numberAt(set, ['metadata', 'generation'], 1),
    replicas: pods.length,
    ...(ready === 0 ? {} : { readyReplicas: ready }),
    availableReplicas: ready,
    ...(onCurrent === 0 ? {} : { currentReplicas: onCurrent }),
    ...(updated === 0 ? {} : { updatedReplicas: updated }),
    currentRevision: current,
    updateRevision: revision,
    collisionCount: 0,
  };
}
