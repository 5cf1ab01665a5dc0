import { type Cel, compileHealthCheck, type HealthCheck } from '@fluxts/cel';
import type { HealthCheckExpression } from '@fluxts/flux-api';
import { gvkOf, parseApiVersion, statusOf } from '@fluxts/kube';
import { ApplyError } from './error.ts';
import type { HealthOf } from './health-board.ts';

/**
 * Compiles `spec.healthCheckExprs`: objects of the kinds that it names are judged by its expressions,
 * in whatever version they are, all others by kstatus, with Jobs that must complete. An entry without
 * a kind is for all kinds of its group that have none of their own.
 * @param now milliseconds since 1970; the system's clock unless given
 * @throws CelError for what is no expression; ApplyError `Expression` for two entries for one kind
 */
export function compileHealthRules(
  cel: Cel,
  expressions: readonly HealthCheckExpression[],
  now: () => number = Date.now,
): HealthOf {
  const checks = new Map<string, HealthCheck>();
  for (const { apiVersion, kind, ...check } of expressions) {
    const id = idOf(parseApiVersion(apiVersion).group, kind ?? '');
    if (checks.has(id)) {
      throw new ApplyError('Expression', `duplicate custom health check for ${id}`, {
        retry: 'on-change',
      });
    }
    checks.set(id, compileHealthCheck(cel, check));
  }
  return (object) => {
    const { group, kind } = gvkOf(object);
    const check = checks.get(idOf(group, kind)) ?? checks.get(idOf(group, ''));
    return check?.statusOf(object) ?? statusOf(object, { untilJobsComplete: true, now });
  };
}

function idOf(group: string, kind: string): string {
  return `${kind}.${group}`;
}
