/** A resource that the server has: where a kind is served and what can be done with it. */
export interface ApiResource {
  readonly apiVersion: string;
  readonly kind: string;
  /** Plural name, as in URLs. */
  readonly name: string;
  readonly singularName: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** Names of the subresources: `status`, `scale`. */
  readonly subresources: readonly string[];
}

/** A group of the API and what it serves. */
export interface ApiGroup {
  /** The empty text for the core group. */
  readonly name: string;
  /** Versions in the server's order, the preferred one first. */
  readonly versions: readonly ApiGroupVersion[];
}

/** One version of a group. */
export interface ApiGroupVersion {
  readonly apiVersion: string;
  /** Set when the server could not reach who serves it; then `resources` may be old or empty. */
  readonly stale: boolean;
  readonly resources: readonly ApiResource[];
}
