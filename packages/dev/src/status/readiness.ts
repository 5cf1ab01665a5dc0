import {
  conditionTypes,
  type FluxObject,
  getCondition,
  gitRepositoryKind,
  isConditionTrue,
  isReady,
  kustomizationKind,
  parseRevision,
  reasons,
  sameRevision,
} from '@fluxts/flux-api';
import { getPath, getString } from '@fluxts/base';

/** What is known of the repositories beside the cluster: URL → the commit that is newest. */
export type NewestCommits = ReadonlyMap<string, string>;

/** How far a system has come. */
export interface Progress {
  readonly ready: boolean;
  /** One sentence for each object that is not ready. */
  readonly problems: readonly string[];
  /** Whether one of them will not become ready by itself. */
  readonly stuck: boolean;
  /** The problems of those that have failed and are only tried again. */
  readonly failures: readonly string[];
}

/**
 * Judges all Flux objects together: each must be Ready for what its spec says now, each source must have
 * the newest commit that is known, and each Kustomization must have applied what its source has.
 * Suspended objects are left out.
 */
export function judge(objects: readonly FluxObject[], newest: NewestCommits): Progress {
  const active = objects.filter((object) => getPath(object.spec, 'suspend') !== true);
  const problems = active.flatMap((object) => problemOf(object, objects, newest) ?? []);
  const failed = active.filter(hasFailed);
  return {
    ready: problems.length === 0,
    problems,
    stuck: active.some((object) =>
      isConditionTrue(object.status?.conditions, conditionTypes.stalled),
    ),
    failures: failed.flatMap((object) => problemOf(object, objects, newest) ?? []),
  };
}

/** Not ready, and neither at work on it nor waiting for another. */
function hasFailed({ status }: FluxObject): boolean {
  const ready = getCondition(status?.conditions, conditionTypes.ready);
  const reconciling = getCondition(status?.conditions, conditionTypes.reconciling);
  return (
    ready?.status === 'False' &&
    ready.reason !== reasons.dependencyNotReady &&
    (reconciling === undefined || reconciling.reason === reasons.progressingWithRetry)
  );
}

function problemOf(
  object: FluxObject,
  all: readonly FluxObject[],
  newest: NewestCommits,
): string | undefined {
  const name = `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`;
  const ready = getCondition(object.status?.conditions, conditionTypes.ready);
  if (!isReady(object)) {
    return `${name} is not ready: ${ready?.message ?? 'waiting to be reconciled'}`;
  }
  const behind =
    object.kind === gitRepositoryKind.kind
      ? sourceBehind(object, newest)
      : applierBehind(object, all);
  return behind === undefined ? undefined : `${name} ${behind}`;
}

function sourceBehind(object: FluxObject, newest: NewestCommits): string | undefined {
  const commit = newest.get(getString(object.spec, 'url') ?? '');
  const revision = getString(object.status, 'artifact', 'revision') ?? '';
  return commit === undefined || parseRevision(revision).hash === commit
    ? undefined
    : `has not fetched commit ${commit.slice(0, 8)} yet`;
}

function applierBehind(object: FluxObject, all: readonly FluxObject[]): string | undefined {
  if (object.kind !== kustomizationKind.kind) return undefined;
  const source = all.find(
    (other) =>
      other.kind === getString(object.spec, 'sourceRef', 'kind') &&
      other.metadata.name === getString(object.spec, 'sourceRef', 'name') &&
      other.metadata.namespace ===
        (getString(object.spec, 'sourceRef', 'namespace') ?? object.metadata.namespace),
  );
  const fetched = getString(source?.status, 'artifact', 'revision');
  const applied = getString(object.status, 'lastAppliedRevision') ?? '';
  return fetched === undefined || sameRevision(applied, fetched)
    ? undefined
    : `has not applied ${fetched} yet`;
}
