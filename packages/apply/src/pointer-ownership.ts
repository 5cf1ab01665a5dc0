import { getOwn, isObject, type Json, type JsonObject } from '@fluxts/base';
import { type FieldSet, leadsToItem, type PathElement } from '@fluxts/kube';

/**
 * Whether a manager's fields reach what a pointer into the object names: the value itself, something
 * in it, or an atomic value that holds it.
 */
export function ownsPointer(
  fields: FieldSet,
  object: JsonObject,
  pointer: readonly string[],
): boolean {
  const paths = [...fields.paths()];
  return paths.some((path) => {
    const common = Math.min(path.length, pointer.length);
    if (!leadsAlong(path.slice(0, common), object, pointer)) return false;
    if (path.length >= pointer.length) return true;
    // A shorter path owns what lies below it only when it is a leaf; else it is there for its items.
    return !paths.some((other) => other.length > path.length && startsWith(other, path));
  });
}

function startsWith(path: readonly PathElement[], start: readonly PathElement[]): boolean {
  return start.every((step, index) => path[index] === step);
}

function leadsAlong(
  path: readonly PathElement[],
  object: JsonObject,
  pointer: readonly string[],
): boolean {
  let value: Json | undefined = object;
  for (const [index, step] of path.entries()) {
    const key = pointer[index] ?? '';
    if (Array.isArray(value)) {
      const item: Json | undefined = value[Number(key)];
      if (item === undefined || !leadsToItem(step, item, Number(key))) return false;
      value = item;
    } else {
      if (step !== `f:${key}`) return false;
      value = isObject(value) ? getOwn(value, key) : undefined;
    }
  }
  return true;
}
