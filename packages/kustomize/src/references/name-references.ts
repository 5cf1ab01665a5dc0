import { getOwn, getPath, isObject, type Json, type JsonObject } from '@fluxts/base';
import { stringify } from '@fluxts/yaml';
import { KustomizeError } from '../error.ts';
import { withBuildAnnotations } from '../model/build-annotations.ts';
import { type FieldSpec, slotOf, type Slot, visitField } from '../model/field-spec.ts';
import { type Gvk, isClusterKind, selectsGvk } from '../model/gvk.ts';
import { effectiveNamespace, formatId, type ResId } from '../model/res-id.ts';
import type { Resource } from '../model/resource.ts';
import type { ResourceSet } from '../model/resource-set.ts';
import { scalarText } from '../model/scalar.ts';
import type { NameReference } from '../transform/transformer-config.ts';

/** A field in which a referrer may name an object of a kind. */
interface Reference {
  readonly spec: FieldSpec;
  readonly target: Gvk;
}

/**
 * Follows renamed objects: every field that names one by a name it had gets the name it has now. Looks
 * candidates up by name, so that the work grows with the references, not with their square.
 * @throws KustomizeError `Reference` where a name may mean several objects
 */
export function fixNameReferences(
  resources: ResourceSet,
  references: readonly NameReference[],
): void {
  resources.touch();
  const byKind = new Map<string, Reference[]>();
  const fixer = new ReferenceFixer(resources);
  for (const referrer of resources.list) {
    const id = referrer.originalId;
    const key = `${id.group} ${id.version} ${id.kind}`;
    let fields = byKind.get(key);
    if (fields === undefined) {
      fields = references.flatMap(({ fieldSpecs, group, version, kind }) =>
        fieldSpecs
          .filter((spec) => selectsGvk(spec, id))
          .map((spec) => ({ spec, target: { group, version, kind } })),
      );
      byKind.set(key, fields);
    }
    for (const field of fields) fixer.fix(referrer, field);
  }
  resources.touch();
}

class ReferenceFixer {
  readonly #resources: ResourceSet;

  constructor(resources: ResourceSet) {
    this.#resources = resources;
  }

  fix(referrer: Resource, { spec, target }: Reference): void {
    const finder = new ReferralFinder(this.#resources, referrer, spec, target);
    // The spec was chosen by the kind the referrer had at first, which may not be the one it has.
    const path = { ...spec, group: '', version: '', kind: '' };
    try {
      visitField(referrer, path, (slot) => fixSlot(slot, finder));
    } catch (error) {
      if (!(error instanceof KustomizeError)) throw error;
      throw new KustomizeError(
        'Reference',
        `updating name reference in '${spec.path}' field of '${formatId(referrer.id)}': ${error.message}`,
        { retry: 'on-change', cause: error },
      );
    }
  }
}

function fixSlot(slot: Slot, finder: ReferralFinder): void {
  const { value } = slot;
  if (value === null) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (Array.isArray(item)) {
        throw new KustomizeError(
          'Reference',
          'list item is expected to be either a string or a map of string',
        );
      }
      fixSlot(slotOf(value, index), finder);
    }
  } else if (isObject(value)) {
    fixMap(value, finder);
  } else {
    const name = scalarText(value);
    const referral = finder.find(name, undefined);
    if (referral !== undefined && referral.name !== name) slot.set(referral.name);
  }
}

/** A map with a name and maybe a namespace, such as a subject of a role binding. */
function fixMap(map: JsonObject, finder: ReferralFinder): void {
  if (!Object.hasOwn(map, 'name')) {
    throw new KustomizeError('Reference', "path config error; no 'name' field in node");
  }
  const name = scalarText(getOwn(map, 'name'));
  const namespace = Object.hasOwn(map, 'namespace') ? scalarText(map['namespace']) : undefined;
  const referral = finder.find(name, { namespace });
  if (referral === undefined || (referral.name === name && referral.namespace === '')) return;
  map['name'] = referral.name;
  if (referral.namespace !== '') map['namespace'] = referral.namespace;
}

/** Finds the object that a field of one referrer means. */
class ReferralFinder {
  readonly #resources: ResourceSet;
  readonly #referrer: Resource;
  readonly #spec: FieldSpec;
  readonly #target: Gvk;

  constructor(resources: ResourceSet, referrer: Resource, spec: FieldSpec, target: Gvk) {
    this.#resources = resources;
    this.#referrer = referrer;
    this.#spec = spec;
    this.#target = target;
  }

