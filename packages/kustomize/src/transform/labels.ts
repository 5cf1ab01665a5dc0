import { type JsonObject, setOwn } from '@fluxts/base';
import { resolvePlain } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import { type FieldSpec, expectMap, visitField } from '../model/field-spec.ts';
import type { ResourceSet } from '../model/resource-set.ts';

/** Writes labels or annotations into every map that the field specs mean. */
export function setEntries(
  resources: ResourceSet,
  entries: ReadonlyMap<string, string>,
  fieldSpecs: readonly FieldSpec[],
): void {
  if (entries.size === 0) return;
  for (const resource of resources.list) {
    for (const spec of fieldSpecs) {
      visitField(
        resource,
        spec,
        (slot) => {
          if (slot.value === null) return;
          const map = expectMap(slot);
          for (const [key, value] of entries) {
            checkKey(map, key);
            setOwn(map, key, value);
          }
        },
        'map',
      );
    }
  }
}

/** A new key is written without quotes by the real kustomize, which then fails on one that is no text. */
function checkKey(map: JsonObject, key: string): void {
  if (Object.hasOwn(map, key) || typeof resolvePlain(key, 'kyaml') === 'string') return;
  throw new KustomizeError(
    'Transformer',
    `json: unsupported type: map[interface {}]interface {}: the key '${key}' is not a text`,
    { retry: 'on-change' },
  );
}
