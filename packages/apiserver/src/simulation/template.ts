import { createHash } from 'node:crypto';
import {
  type Json,
  type JsonObject,
  getOwn,
  getPath,
  getString,
  isObject,
  jsonClone,
} from '@fluxts/base';
import { canonicalJson } from '../canonical-json.ts';
import { controllerReference, namespaceOf } from '../controllers/identity.ts';
import { type Fate, fateAnnotation, fateOf, simulatedAnnotation } from './marks.ts';

/** A short name for a pod template: equal templates have equal hashes. */
export function templateHash(template: Json | undefined): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const digest = createHash('sha256')
    .update(canonicalJson(template ?? null))
    .digest();
  let hash = '';
  for (let at = 0; at < 10; at++) hash += letters[(digest[at] ?? 0) % letters.length];
  return hash;
}

/** What a pod made from a template gets beside it. */
export interface PodPlan {
  readonly name?: string;
  readonly generateName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A pod of a workload, made from the workload's template. */
export function podFrom(
  workload: JsonObject,
  template: Json | undefined,
  plan: PodPlan,
): JsonObject {
  const annotations = mapping(getPath(template, 'metadata', 'annotations'));
  const fate = podFate(workload, template);
  const spec = getPath(template, 'spec');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(plan.name === undefined ? {} : { name: plan.name }),
      ...(plan.generateName === undefined ? {} : { generateName: plan.generateName }),
      namespace: namespaceOf(workload) ?? '',
      labels: { ...mapping(getPath(template, 'metadata', 'labels')), ...plan.labels },
      annotations: {
        ...annotations,
        ...plan.annotations,
        ...(fate === 'run' ? {} : { [fateAnnotation]: fate }),
        [simulatedAnnotation]: 'true',
      },
      ownerReferences: [controllerReference(workload)],
    },
    spec: isObject(spec) ? jsonClone(spec) : { containers: [] },
  };
}

/** The fate of a workload's pods: what the template asks for, else what the workload does. */
export function podFate(workload: JsonObject, template: Json | undefined): Fate {
  const own = isObject(template) ? fateOf(template) : 'run';
  return own === 'run' ? fateOf(workload) : own;
}

function mapping(value: Json | undefined): JsonObject {
  return isObject(value) ? jsonClone(value) : {};
}

/** The labels by which a workload knows its pods. */
export function matchLabelsOf(workload: JsonObject): JsonObject {
  const labels = getPath(workload, 'spec', 'selector', 'matchLabels');
  return mapping(labels);
}

/** Whether a pod is ready. */
export function isReady(pod: JsonObject): boolean {
  const conditions = getPath(pod, 'status', 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some(
      (item) => isObject(item) && item['type'] === 'Ready' && item['status'] === 'True',
    )
  );
}

/** Whether a pod has come to its end. */
export function isFinished(pod: JsonObject): boolean {
  const phase = getString(pod, 'status', 'phase');
  return phase === 'Succeeded' || phase === 'Failed';
}

/** A count in a spec; `otherwise` when it says nothing. */
export function countOf(object: JsonObject, key: string, otherwise: number): number {
  const spec = getOwn(object, 'spec');
  const value = isObject(spec) ? getOwn(spec, key) : undefined;
  return typeof value === 'number' ? value : otherwise;
}
