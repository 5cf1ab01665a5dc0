import type { KustomizationObject } from '@fluxts/flux-api';
import type { ObjectKey } from '@fluxts/runtime';

/** `namespace/name`: how an object is named in maps and messages. */
export function idOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}

/** The key of an object. */
export function keyOf(object: Pick<KustomizationObject, 'metadata'>): ObjectKey {
  return { namespace: object.metadata.namespace, name: object.metadata.name };
}

/** The ids of those an object depends on. */
export function dependenciesOf(object: KustomizationObject): string[] {
  return (object.spec.dependsOn ?? []).map((dependency) =>
    idOf({
      namespace: dependency.namespace ?? object.metadata.namespace,
      name: dependency.name,
    }),
  );
}

/** Kind, namespace and name of the source of an object. */
export interface SourceKey extends ObjectKey {
  readonly kind: string;
}

/** The source that an object refers to. */
export function sourceOf(object: KustomizationObject): SourceKey {
  const { kind, name, namespace } = object.spec.sourceRef;
  return { kind, name, namespace: namespace ?? object.metadata.namespace };
}