  /**
   * @param map for a map: the namespace it gives, if it gives one
   * @throws KustomizeError `Reference` where several objects fit and have different names
   */
  find(name: string, map: { namespace: string | undefined } | undefined): Resource | undefined {
    let named: readonly Resource[] = this.#resources.byAnyName(name);
    if (named.length === 0) return undefined;
    const role = this.#roleRef();
    const referrerId = this.#referrer.id;
    named = named.filter(
      (candidate) =>
        candidate.previous.some((previous) => previous.name === name) &&
        couldRefer(this.#referrer, referrerId, candidate),
    );
    if (map?.namespace !== undefined) named = this.#inNamespace(named, map.namespace);
    let candidates = named.filter((candidate) => {
      const { previousIds } = candidate;
      return (
        previousIds.some((id) => selectsGvk(this.#target, id)) &&
        (role === undefined || previousIds.some((id) => selectsGvk(role, id))) &&
        sharesNamespace(referrerId, candidate)
      );
    });
    if (candidates.length === 1) return candidates[0];
    candidates = candidates.filter((candidate) => sameAffixes(candidate, this.#referrer, true));
    if (candidates.length > 1) {
      candidates = candidates.filter((candidate) => sameAffixes(candidate, this.#referrer, false));
    }
    const [first] = candidates;
    if (first === undefined || candidates.length === 1) return first;
    const identical = candidates.every(
      (other) =>
        other.name === first.name && (map === undefined || other.namespace === first.namespace),
    );
    if (identical) return first;
    throw this.#ambiguous(candidates);
  }

  /**
   * Those that lay in the namespace at first; those that lie there now only when nothing at all that the
   * referrer can name lay there at first.
   */
  #inNamespace(candidates: readonly Resource[], namespace: string): readonly Resource[] {
    const originally = candidates.filter(
      (candidate) => effectiveNamespace(candidate.originalId) === namespace,
    );
    if (originally.length > 0) return originally;
    const now = candidates.filter((candidate) => effectiveNamespace(candidate.id) === namespace);
    if (now.length === 0) return now;
    const referrerId = this.#referrer.id;
    const others = this.#resources.byOriginalNamespace(namespace);
    return others.some((other) => couldRefer(this.#referrer, referrerId, other)) ? [] : now;
  }

  /** The kind that the `roleRef` of a binding names, where the field is one. */
  #roleRef(): Gvk | undefined {
    if (!this.#spec.path.endsWith('roleRef/name')) return undefined;
    const group = getPath(this.#referrer.object, 'roleRef', 'apiGroup');
    const kind = getPath(this.#referrer.object, 'roleRef', 'kind');
    if (group === undefined || kind === undefined) return undefined;
    return { group: scalarText(group), version: '', kind: scalarText(kind) };
  }

  #ambiguous(candidates: readonly Resource[]): KustomizeError {
    const ids = candidates.map((candidate) => formatId(candidate.id)).join(', ');
    const details = candidates.map(
      (candidate, at) =>
        `--- possible referral ${at}:\n${stringify(withBuildAnnotations(candidate))}\n`,
    );
    const referrer = stringify(withBuildAnnotations(this.#referrer));
    return new KustomizeError(
      'Reference',
      `found multiple possible referrals: ${ids}\n\n**** Too many possible referral targets to referrer:\n${referrer}\n${details.join('')}`,
      { retry: 'on-change' },
    );
  }
}

/** Whether a referrer can name an object at all: its namespace, or none, or one its subjects name. */
function couldRefer(referrer: Resource, referrerId: ResId, candidate: Resource): boolean {
  if (isClusterKind(referrerId)) return true;
  const { id } = candidate;
  if (isClusterKind(id) || effectiveNamespace(id) === effectiveNamespace(referrerId)) return true;
  if (referrer.kind !== 'RoleBinding') return false;
  const subjects = getPath(referrer.object, 'subjects');
  return (
    Array.isArray(subjects) &&
    subjects.some(
      (subject: Json) =>
        scalarText(getPath(subject, 'kind')) === 'ServiceAccount' &&
        getPath(subject, 'namespace') !== undefined &&
        scalarText(getPath(subject, 'namespace')) === candidate.namespace,
    )
  );
}

function sharesNamespace(referrerId: ResId, candidate: Resource): boolean {
  if (isClusterKind(referrerId)) return true;
  const { id } = candidate;
  return (
    isClusterKind(id) ||
    id.kind === 'ServiceAccount' ||
    effectiveNamespace(referrerId) === effectiveNamespace(id)
  );
}

/** Whether two objects went through the same prefixes and suffixes, as far as both lists go. */
function sameAffixes(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  return (
    sameEnding(a.prefixes, b.prefixes, allowEmpty) && sameEnding(a.suffixes, b.suffixes, allowEmpty)
  );
}

function sameEnding(a: readonly string[], b: readonly string[], allowEmpty: boolean): boolean {
  if (allowEmpty && (a.length === 0 || b.length === 0)) return true;
  const length = Math.min(a.length, b.length);
  if (length === 0) return a.length === b.length;
  for (let back = 1; back <= length; back++) if (a.at(-back) !== b.at(-back)) return false;
  return true;
}
