import { type JsonObject, setOwn } from '@fluxts/base';
import { resolvePlain } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import { type FieldSpec, expectMap, visitField } from '../model/field-spec.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import { spreadChanges } from '../model/shared-entry.ts';

/** Writes labels or annotations into every map that the field specs mean. */
export function setEntries(
  resources: ResourceSet,
  entries: ReadonlyMap<string, string>,
  fieldSpecs: readonly FieldSpec[],
): void {
  if (entries.size === 0) return;
  for (const resource of resources.list) {
    const added = new Map<string, JsonObject[]>();
    for (const spec of fieldSpecs) {
      visitField(
        resource,
        spec,
        (slot) => {
          if (slot.value === null) return;
          const map = expectMap(slot);
          for (const [key, value] of entries) {
            if (!Object.hasOwn(map, key)) {
              checkKey(key);
              added.set(key, [...(added.get(key) ?? []), map]);
            }
            setOwn(map, key, value);
          }
        },
        'map',
      );
    }
    spreadChanges(resource.shared);
    for (const [key, holders] of added) {
      if (holders.length < 2) continue;
      const value = entries.get(key) as string;
      resource.shared = [...resource.shared, { key, value, holders }];
    }
  }
}

/** A new key is written without quotes by the real kustomize, which then fails on one that is no text. */
function checkKey(key: string): void {
  if (typeof resolvePlain(key, 'kyaml') === 'string') return;
  throw new KustomizeError(
    'Transformer',
    `json: unsupported type: map[interface {}]interface {}: the key '${key}' is not a text`,
    { retry: 'on-change' },
  );
}
