import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameInventory, staleOf, unionOf } from '../src/reconcile/inventory.ts';

const entries = fc.uniqueArray(
  fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), v: fc.constantFrom('v1', 'v2') }),
  { selector: ({ id }) => id },
);

describe('the inventory', () => {
  it('never forgets between what was and what is wanted', () => {
    fc.assert(
      fc.property(entries, entries, (before, wanted) => {
        const union = unionOf(before, wanted);
        const ids = union.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { id } of [...before, ...wanted]) expect(ids).toContain(id);
        // A reconcile that ended in between prunes from the union just what it would have pruned.
        const stale = staleOf(before, wanted).map(({ id }) => id);
        expect(staleOf(union, wanted).map(({ id }) => id)).toEqual(stale);
        expect(sameInventory(unionOf(union, wanted), union)).toBe(true);
      }),
    );
  });

  it('keeps an object whose version changed, in the new version', () => {
    const before = [{ id: 'a', v: 'v1' }];
    const wanted = [{ id: 'a', v: 'v2' }];
    expect(staleOf(before, wanted)).toEqual([]);
    expect(unionOf(before, wanted)).toEqual(wanted);
    expect(sameInventory(before, wanted)).toBe(false);
  });
});
