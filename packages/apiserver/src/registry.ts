import { type GroupResource, type ResourceInfo, groupResourceName } from './resource.ts';

/** Said of a change in what is served. */
export type RegistryListener = () => void;

/**
 * The resources that the server serves at this moment: the built-in ones, and those that
 * CustomResourceDefinitions add and take away. Lookups are by what a request's path names.
 */
export class ResourceRegistry {
  readonly #byResource = new Map<string, readonly ResourceInfo[]>();
  readonly #listeners = new Set<RegistryListener>();
  #all: readonly ResourceInfo[] | undefined;

  /** Replaces all versions of one resource at once; an empty list stops serving it. */
  set(resource: GroupResource, versions: readonly ResourceInfo[]): void {
    const key = groupResourceName(resource);
    if (versions.length === 0) this.#byResource.delete(key);
    else this.#byResource.set(key, versions);
    this.#all = undefined;
    for (const listener of this.#listeners) listener();
  }

  /** Calls back after every change. Returns what ends it. */
  onChange(listener: RegistryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every version of every resource. The same array until something changes. */
  all(): readonly ResourceInfo[] {
    this.#all ??= [...this.#byResource.values()].flat();
    return this.#all;
  }

  /** All versions of a resource; empty if it is not served. */
  versions(resource: GroupResource): readonly ResourceInfo[] {
    return this.#byResource.get(groupResourceName(resource)) ?? [];
  }

  /** What a path such as `/apis/apps/v1/deployments` names. */
  find(group: string, version: string, plural: string): ResourceInfo | undefined {
    return this.versions({ group, plural }).find((info) => info.version === version);
  }

  /** The version in which a resource is stored. */
  storageVersion(resource: GroupResource): ResourceInfo | undefined {
    return this.versions(resource).find((info) => info.version === info.storageVersion);
  }

  /** The resource of a kind, such as an owner reference names it. */
  findKind(group: string, version: string, kind: string): ResourceInfo | undefined {
    return this.all().find(
      (info) => info.group === group && info.version === version && info.kind === kind,
    );
  }
}
