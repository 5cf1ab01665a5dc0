import { errorMessage } from '@fluxts/base';
import { Cel, type CelProgram, toCel } from '@fluxts/cel';
import { type KustomizationObject, reasons } from '@fluxts/flux-api';
import { LRUCache } from 'lru-cache';
import { StageError } from './stage-error.ts';
import { invalidExpression } from './terminal.ts';

const maxExpressions = 1_000;

/** Evaluates `readyExpr` of dependencies. Expressions are compiled once. */
export class ReadyExpressions {
  readonly #cel = new Cel();
  readonly #programs = new LRUCache<string, CelProgram>({ max: maxExpressions });

  /**
   * Says whether a dependency is ready.
   * @throws StageError `Stalled` for what is no expression, `Waiting` for one that cannot be evaluated yet
   */
  evaluate(expression: string, self: KustomizationObject, dep: KustomizationObject): boolean {
    const program = this.#compile(expression, dep.metadata.name);
    try {
      return program.evaluateBoolean({ self: toCel(self), dep: toCel(dep) });
    } catch (error) {
      throw new StageError('Waiting', reasons.dependencyNotReady, errorMessage(error), {
        cause: error,
      });
    }
  }

  #compile(expression: string, dependency: string): CelProgram {
    const known = this.#programs.get(expression);
    if (known !== undefined) return known;
    try {
      const program = this.#cel.compile(expression, {
        variables: ['self', 'dep'],
        result: 'bool',
      });
      this.#programs.set(expression, program);
      return program;
    } catch (error) {
      throw invalidExpression(`failed to evaluate dependency ${dependency}`, error);
    }
  }
}
