import type { Environment } from '@marcbachmann/cel-js';
import { declareNamespace } from './namespace.ts';
import { sameValue } from './same-value.ts';

type List = readonly unknown[];

/** `sets.contains`, `sets.equivalent` and `sets.intersects`. */
export function registerSets(environment: Environment): void {
  const sets = declareNamespace(environment, 'sets');
  environment.registerFunction(
    `${sets}.contains(list<A>, list<A>): bool`,
    (_, list: List, part: List) => containsAll(list, part),
  );
  environment.registerFunction(
    `${sets}.equivalent(list<A>, list<A>): bool`,
    (_, a: List, b: List) => containsAll(a, b) && containsAll(b, a),
  );
  environment.registerFunction(
    `${sets}.intersects(list<A>, list<A>): bool`,
    (_, a: List, b: List) => {
      const has = membership(a);
      return b.some((item) => has(item));
    },
  );
}

function containsAll(list: List, part: List): boolean {
  const has = membership(list);
  return part.every((item) => has(item));
}

function membership(list: List): (item: unknown) => boolean {
  const scalars = new Set(list);
  return (item) =>
    scalars.has(item) || list.some((other) => isLoose(item) && sameValue(other, item));
}

/** Strings and booleans are found by identity alone; the rest may be equal without being the same. */
function isLoose(item: unknown): boolean {
  return typeof item !== 'string' && typeof item !== 'boolean';
}
