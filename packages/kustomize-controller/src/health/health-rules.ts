import { errorMessage, getPath, type JsonObject } from '@fluxts/base';
import { Cel, type CelProgram, toCel } from '@fluxts/cel';
import type { HealthCheckExpression } from '@fluxts/flux-api';
import {
  gvkOf,
  type HealthStatus,
  type ObjectStatus,
  parseApiVersion,
  statusOf,
} from '@fluxts/kube';
import { LRUCache } from 'lru-cache';

/** Tells how healthy an object is. */
export type HealthOf = (object: JsonObject) => ObjectStatus;

const maxRuleSets = 500;

/** What to ask about objects of one kind, in this order; the first that is true decides. */
type KindRules = readonly { readonly program: CelProgram; readonly status: HealthStatus }[];

/** Compiles the `spec.healthCheckExprs` of Kustomizations, each set once. */
export class HealthRules {
  readonly #cel = new Cel();
  readonly #sets = new LRUCache<string, HealthOf>({ max: maxRuleSets });
  readonly #now: () => number;

  /** @param now wall-clock milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * How healthy objects are: by the expressions for the kinds that have some, by what Kubernetes says for
   * all others. An entry without a kind is for all kinds of its group that have none of their own.
   * @throws Error for what is no expression, and for two entries for one kind
   */
  of(expressions: readonly HealthCheckExpression[] = []): HealthOf {
    const id = JSON.stringify(expressions);
    let health = this.#sets.get(id);
    if (health === undefined) {
      health = this.#compile(expressions);
      this.#sets.set(id, health);
    }
    return health;
  }

  #compile(expressions: readonly HealthCheckExpression[]): HealthOf {
    const byKind = new Map<string, KindRules>();
    for (const [index, entry] of expressions.entries()) {
      const id = `${entry.kind ?? ''}.${parseApiVersion(entry.apiVersion).group}`;
      if (byKind.has(id)) {
        throw new Error(
          `duplicate custom health check for GroupKind ${id} at healthchecks[${index}]`,
        );
      }
      byKind.set(id, this.#compileEntry(entry, index));
    }
    return (object) => {
      const { group, kind } = gvkOf(object);
      const own = byKind.get(`${kind}.${group}`) ?? byKind.get(`.${group}`);
      return own === undefined
        ? statusOf(object, { untilJobsComplete: true, now: this.#now })
        : evaluate(own, object);
    };
  }

  #compileEntry(entry: HealthCheckExpression, index: number): KindRules {
    const parts = [
      { name: 'Current', text: entry.current, status: 'Current' },
      { name: 'Failed', text: entry.failed, status: 'Failed' },
      { name: 'InProgress', text: entry.inProgress, status: 'InProgress' },
    ] as const;
    const rules = parts.flatMap(({ name, text, status }) => {
      if (text === undefined || text === '') return [];
      try {
        return [{ program: this.#cel.compile(text), status }];
      } catch (error) {
        throw new Error(
          `failed to create custom status evaluator for healthchecks[${index}]: failed to parse the expression ${name}: ${errorMessage(error)}`,
          { cause: error },
        );
      }
    });
    return rules.toReversed();
  }
}

function evaluate(rules: KindRules, object: JsonObject): ObjectStatus {
  const generation = getPath(object, 'metadata', 'generation');
  const observed = getPath(object, 'status', 'observedGeneration');
  if (typeof observed === 'number' && typeof generation === 'number' && observed !== generation) {
    return { status: 'InProgress', message: 'the latest generation was not observed yet' };
  }
  const variables = Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, toCel(value)]),
  );
  try {
    const decisive = rules.find(({ program }) => program.evaluateBoolean(variables));
    const status = decisive?.status ?? 'InProgress';
    return { status, message: decisive === undefined ? '' : decisive.program.expression };
  } catch (error) {
    // A field that is not there yet, mostly; it keeps being asked for until the timeout.
    return { status: 'Unknown', message: errorMessage(error) };
  }
}
