import { type FieldSpec, expectScalar, visitField } from '../model/field-spec.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import { scalarText } from '../model/scalar.ts';

/** A prefix or suffix for names. */
export interface NameAffix {
  readonly side: 'prefix' | 'suffix';
  readonly text: string;
  readonly fieldSpecs: readonly FieldSpec[];
}

/** Puts a prefix or suffix on the names of all objects but those whose names are fixed by what they are. */
export function affixNames(resources: ResourceSet, { side, text, fieldSpecs }: NameAffix): void {
  for (const resource of resources.list) {
    const { kind, group } = resource.originalId;
    if (kind === 'CustomResourceDefinition' || kind === 'Namespace') continue;
    if (kind === 'APIService' && group === 'apiregistration.k8s.io') continue;
    for (const spec of fieldSpecs) {
      const isName = spec.path === 'metadata/name';
      if (isName && text !== '') {
        (side === 'prefix' ? resource.prefixes : resource.suffixes).push(text);
        resource.rememberId();
      }
      visitField(
        resource,
        spec,
        (slot) => {
          const old = scalarText(expectScalar(slot));
          slot.set(side === 'prefix' ? text + old : old + text);
        },
        'scalar',
      );
    }
  }
  resources.touch();
}
