import {
  isReady,
  type KustomizationDependency,
  type KustomizationObject,
  reasons,
  sameRevision,
} from '@fluxts/flux-api';
import { formatDurationMs } from '@fluxts/gocompat';
import { findCycle } from '../wake/dependency-graph.ts';
import { requireSameNamespace } from './access.ts';
import { dependenciesOf, idOf, keyOf, sourceOf } from './keys.ts';
import type { Services } from './services.ts';
import { StageError } from './stage-error.ts';

type DependencyServices = Pick<Services, 'dependencies' | 'readyExpressions' | 'settings'>;

/**
 * Makes sure that everything a Kustomization depends on is ready, and as new as itself where both are built
 * from one source.
 * @param revision of the artifact that is about to be applied
 * @throws StageError `Waiting` with the first dependency that is not ready; `Stalled` for an expression that is
 * none, and for a dependency in another namespace where that is blocked
 */
export function requireDependencies(
  object: KustomizationObject,
  revision: string,
  services: DependencyServices,
): void {
  const delay = formatDurationMs(services.settings.requeueDependencyMs);
  const announcement = `Dependencies do not meet ready condition, retrying in ${delay}`;
  for (const dependency of object.spec.dependsOn ?? []) {
    const key = {
      namespace: dependency.namespace ?? object.metadata.namespace,
      name: dependency.name,
    };
    const id = idOf(key);
    requireSameNamespace(object.metadata, { kind: object.kind, ...key }, services.settings);
    const found = services.dependencies.get(key)?.object;
    if (found === undefined) {
      throw notReady(
        `dependency '${id}' not found: kustomizations.kustomize.toolkit.fluxcd.io "${key.name}" not found`,
        announcement,
      );
    }
    const why = shortcoming(object, dependency, found, revision, services);
    if (why === undefined) continue;
    const circle = circleOf(object, services);
    throw notReady(`dependency '${id}' ${why}${circle}`, announcement);
  }
}

/** What a dependency lacks, in the words that follow its name; `undefined` when it is ready. */
function shortcoming(
  object: KustomizationObject,
  { readyExpr }: KustomizationDependency,
  dependency: KustomizationObject,
  revision: string,
  { readyExpressions, settings }: DependencyServices,
): string | undefined {
  if (readyExpr !== undefined && readyExpr !== '') {
    if (!readyExpressions.evaluate(readyExpr, object, dependency)) {
      return 'is not ready according to readyExpr eval';
    }
    if (!settings.featureGates.additiveCELDependencyCheck) return undefined;
  }
  if (!isReady(dependency)) return 'is not ready';
  const applied = dependency.status?.lastAppliedRevision;
  if (!haveOneSource(object, dependency)) return undefined;
  return applied !== undefined && sameRevision(applied, revision)
    ? undefined
    : 'revision is not up to date';
}

function haveOneSource(a: KustomizationObject, b: KustomizationObject): boolean {
  const [one, other] = [sourceOf(a), sourceOf(b)];
  return one.kind === other.kind && idOf(one) === idOf(other);
}

/** Who waits for himself waits for ever, unless it is said. */
function circleOf(object: KustomizationObject, { dependencies }: DependencyServices): string {
  const circle = findCycle(idOf(keyOf(object)), (id) => {
    const [namespace = '', name = ''] = id.split('/');
    const found = dependencies.get({ namespace, name })?.object;
    return found === undefined ? [] : dependenciesOf(found);
  });
  return circle === undefined ? '' : `: it depends on itself, ${circle.join(' -> ')}`;
}

function notReady(message: string, announcement: string): StageError {
  return new StageError('Waiting', reasons.dependencyNotReady, message, { announcement });
}
