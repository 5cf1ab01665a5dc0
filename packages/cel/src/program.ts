import { errorMessage } from '@fluxts/base';
import type { Environment, ParseResult } from '@marcbachmann/cel-js';
import { CelError } from './error.ts';
import { CostMeter, defaultCostLimit } from './cost.ts';
import { guardCost } from './cost-guard.ts';
import { createEnvironment } from './environment.ts';
import { leadCalls } from './safe-calls.ts';
import { treeOf } from './syntax-tree.ts';
import type { CelValue } from './value.ts';

/** The longest expression that is read, in characters; Kubernetes' own limit is half of it. */
const maxExpression = 32_768;

/** How an expression is compiled. */
export interface CompileOptions {
  /** The variables there are; an expression that names another is refused. Without it any name is one. */
  readonly variables?: readonly string[];
  /** Those of the variables that hold an optional value, for the checking of types. */
  readonly optionals?: readonly string[];
  /** What the expression must yield, as far as its types tell. */
  readonly result?: 'bool' | 'string';
  /** What one evaluation may cost; see `cost.ts`. */
  readonly costLimit?: number;
}

/** Values by the name of the variable; see `toCel`. */
export type CelVariables = Readonly<Record<string, CelValue>>;

/**
 * Compiles expressions with Kubernetes' function library. Making one takes half a millisecond, so
 * keep it. It caches nothing: keep the programs too.
 */
export class Cel {
  readonly #open: Environment;
  readonly #closed: Environment;
  readonly #byVariables = new Map<string, Environment>();

  constructor() {
    this.#open = createEnvironment({ unlistedVariablesAreDyn: true });
    this.#closed = createEnvironment({ unlistedVariablesAreDyn: false });
  }

  /**
   * Reads an expression and checks its types.
   * @throws CelError `Syntax`, `Type`
   */
  compile(expression: string, options: CompileOptions = {}): CelProgram {
    const environment = this.#environment(options.variables, options.optionals);
    if (expression.length > maxExpression) {
      throw unreadable('Syntax', expression, `it is longer than ${maxExpression} characters`);
    }
    const meter = new CostMeter();
    let parsed: ParseResult;
    let cost: number;
    try {
      parsed = environment.parse(expression);
      leadCalls(treeOf(parsed.ast));
      cost = guardCost(treeOf(parsed.ast), meter);
    } catch (error) {
      throw unreadable('Syntax', expression, summary(error));
    }
    const { valid, type = 'dyn', error } = parsed.check();
    if (!valid) throw unreadable('Type', expression, summary(error));
    if (options.result !== undefined && type !== options.result && type !== 'dyn') {
      throw new CelError(
        'Type',
        `CEL expression output type mismatch: expected ${options.result}, got ${type}`,
        { retry: 'on-change' },
      );
    }
    const limit = options.costLimit ?? defaultCostLimit;
    return new CelProgram(expression, parsed, meter, cost, limit);
  }

  #environment(
    variables: readonly string[] | undefined,
    optionals: readonly string[] = [],
  ): Environment {
    if (variables === undefined) return this.#open;
    const key = variables.map((name) => (optionals.includes(name) ? `?${name}` : name)).join(' ');
    let environment = this.#byVariables.get(key);
    if (environment === undefined) {
      environment = this.#closed.clone();
      for (const name of variables) {
        environment.registerVariable(name, optionals.includes(name) ? 'optional<dyn>' : 'dyn');
      }
      this.#byVariables.set(key, environment);
    }
    return environment;
  }
}

/** A compiled expression. It may be evaluated any number of times, one at a time. */
export class CelProgram {
  readonly expression: string;
  readonly #run: ParseResult;
  readonly #meter: CostMeter;
  readonly #cost: number;
  readonly #limit: number;

  /** Made by {@link Cel.compile}. */
  constructor(expression: string, run: ParseResult, meter: CostMeter, cost: number, limit: number) {
    this.expression = expression;
    this.#run = run;
    this.#meter = meter;
    this.#cost = cost;
    this.#limit = limit;
  }

  /**
   * Evaluates the expression.
   * @throws CelError `Evaluation`, `Cost`
   */
  evaluate(variables: CelVariables): CelValue {
    this.#meter.start(this.#limit - this.#cost);
    let result: CelValue;
    try {
      result = this.#run(new Map(Object.entries(variables))) as CelValue;
    } catch (error) {
      throw this.#meter.exceeded ? this.#tooCostly() : this.#failed(summary(error));
    }
    // An error swallowed by `||` or by `all` must not turn a limit into a verdict.
    if (this.#meter.exceeded) throw this.#tooCostly();
    return result;
  }

  /**
   * Evaluates to true or false.
   * @throws CelError `Evaluation`, also when the result is something else, `Cost`
   */
  evaluateBoolean(variables: CelVariables): boolean {
    const result = this.evaluate(variables);
    if (typeof result === 'boolean') return result;
    throw new CelError(
      'Evaluation',
      `failed to evaluate CEL expression as boolean: '${this.expression}'`,
    );
  }

  /**
   * Evaluates to a text.
   * @throws CelError `Evaluation`, also when the result is something else, `Cost`
   */
  evaluateString(variables: CelVariables): string {
    const result = this.evaluate(variables);
    if (typeof result === 'string') return result;
    throw new CelError(
      'Evaluation',
      `failed to evaluate CEL expression as string: '${this.expression}'`,
    );
  }

  #failed(reason: string): CelError {
    return new CelError(
      'Evaluation',
      `failed to evaluate the CEL expression '${this.expression}': ${reason}`,
      { reason },
    );
  }

  #tooCostly(): CelError {
    const reason = 'operation cancelled: actual cost limit exceeded';
    return new CelError(
      'Cost',
      `failed to evaluate the CEL expression '${this.expression}': ${reason}`,
      { retry: 'on-change', reason },
    );
  }
}

function unreadable(code: 'Syntax' | 'Type', expression: string, reason: string): CelError {
  return new CelError(
    code,
    `failed to parse the CEL expression '${expression.slice(0, 1000)}': ${reason}`,
    { retry: 'on-change', reason },
  );
}

/** The reason without the engine's drawing of the place, in the words of the Go library. */
function summary(error: unknown): string {
  const text =
    typeof error === 'object' && error !== null && 'summary' in error
      ? String(error.summary)
      : errorMessage(error);
  const [, index] = /^No such key: index out of bounds, index (-?\d+)/.exec(text) ?? [];
  if (index !== undefined) return `index out of bounds: ${index}`;
  return text.replace(/^No such key: /, 'no such key: ');
}
