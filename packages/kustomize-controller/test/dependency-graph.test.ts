import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dependencyOrder, findCycle } from '../src/wake/dependency-graph.ts';

function order(...nodes: [string, ...string[]][]): string[] {
  return dependencyOrder(nodes.map(([id, ...dependsOn]) => ({ id, dependsOn }))).map((n) => n.id);
}

describe('the order of dependencies', () => {
  it('puts what is depended on first, and otherwise keeps the order', () => {
    expect(order(['c', 'b'], ['x'], ['b', 'a'], ['a'])).toEqual(['a', 'b', 'c', 'x']);
    expect(order(['a', 'elsewhere'], ['b'])).toEqual(['a', 'b']);
  });

  it('loses nobody to a circle', () => {
    expect(
      order(['a', 'b'], ['b', 'a'], ['c', 'a']).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['a', 'b', 'c']);
  });

  it('holds for any graph without circles', () => {
    const graph = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 });
    fc.assert(
      fc.property(graph, (edges) => {
        const nodes = edges.map((to, index) => ({
          id: String(index),
          // Edges to smaller numbers only make no circle.
          dependsOn: to.filter((other) => other < index).map(String),
        }));
        const ordered = dependencyOrder(nodes.toReversed());
        const place = new Map(ordered.map((node, index) => [node.id, index]));
        expect(place.size).toBe(nodes.length);
        for (const node of nodes) {
          for (const other of node.dependsOn) {
            expect(place.get(other)).toBeLessThan(place.get(node.id)!);
          }
        }
      }),
    );
  });

  it('takes a chain of ten thousand', () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => ({
      id: String(index),
      dependsOn: [String(index + 1)],
    }));
    expect(dependencyOrder(nodes)[0]?.id).toBe('9999');
  });
});

describe('a circle', () => {
  const edges: Record<string, string[]> = {
    a: ['x', 'b'],
    b: ['c'],
    c: ['a'],
    d: ['a'],
    self: ['self'],
  };
  const dependenciesOf = (id: string): string[] => edges[id] ?? [];

  it('is found from each of its members', () => {
    expect(findCycle('a', dependenciesOf)).toEqual(['a', 'b', 'c', 'a']);
    expect(findCycle('c', dependenciesOf)).toEqual(['c', 'a', 'b', 'c']);
    expect(findCycle('self', dependenciesOf)).toEqual(['self', 'self']);
  });

  it('is not laid on those who merely wait for it', () => {
    expect(findCycle('d', dependenciesOf)).toBeUndefined();
    expect(findCycle('x', dependenciesOf)).toBeUndefined();
  });
});
