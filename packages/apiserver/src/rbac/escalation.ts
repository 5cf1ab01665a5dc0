import { forbidden } from '../api-error.ts';
import type { GroupResource } from '../resource.ts';
import type { UserInfo } from '../user.ts';
import { type RbacAuthorizer, rbacGroup } from './authorizer.ts';
import { describeRule, missingRules } from './covers.ts';
import { type PolicyRule, everyRight } from './rules.ts';

/** A role that somebody writes, or a binding to a role. */
export interface Grant {
  /** What is being written. */
  readonly resource: GroupResource;
  readonly name: string;
  /** Absent for what is cluster-wide. */
  readonly namespace: string | undefined;
  /** The rights it gives. */
  readonly rules: readonly PolicyRule[];
  /** Whether it gathers rules of other roles, which may hold any right. */
  readonly aggregates?: boolean;
  /** The verb that allows it whatever the rights, and the role it is asked about. */
  readonly allowedBy: {
    readonly verb: 'bind' | 'escalate';
    readonly plural: string;
    readonly name: string;
  };
}

/**
 * Refuses a grant of rights that its author does not hold, unless he may `escalate` the role or
 * `bind` it.
 * @throws ApiError `Forbidden` naming what is missing
 */
export function refuseEscalation(authorizer: RbacAuthorizer, user: UserInfo, grant: Grant): void {
  const { verb, plural, name } = grant.allowedBy;
  const scope = grant.namespace === undefined ? {} : { namespace: grant.namespace };
  const attributes = { verb, group: rbacGroup, resource: plural, name, ...scope };
  if (authorizer.authorize(user, attributes).allowed) return;
  const owned = authorizer.rulesFor(user, grant.namespace);
  const missing = missingRules(owned, grant.rules);
  if (missing.length === 0) {
    if (grant.aggregates !== true || missingRules(owned, everyRight).length === 0) return;
    const why = 'must have cluster-admin privileges to use an aggregationRule';
    throw forbidden(grant.resource, grant.name, why);
  }
  const groups = user.groups.map((group) => JSON.stringify(group)).join(' ');
  const lines = missing.map(describeRule).sort();
  throw forbidden(
    grant.resource,
    grant.name,
    `user "${user.name}" (groups=[${groups}]) is attempting to grant RBAC permissions not currently held:\n${lines.join('\n')}`,
  );
}
