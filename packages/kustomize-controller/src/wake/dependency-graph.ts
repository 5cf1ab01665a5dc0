/** A node of the graph: an object by its `namespace/name`, and those that must come before it. */
export interface DependencyNode {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/**
 * Orders nodes so that each comes after those of the given ones that it depends on. Otherwise the order is
 * kept. What depends on itself in a circle comes in the order given: it is reported elsewhere.
 */
export function dependencyOrder<T extends DependencyNode>(nodes: readonly T[]): T[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ordered: T[] = [];
  const seen = new Set<string>();
  // An explicit stack: chains of dependencies can be as long as there are objects.
  for (const root of nodes) {
    const stack: { readonly node: T; next: number }[] = [];
    const visit = (node: T | undefined): void => {
      if (node === undefined || seen.has(node.id)) return;
      seen.add(node.id);
      stack.push({ node, next: 0 });
    };
    visit(root);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const dependency = top.node.dependsOn[top.next++];
      if (dependency === undefined) {
        ordered.push(top.node);
        stack.pop();
      } else {
        visit(byId.get(dependency));
      }
    }
  }
  return ordered;
}

/**
 * Finds a way from an object back to itself along its dependencies.
 * @param dependenciesOf the dependencies of an object by its id; none for one that does not exist
 * @returns the ids along the circle, the first one at both ends; `undefined` if there is no circle
 */
export function findCycle(
  id: string,
  dependenciesOf: (id: string) => readonly string[],
): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [id];
  for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
    for (const next of dependenciesOf(current)) {
      if (next === id) return [...pathTo(current, cameFrom), id];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, current);
      queue.push(next);
    }
  }
  return undefined;
}

function pathTo(id: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [id];
  for (let from = cameFrom.get(id); from !== undefined; from = cameFrom.get(from)) {
    path.unshift(from);
  }
  return path;
}
