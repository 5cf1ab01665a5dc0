import { KustomizeError } from '../error.ts';
import { effectiveNamespace, formatId, idKey, type ResId, sameId } from './res-id.ts';
import type { Resource } from './resource.ts';

/**
 * The objects of a build, in order. Ids are unique when an object is added; transformers change objects
 * in place and say so by {@link ResourceSet.touch}.
 */
export class ResourceSet {
  #list: Resource[] = [];
  /** By current id; made when asked for and dropped when ids may have changed. */
  #byId: Map<string, Resource[]> | undefined;
  /** By every name an object has or had. */
  #byName: Map<string, Resource[]> | undefined;
  /** By the namespace an object lay in at first. */
  #byOriginalNamespace: Map<string, Resource[]> | undefined;

  get list(): readonly Resource[] {
    return this.#list;
  }

  /** Forgets the indices: some object has or may get another id. */
  touch(): void {
    this.#byId = undefined;
    this.#byName = undefined;
    this.#byOriginalNamespace = undefined;
  }

  /** Adds an object at the end. @throws KustomizeError `Conflict` */
  add(resource: Resource): void {
    const { id } = resource;
    const key = idKey(id);
    const index = this.#idIndex();
    const there = index.get(key);
    if (there !== undefined) {
      throw new KustomizeError(
        'Conflict',
        `may not add resource with an already registered id: ${formatId(id)}`,
        {
          retry: 'on-change',
          subject: { kind: id.kind, name: id.name, namespace: id.namespace },
          ...placeOf(resource),
        },
      );
    }
    index.set(key, [resource]);
    this.#list.push(resource);
    this.#byName = undefined;
    this.#byOriginalNamespace = undefined;
  }

  /** Replaces everything. */
  reset(resources: readonly Resource[]): void {
    this.#list = [...resources];
    this.touch();
  }

  /** Takes away what patches and transformers have emptied. */
  dropEmpty(): void {
    if (this.#list.some((resource) => resource.isEmpty)) {
      this.reset(this.#list.filter((resource) => !resource.isEmpty));
    }
  }

  /** Puts an object in another's place. */
  replace(old: Resource, by: Resource): void {
    this.#list[this.#list.indexOf(old)] = by;
    this.touch();
  }

  /** Objects that are known by an id now. */
  byCurrentId(id: ResId): readonly Resource[] {
    return this.#idIndex().get(idKey(id)) ?? [];
  }

  /** Objects that are or were known by an id, in order. */
  byAnyId(id: ResId): readonly Resource[] {
    return this.byAnyName(id.name).filter(
      (resource) =>
        sameId(id, resource.id) || resource.previousIds.some((previous) => sameId(id, previous)),
    );
  }

  /** Objects that have or had a name, in order. */
  byAnyName(name: string): readonly Resource[] {
    this.#byName ??= this.#makeNameIndex();
    return this.#byName.get(name) ?? [];
  }

  /** Objects that lay in a namespace at first, in order. */
  byOriginalNamespace(namespace: string): readonly Resource[] {
    if (this.#byOriginalNamespace === undefined) {
      this.#byOriginalNamespace = new Map();
      for (const resource of this.#list) {
        push(this.#byOriginalNamespace, effectiveNamespace(resource.originalId), resource);
      }
    }
    return this.#byOriginalNamespace.get(namespace) ?? [];
  }

  #idIndex(): Map<string, Resource[]> {
    if (this.#byId !== undefined) return this.#byId;
    const index = new Map<string, Resource[]>();
    for (const resource of this.#list) push(index, idKey(resource.id), resource);
    this.#byId = index;
    return index;
  }

  #makeNameIndex(): Map<string, Resource[]> {
    const index = new Map<string, Resource[]>();
    for (const resource of this.#list) {
      if (resource.isEmpty) continue;
      const names = new Set(resource.previous.map(({ name }) => name));
      for (const name of names.add(resource.name)) push(index, name, resource);
    }
    return index;
  }
}

function push(index: Map<string, Resource[]>, key: string, resource: Resource): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [resource]);
  else list.push(resource);
}

/** The place of an object for an error. */
export function placeOf(resource: Resource): { place?: { file: string; line: number } } {
  const { origin } = resource;
  return origin === undefined ? {} : { place: { file: origin.file, line: origin.line } };
}
