import type { JsonObject } from '@fluxts/base';
import type { GroupResource } from '../resource.ts';
import type { StorageEvent } from '../storage-access.ts';
import type { UserInfo } from '../user.ts';

/** A request for something in the API, as RBAC sees it. */
export interface ResourceAttributes {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** `status`, `scale`, `log`, …; absent for the object itself. */
  readonly subresource?: string;
  /** Absent: cluster-wide, or all namespaces. */
  readonly namespace?: string;
  /** Absent: a whole collection. */
  readonly name?: string;
}

/** A request for a path outside the API groups, such as `/healthz`. */
export interface NonResourceAttributes {
  readonly verb: string;
  readonly path: string;
}

/** The answer to "may this user do that?". */
export interface Decision {
  readonly allowed: boolean;
  /** Why, in the real server's words, such as `RBAC: allowed by ClusterRoleBinding "x" of …`. */
  readonly reason: string;
}

/** One rule of a Role, with absent lists empty. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

/** The resources whose events {@link RbacAuthorizer.update} wants. */
export declare const rbacResources: readonly GroupResource[];

/**
 * Decides who may do what. Holds an index of all roles and bindings that is kept up to date one event
 * at a time, so that a decision looks at the bindings of the user and the user's groups only.
 */
export declare class RbacAuthorizer {
  /** Takes in one write of a role or a binding; events of other resources are ignored. */
  update(event: Pick<StorageEvent, 'type' | 'resource' | 'object'>): void;
  authorize(user: UserInfo, attributes: ResourceAttributes | NonResourceAttributes): Decision;
  /** Every rule that a user has in a namespace, for SelfSubjectRulesReview; cluster-wide ones included. */
  rulesFor(user: UserInfo, namespace: string | undefined): readonly PolicyRule[];
  /** The `status` of a SelfSubjectRulesReview. */
  rulesReview(user: UserInfo, namespace: string): JsonObject;
}
