import type { Budget } from '@fluxts/base';
import { typeOf } from './types.ts';
import { GoComplex, GoInt, GoObject, type GoValue, isMap } from './value.ts';

/** Go's `reflect.DeepEqual`: equal types and equal content; `1` and `1.0` differ. @throws LimitError */
export function deepEqual(a: GoValue, b: GoValue, budget: Budget): boolean {
  budget.step();
  if (a === b && !Number.isNaN(a)) return true;
  if (a === null || a === undefined) return b === null || b === undefined;
  if (b === null || b === undefined || typeOf(a) !== typeOf(b)) return false;
  if (a instanceof GoInt) return b instanceof GoInt && a.value === b.value;
  if (a instanceof GoComplex) {
    return b instanceof GoComplex && a.real === b.real && a.imaginary === b.imaginary;
  }
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => deepEqual(item, b[index], budget))
    );
  }
  if (a instanceof GoObject && b instanceof GoObject) {
    return a === b || (a.text() !== undefined && a.text() === b.text());
  }
  if (!isMap(a) || !isMap(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && deepEqual(a[key], b[key], budget))
  );
}
