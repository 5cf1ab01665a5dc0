import type { Environment } from '@marcbachmann/cel-js';
import { failure } from './failure.ts';
import { sameValue } from './same-value.ts';

type Ordered = bigint | number | string | boolean | Date;

const ordered = [
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'google.protobuf.Timestamp',
  'google.protobuf.Duration',
];

/** Kubernetes' list library: `isSorted`, `sum`, `min`, `max`, `indexOf`, `lastIndexOf`; and cel-go's `reverse`, `distinct`, `slice`, `flatten`, `sort`. */
export function registerLists(environment: Environment): void {
  for (const type of ordered) {
    environment.registerFunction(`list<${type}>.isSorted(): bool`, (list: readonly Ordered[]) =>
      list.every((item, index) => index === 0 || (list[index - 1] as Ordered) <= item),
    );
    environment.registerFunction(`list<${type}>.min(): ${type}`, (list: readonly Ordered[]) =>
      extreme(list, 'min', (a, b) => a < b),
    );
    environment.registerFunction(`list<${type}>.max(): ${type}`, (list: readonly Ordered[]) =>
      extreme(list, 'max', (a, b) => a > b),
    );
    environment.registerFunction(
      `list<${type}>.sort(): list<${type}>`,
      (list: readonly Ordered[]) => [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    );
  }
  environment.registerFunction('list<int>.sum(): int', (list: readonly bigint[]) =>
    list.reduce((sum, item) => sum + item, 0n),
  );
  environment.registerFunction('list<double>.sum(): double', (list: readonly number[]) =>
    list.reduce((sum, item) => sum + item, 0),
  );
  environment.registerFunction('list<A>.indexOf(A): int', (list: readonly unknown[], item) =>
    BigInt(list.findIndex((other) => sameValue(other, item))),
  );
  environment.registerFunction('list<A>.lastIndexOf(A): int', (list: readonly unknown[], item) =>
    BigInt(list.findLastIndex((other) => sameValue(other, item))),
  );
  environment.registerFunction('list<A>.reverse(): list<A>', (list: readonly unknown[]) =>
    [...list].reverse(),
  );
  environment.registerFunction('list<A>.distinct(): list<A>', (list: readonly unknown[]) =>
    distinct(list),
  );
  environment.registerFunction(
    'list<A>.slice(int, int): list<A>',
    (list: readonly unknown[], start: bigint, end: bigint) => {
      if (start < 0n || end < start || end > BigInt(list.length)) {
        throw failure(`cannot slice(${start}, ${end}), list is length ${list.length}`);
      }
      return list.slice(Number(start), Number(end));
    },
  );
  environment.registerFunction('list.flatten(): list<dyn>', (list: readonly unknown[]) =>
    list.flat(1),
  );
}

function extreme(
  list: readonly Ordered[],
  name: string,
  better: (a: Ordered, b: Ordered) => boolean,
): Ordered {
  const [first, ...rest] = list;
  if (first === undefined) throw failure(`${name} called on empty list`);
  return rest.reduce((best, item) => (better(item, best) ? item : best), first);
}

function distinct(list: readonly unknown[]): unknown[] {
  const scalars = new Set<unknown>();
  const kept: unknown[] = [];
  const compounds: unknown[] = [];
  for (const item of list) {
    if (typeof item === 'object' && item !== null) {
      if (compounds.some((other) => sameValue(other, item))) continue;
      // Compounds are compared with each other, which is quadratic.
      if (compounds.length > 1000) throw failure('distinct of too many values');
      compounds.push(item);
    } else {
      if (scalars.has(item)) continue;
      scalars.add(item);
    }
    kept.push(item);
  }
  return kept;
}
