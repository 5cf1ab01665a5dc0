import type { JsonObject } from '@fluxts/base';
import type { Cel } from './program.ts';
import { toCel } from './value.ts';

/** Says whether a dependency is ready. */
export interface ReadyExpression {
  /**
   * @param self the object that waits
   * @param dependency what it waits for
   * @throws CelError `Evaluation`, `Cost`
   */
  isReady(self: JsonObject, dependency: JsonObject): boolean;
}

/**
 * Compiles `dependsOn[].readyExpr`; its variables are `self` and `dep`.
 * @throws CelError `Syntax`, `Type`
 */
export function compileReadyExpression(cel: Cel, expression: string): ReadyExpression {
  const program = cel.compile(expression, { variables: ['self', 'dep'], result: 'bool' });
  return {
    isReady: (self, dependency) =>
      program.evaluateBoolean({ self: toCel(self), dep: toCel(dependency) }),
  };
}
