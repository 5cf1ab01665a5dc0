import type { RbacAuthorizer } from '../rbac/authorizer.ts';
import type { ResourceInfo } from '../resource.ts';

/** What the behaviours of the built-in kinds need from the server. */
export interface BuiltinOptions {
  /** Judges whether who writes a role or a binding holds the rights it gives. */
  readonly authorizer: RbacAuthorizer;
}

/**
 * Every version of every built-in resource that the server serves, CustomResourceDefinitions among
 * them. Review kinds and `serviceaccounts/token` are listed for discovery; answering them is the
 * server's.
 */
export declare function builtinResources(options: BuiltinOptions): readonly ResourceInfo[];
