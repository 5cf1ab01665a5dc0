import { formatGvk, type Gvk, isClusterKind, sameGvk, selectsGvk } from './gvk.ts';

/** What an object is known by. The namespace is '' where none is written. */
export interface ResId extends Gvk {
  readonly name: string;
  readonly namespace: string;
}

/** Stands for the namespace of objects that have none. */
const noNamespace = '_non_namespaceable_';

/** `Deployment.v1.apps/name.namespace`, as kustomize prints it. */
export function formatId(id: ResId): string {
  return `${formatGvk(id)}/${id.name || '[noName]'}.${id.namespace || '[noNs]'}`;
}

/** The namespace an object lies in: `default` where none is written, {@link noNamespace} for cluster kinds. */
export function effectiveNamespace(id: ResId): string {
  if (isClusterKind(id)) return noNamespace;
  return id.namespace === '' ? 'default' : id.namespace;
}

/** Equal for ids that mean one object. */
export function idKey(id: ResId): string {
  return `${id.group}\n${id.version}\n${id.kind}\n${effectiveNamespace(id)}\n${id.name}`;
}

/** Whether two ids mean one object. */
export function sameId(a: ResId, b: ResId): boolean {
  return a.name === b.name && sameGvk(a, b) && effectiveNamespace(a) === effectiveNamespace(b);
}

/** Whether a selector, whose empty parts take anything, takes an id. */
export function selectsId(selector: ResId, id: ResId): boolean {
  return (
    (selector.name === '' || selector.name === id.name) &&
    (selector.namespace === '' || effectiveNamespace(selector) === effectiveNamespace(id)) &&
    selectsGvk(selector, id)
  );
}
