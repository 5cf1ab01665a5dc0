import type { JsonObject } from '@fluxts/base';
import { managersOf } from '@fluxts/kube';
import { isOwnManager } from './own-managers.ts';

/**
 * The managers that a repair took fields from: who had set what we want otherwise, or what we do not want at
 * all. Those that share an object with us and touch what nobody disputes are not among them.
 * @param before the object as it was found
 * @param after as the repair left it
 */
export function disputedWith(before: JsonObject, after: JsonObject): readonly string[] {
  const left = managersOf(after);
  const names = [...managersOf(before)]
    .filter(([id, { manager, subresource, fields }]) => {
      if (isOwnManager(manager) || subresource === 'status') return false;
      const kept = left.get(id)?.fields;
      return kept === undefined ? !fields.empty : !fields.difference(kept).empty;
    })
    .map(([, { manager }]) => manager);
  return [...new Set(names)].filter((name) => name !== '').sort();
}
