import { getOwn, isObject, type JsonObject, setOwn } from '@fluxts/base';
import { KustomizeError } from '../error.ts';
import { splitPath } from '../model/field-spec.ts';
import type { Resource } from '../model/resource.ts';
import { scalarText } from '../model/scalar.ts';

/**
 * Writes a value into a field, which is made where it is missing.
 * @param position 0 replaces the field; n puts the value into the n-th place of the path it holds
 */
export function addValue(
  resource: Resource,
  fieldPath: string,
  value: string,
  position: number,
): void {
  const path = splitPath(fieldPath, '/');
  const last = path.pop() as string;
  let holder: JsonObject = resource.object;
  for (const step of path) {
    const next = getOwn(holder, step) ?? {};
    if (!isObject(next)) {
      throw new KustomizeError('Transformer', `field '${step}' of '${fieldPath}' is not a map`, {
        retry: 'on-change',
      });
    }
    setOwn(holder, step, next);
    holder = next;
  }
  const old = scalarText(getOwn(holder, last));
  setOwn(holder, last, position === 0 ? value : insertPathPart(old, position - 1, value));
}

function insertPathPart(path: string, position: number, part: string): string {
  const absolute = path.startsWith('/');
  const parts = path.split('/').filter((piece) => piece !== '');
  parts.splice(Math.min(position, parts.length), 0, part);
  return (absolute ? '/' : '') + parts.join('/');
}
