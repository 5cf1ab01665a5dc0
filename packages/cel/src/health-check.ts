import { getPath, type Json, type JsonObject } from '@fluxts/base';
import type { ObjectStatus } from '@fluxts/kube';
import { CelError } from './error.ts';
import type { Cel, CelProgram, CelVariables } from './program.ts';
import { toCel } from './value.ts';

/** The expressions of one entry of `spec.healthCheckExprs`, each true or false of an object. */
export interface HealthCheckExpressions {
  readonly current: string;
  readonly failed?: string | undefined;
  readonly inProgress?: string | undefined;
}

/** Judges objects of one kind by expressions instead of by kstatus. */
export interface HealthCheck {
  /**
   * The verdict: InProgress while the observed generation lags, then the first expression that is
   * true, asked in the order inProgress, failed, current; InProgress when none is. An expression that
   * fails, as by a field that is not there yet, gives Unknown with the reason.
   */
  statusOf(object: JsonObject): ObjectStatus;
}

/**
 * Compiles the expressions of a health check. The top-level fields of the object are their variables
 * (`status`, `metadata`, `spec`, `data`…).
 * @throws CelError `Syntax`, `Type`, naming the expression's role
 */
export function compileHealthCheck(cel: Cel, expressions: HealthCheckExpressions): HealthCheck {
  if (expressions.current === '') {
    throw new CelError('Syntax', 'expression Current not specified', { retry: 'on-change' });
  }
  const compile = (role: string, expression: string | undefined): CelProgram | undefined => {
    if (expression === undefined || expression === '') return undefined;
    try {
      return cel.compile(expression);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      throw new CelError(error.code, `failed to parse the expression ${role}: ${error.message}`, {
        cause: error,
        retry: 'on-change',
      });
    }
  };
  const steps = [
    { status: 'InProgress', program: compile('InProgress', expressions.inProgress) },
    { status: 'Failed', program: compile('Failed', expressions.failed) },
    { status: 'Current', program: compile('Current', expressions.current) },
  ] as const;
  return { statusOf: (object) => evaluate(steps, object) };
}

function evaluate(
  steps: readonly {
    readonly status: 'InProgress' | 'Failed' | 'Current';
    readonly program: CelProgram | undefined;
  }[],
  object: JsonObject,
): ObjectStatus {
  const observed = getPath(object, 'status', 'observedGeneration');
  const generation = getPath(object, 'metadata', 'generation');
  if (typeof observed === 'number' && typeof generation === 'number' && observed !== generation) {
    return {
      status: 'InProgress',
      message: `generation is ${generation}, but latest observed generation is ${observed}`,
    };
  }
  const variables = variablesOf(object);
  for (const { status, program } of steps) {
    if (program === undefined) continue;
    try {
      if (program.evaluateBoolean(variables)) {
        return { status, message: `the expression of ${status} is true` };
      }
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      return { status: 'Unknown', message: error.message };
    }
  }
  return { status: 'InProgress', message: 'no health check expression is true' };
}

function variablesOf(object: JsonObject): CelVariables {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]: [string, Json]) => [key, toCel(value)]),
  );
}
