import type { JsonObject } from '@fluxts/base';
import { gvkOf, idOf, type ObjectKey } from '@fluxts/kube';

/** The order in which kinds are applied: what others need comes first. It is Flux's. */
const first: readonly string[] = [
  'CustomResourceDefinition',
  'Namespace',
  'ClusterRole',
  'ClusterClass',
  'RuntimeClass',
  'PriorityClass',
  'StorageClass',
  'VolumeSnapshotClass',
  'IngressClass',
  'GatewayClass',
  'ClusterRoleBinding',
  'ResourceQuota',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'Service',
  'LimitRange',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
/** Webhooks come last, or they would be asked about what is to run them. */
const last: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

const ranks: ReadonlyMap<string, number> = new Map([
  ...first.map((kind, index): [string, number] => [kind, index - first.length]),
  ...last.map((kind, index): [string, number] => [kind, index + 1]),
]);

/** Compares objects by the order in which they are applied: by kind, then group, namespace and name. */
export function compareKeys(a: ObjectKey, b: ObjectKey): number {
  return (
    (ranks.get(a.kind) ?? 0) - (ranks.get(b.kind) ?? 0) ||
    compareText(a.group, b.group) ||
    compareText(a.kind, b.kind) ||
    compareText(a.namespace, b.namespace) ||
    compareText(a.name, b.name)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Splits a set into the stages that are applied one after the other, each in its order; empty stages
 * are left out. First the definitions that others need (CustomResourceDefinitions, Namespaces,
 * ClusterRoles), then the kinds that end in `Class`, then those that the user names, then the rest.
 * @param customKinds `group/Kind`, or `Kind` of the core group
 */
export function stagesOf<T extends JsonObject>(
  objects: readonly T[],
  customKinds: readonly string[] = [],
): T[][] {
  const custom = new Set(customKinds);
  const stages: T[][] = [[], [], [], []];
  for (const object of objects) stages[stageOf(object, custom)]?.push(object);
  return stages
    .filter((stage) => stage.length > 0)
    .map((stage) => stage.sort((a, b) => compareKeys(idOf(a), idOf(b))));
}

function stageOf(object: JsonObject, custom: ReadonlySet<string>): number {
  const { group, kind } = gvkOf(object);
  if (isDefinition(group, kind)) return 0;
  if (kind.endsWith('Class')) return 1;
  return custom.has(group === '' ? kind : `${group}/${kind}`) ? 2 : 3;
}

function isDefinition(group: string, kind: string): boolean {
  switch (kind) {
    case 'CustomResourceDefinition':
      return group === 'apiextensions.k8s.io';
    case 'Namespace':
      return group === '';
    case 'ClusterRole':
      return group === 'rbac.authorization.k8s.io';
    default:
      return false;
  }
}

/** Groups what stands next to each other and is of one kind, so that it can be written side by side. */
export function runsOfKind<T>(items: readonly T[], kindOf: (item: T) => string): T[][] {
  const runs: T[][] = [];
  let current: string | undefined;
  for (const item of items) {
    const kind = kindOf(item);
    if (kind === current) runs.at(-1)?.push(item);
    else runs.push([item]);
    current = kind;
  }
  return runs;
}
