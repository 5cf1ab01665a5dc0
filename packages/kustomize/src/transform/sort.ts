import { compareBytes } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import { formatGvk, type Gvk, sameGvk } from '../model/gvk.ts';
import type { ResId } from '../model/res-id.ts';
import type { ResourceSet } from '../model/resource-set.ts';

/** How the output is ordered: as it came (`fifo`), or by kind and name with some kinds first or last. */
export interface SortOptions {
  readonly order: string;
  readonly legacySortOptions?: {
    readonly orderFirst: readonly string[];
    readonly orderLast: readonly string[];
  };
}

/** What `legacy` means where nothing else is said. */
const legacyOrder: {
  readonly orderFirst: readonly string[];
  readonly orderLast: readonly string[];
} = {
  orderFirst: [
    'Namespace',
    'ResourceQuota',
    'StorageClass',
    'CustomResourceDefinition',
    'ServiceAccount',
    'PodSecurityPolicy',
    'Role',
    'ClusterRole',
    'RoleBinding',
    'ClusterRoleBinding',
    'ConfigMap',
    'Secret',
    'Endpoints',
    'Service',
    'LimitRange',
    'PriorityClass',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Deployment',
    'StatefulSet',
    'CronJob',
    'PodDisruptionBudget',
  ],
  orderLast: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
};

/** Sorts the objects. @throws KustomizeError `KustomizationFile` for options that contradict each other */
export function sortResources(resources: ResourceSet, options: SortOptions): void {
  const { order, legacySortOptions } = options;
  if (order !== 'fifo' && order !== 'legacy') {
    throw new KustomizeError(
      'KustomizationFile',
      "the field 'sortOptions.order' must be one of [fifo, legacy]",
      { retry: 'on-change' },
    );
  }
  if (order === 'fifo') {
    if (legacySortOptions === undefined) return;
    throw new KustomizeError(
      'KustomizationFile',
      "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'",
      { retry: 'on-change' },
    );
  }
  const { orderFirst, orderLast } = legacySortOptions ?? legacyOrder;
  const ranks = ranksOf(orderFirst, orderLast);
  const keyed = resources.list.map((resource) => {
    const { id } = resource;
    return { resource, id, rank: ranks.get(id.kind) ?? 0, gvk: gvkText(id), name: idText(id) };
  });
  keyed.sort(
    (a, b) =>
      a.rank - b.rank ||
      (sameGvk(a.id, b.id) ? 0 : compareGvk(a, b)) ||
      compareBytes(a.name, b.name),
  );
  resources.reset(keyed.map(({ resource }) => resource));
}

function compareGvk(a: { id: Gvk; gvk: string }, b: { id: Gvk; gvk: string }): number {
  const order = compareBytes(a.gvk, b.gvk);
  // Of two kinds called Namespace, Kubernetes' own goes first.
  const isNamespace = a.id.kind === 'Namespace' && b.id.kind === 'Namespace';
  return isNamespace && (a.id.group === '' || b.id.group === '') ? -order : order;
}

function ranksOf(
  orderFirst: readonly string[],
  orderLast: readonly string[],
): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const [at, kind] of orderFirst.entries()) ranks.set(kind, at - orderFirst.length);
  for (const [at, kind] of orderLast.entries()) ranks.set(kind, at + 1);
  return ranks;
}

/** Where kinds stand in the usual order: negative before all others, positive behind them. */
export function legacyRanks(): ReadonlyMap<string, number> {
  return ranksOf(legacyOrder.orderFirst, legacyOrder.orderLast);
}

/** What kinds of one rank are sorted by. */
export function gvkText({ group, version, kind }: Gvk): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

function idText(id: ResId): string {
  return `${formatGvk(id)}|${id.namespace || '~X'}|${id.name || '~N'}`;
}
