import { KustomizeError } from '../error.ts';
import { type FieldSpec, expectScalar, visitField } from '../model/field-spec.ts';
import { formatGvk, selectsGvk } from '../model/gvk.ts';
import type { ResourceSet } from '../model/resource-set.ts';

/** Sets how many replicas the objects of a name have. @throws KustomizeError `Transformer` when there is none */
export function setReplicas(
  resources: ResourceSet,
  name: string,
  count: number | bigint,
  fieldSpecs: readonly FieldSpec[],
): void {
  let found = false;
  for (const spec of fieldSpecs) {
    for (const resource of resources.byAnyName(name)) {
      const ids = [...resource.previousIds, resource.id];
      if (!ids.some((id) => id.name === name && selectsGvk(spec, id))) continue;
      found = true;
      visitField(
        resource,
        spec,
        (slot) => {
          expectScalar(slot);
          slot.set(count);
        },
        'scalar',
      );
    }
  }
  if (!found) {
    const kinds = fieldSpecs.map(formatGvk).join(' ');
    throw new KustomizeError(
      'Transformer',
      `resource with name ${name} does not match a config with the following GVK [${kinds}]`,
      { retry: 'on-change' },
    );
  }
}
