import { getOwn, getPath, isObject, type JsonObject } from '@fluxts/base';
import { stringifyJson } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import { type FieldSpec, expectScalar, visitField } from '../model/field-spec.ts';
import { isClusterKind } from '../model/gvk.ts';
import { setMetadata } from '../model/metadata.ts';
import { idKey } from '../model/res-id.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import { scalarText } from '../model/scalar.ts';
import { withBuildAnnotations } from '../model/build-annotations.ts';

/** Which subjects of role bindings are moved along. */
export type SubjectMode = 'defaultOnly' | 'allServiceAccounts' | 'none';

/** What the namespace transformer does. */
export interface NamespaceOptions {
  readonly namespace: string;
  readonly fieldSpecs: readonly FieldSpec[];
  /** Leave what has a namespace already. */
  readonly unsetOnly: boolean;
  readonly subjects: SubjectMode;
}

/** Moves all namespaced objects to one namespace. @throws KustomizeError `Conflict` when two then share an id */
export function setNamespace(resources: ResourceSet, options: NamespaceOptions): void {
  if (options.namespace === '') return;
  const counts = new Map<string, number>();
  for (const { id } of resources.list) count(counts, idKey(id), 1);
  for (const resource of resources.list) {
    if (resource.isEmpty) continue;
    count(counts, idKey(resource.id), -1);
    resource.rememberId();
    moveOne(resource, options);
    const key = idKey(resource.id);
    count(counts, key, 1);
    if (counts.get(key) !== 1) throw conflict(resources, key);
  }
  resources.touch();
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function conflict(resources: ResourceSet, key: string): KustomizeError {
  const both = resources.list.filter((resource) => idKey(resource.id) === key);
  const texts = both.map((resource) => stringifyJson(withBuildAnnotations(resource), { go: true }));
  return new KustomizeError(
    'Conflict',
    `namespace transformation produces ID conflict: [${texts.join(' ')}]`,
    { retry: 'on-change' },
  );
}

/** Moves one object, and what it says of its namespace elsewhere. */
export function moveOne(resource: Resource, options: NamespaceOptions): void {
  const { namespace, unsetOnly } = options;
  const { id } = resource;
  if (!isClusterKind(id) && !(unsetOnly && resource.namespace !== '')) {
    setMetadata(resource.object, 'namespace', namespace);
  }
  const isBinding = id.kind === 'RoleBinding' || id.kind === 'ClusterRoleBinding';
  if (isBinding) moveSubjects(resource.object, options);
  for (const spec of options.fieldSpecs) {
    if (spec.path === 'metadata/namespace') continue;
    if (spec.path === 'metadata/name' && resource.apiVersion !== 'v1') continue;
    const ofBinding = spec.kind === 'RoleBinding' || spec.kind === 'ClusterRoleBinding';
    if (isBinding && ofBinding && spec.path === 'subjects/namespace') continue;
    visitField(
      resource,
      spec,
      (slot) => {
        if (!unsetOnly || scalarText(expectScalar(slot)) === '') {
          expectScalar(slot);
          slot.set(namespace);
        }
      },
      'scalar',
    );
  }
}

function moveSubjects(object: JsonObject, options: NamespaceOptions): void {
  const subjects = getPath(object, 'subjects');
  if (options.subjects === 'none' || !Array.isArray(subjects)) return;
  for (const subject of subjects) {
    if (!isObject(subject)) continue;
    const moves =
      options.subjects === 'defaultOnly'
        ? scalarText(getOwn(subject, 'name')) === 'default'
        : scalarText(getOwn(subject, 'kind')) === 'ServiceAccount';
    const there = scalarText(getOwn(subject, 'namespace'));
    if (moves && !(options.unsetOnly && there !== '')) subject['namespace'] = options.namespace;
  }
}
