import { type JsonObject, getOwn, getString, isObject } from '@fluxts/base';
import type { GroupResource } from '../resource.ts';
import type { StorageEvent } from '../storage-access.ts';
import type { UserInfo } from '../user.ts';
import {
  type NonResourceAttributes,
  type PolicyRule,
  type ResourceAttributes,
  everyRight,
  readRules,
  ruleAllows,
  ruleAllowsPath,
  ruleToJson,
} from './rules.ts';

/** The answer to "may this user do that?". */
export interface Decision {
  readonly allowed: boolean;
  /** Why, in the real server's words, such as `RBAC: allowed by ClusterRoleBinding "x" of …`. */
  readonly reason: string;
}

/** The API group of roles and bindings. */
export const rbacGroup = 'rbac.authorization.k8s.io';

/** The resources whose events {@link RbacAuthorizer.update} wants. */
export const rbacResources: readonly GroupResource[] = [
  { group: rbacGroup, plural: 'clusterroles' },
  { group: rbacGroup, plural: 'roles' },
  { group: rbacGroup, plural: 'clusterrolebindings' },
  { group: rbacGroup, plural: 'rolebindings' },
];

/** Members of this group may do everything, whatever the roles say. */
const allPowerful = 'system:masters';

/** The name of a binding's scope that stands for the whole cluster. */
const clusterScope = '';

interface Binding {
  readonly key: string;
  readonly scope: string;
  readonly description: string;
  readonly roleKey: string;
  readonly roleDescription: string;
  readonly subjects: ReadonlyMap<string, string>;
}

/**
 * Decides who may do what. Holds an index of all roles and bindings that is kept up to date one event
 * at a time, so that a decision looks at the bindings of the user and the user's groups only.
 */
export class RbacAuthorizer {
  readonly #roles = new Map<string, readonly PolicyRule[]>();
  readonly #bindings = new Map<string, Binding>();
  /** Subject → scope → bindings. */
  readonly #bySubject = new Map<string, Map<string, Map<string, Binding>>>();

  /** Takes in one write of a role or a binding; events of other resources are ignored. */
  update(event: Pick<StorageEvent, 'type' | 'resource' | 'object'>): void {
    if (event.resource.group !== rbacGroup) return;
    const namespace = getString(event.object, 'metadata', 'namespace') ?? clusterScope;
    const key = `${namespace}/${getString(event.object, 'metadata', 'name') ?? ''}`;
    const gone = event.type === 'DELETED';
    switch (event.resource.plural) {
      case 'clusterroles':
      case 'roles':
        if (gone) this.#roles.delete(key);
        else this.#roles.set(key, readRules(event.object));
        break;
      case 'clusterrolebindings':
      case 'rolebindings':
        this.#unbind(key);
        if (!gone) this.#bind(readBinding(event.object, key, namespace));
        break;
    }
  }

  /** Decides one request. Costs the rules of the user's own bindings, a few microseconds. */
  authorize(user: UserInfo, attributes: ResourceAttributes | NonResourceAttributes): Decision {
    if (user.groups.includes(allPowerful)) return { allowed: true, reason: '' };
    const isPath = 'path' in attributes;
    const namespace = isPath ? undefined : attributes.namespace;
    const missing: string[] = [];
    for (const [binding, subject] of this.#bindingsOf(user, namespace)) {
      const rules = this.#roles.get(binding.roleKey);
      if (rules === undefined) {
        missing.push(binding.roleDescription);
        continue;
      }
      const grants = rules.some((rule) =>
        isPath ? ruleAllowsPath(rule, attributes) : ruleAllows(rule, attributes),
      );
      if (grants) {
        return { allowed: true, reason: `RBAC: allowed by ${binding.description} to ${subject}` };
      }
    }
    return { allowed: false, reason: missing.length === 0 ? '' : missingReason(missing) };
  }

  /** Every rule that a user has in a namespace; cluster-wide ones included. */
  rulesFor(user: UserInfo, namespace: string | undefined): readonly PolicyRule[] {
    const rules: PolicyRule[] = [];
    if (user.groups.includes(allPowerful)) rules.push(...everyRight);
    for (const [binding] of this.#bindingsOf(user, namespace)) {
      rules.push(...(this.#roles.get(binding.roleKey) ?? []));
    }
    return rules;
  }

  /** The rules of a role, for judging who binds it; undefined when there is no such role. */
  rulesOfRole(
    kind: 'ClusterRole' | 'Role',
    namespace: string,
    name: string,
  ): readonly PolicyRule[] | undefined {
    return this.#roles.get(`${kind === 'Role' ? namespace : clusterScope}/${name}`);
  }

  /** The `status` of a SelfSubjectRulesReview. */
  rulesReview(user: UserInfo, namespace: string): JsonObject {
    const rules = this.rulesFor(user, namespace);
    return {
      resourceRules: rules
        .filter((rule) => rule.resources.length > 0)
        .map((rule) => ruleToJson({ ...rule, nonResourceURLs: [] })),
      nonResourceRules: rules
        .filter((rule) => rule.nonResourceURLs.length > 0)
        .map((rule) => ({ verbs: [...rule.verbs], nonResourceURLs: [...rule.nonResourceURLs] })),
      incomplete: false,
    };
  }

  *#bindingsOf(
    user: UserInfo,
    namespace: string | undefined,
  ): Iterable<readonly [binding: Binding, subject: string]> {
    for (const scope of namespace === undefined ? [clusterScope] : [clusterScope, namespace]) {
      yield* this.#bound(userKey(user.name), scope);
      for (const group of user.groups) yield* this.#bound(groupKey(group), scope);
    }
  }

  *#bound(subject: string, scope: string): Iterable<readonly [Binding, string]> {
    const bindings = this.#bySubject.get(subject)?.get(scope);
    if (bindings === undefined) return;
    for (const binding of bindings.values()) yield [binding, binding.subjects.get(subject) ?? ''];
  }

  #bind(binding: Binding): void {
    this.#bindings.set(binding.key, binding);
    for (const subject of binding.subjects.keys()) {
      const scopes = this.#bySubject.get(subject) ?? new Map<string, Map<string, Binding>>();
      const bindings = scopes.get(binding.scope) ?? new Map<string, Binding>();
      bindings.set(binding.key, binding);
      scopes.set(binding.scope, bindings);
      this.#bySubject.set(subject, scopes);
    }
  }

  #unbind(key: string): void {
    const binding = this.#bindings.get(key);
    if (binding === undefined) return;
    this.#bindings.delete(key);
    for (const subject of binding.subjects.keys()) {
      const scopes = this.#bySubject.get(subject);
      const bindings = scopes?.get(binding.scope);
      bindings?.delete(key);
      if (bindings?.size === 0) scopes?.delete(binding.scope);
      if (scopes?.size === 0) this.#bySubject.delete(subject);
    }
  }
}

function readBinding(object: JsonObject, key: string, scope: string): Binding {
  const name = getString(object, 'metadata', 'name') ?? '';
  const roleKind = getString(object, 'roleRef', 'kind') ?? '';
  const roleName = getString(object, 'roleRef', 'name') ?? '';
  const subjects = new Map<string, string>();
  const listed = getOwn(object, 'subjects');
  for (const subject of Array.isArray(listed) ? listed.filter(isObject) : []) {
    const [subjectKey, description] = readSubject(subject, scope);
    subjects.set(subjectKey, description);
  }
  const binding =
    scope === clusterScope ? `ClusterRoleBinding "${name}"` : `RoleBinding "${name}/${scope}"`;
  return {
    key,
    scope,
    description: `${binding} of ${roleKind} "${roleName}"`,
    roleKey: `${roleKind === 'Role' ? scope : clusterScope}/${roleName}`,
    roleDescription: `${roleKind.toLowerCase()}.${rbacGroup} "${roleName}" not found`,
    subjects,
  };
}

function readSubject(subject: JsonObject, scope: string): readonly [key: string, text: string] {
  const kind = getString(subject, 'kind') ?? '';
  const name = getString(subject, 'name') ?? '';
  if (kind === 'ServiceAccount') {
    const namespace = getString(subject, 'namespace') ?? scope;
    const user = `system:serviceaccount:${namespace}:${name}`;
    return [userKey(user), `ServiceAccount "${name}/${namespace}"`];
  }
  return [kind === 'Group' ? groupKey(name) : userKey(name), `${kind} "${name}"`];
}

function missingReason(missing: readonly string[]): string {
  return `RBAC: ${missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`}`;
}

function userKey(name: string): string {
  return `u:${name}`;
}

function groupKey(name: string): string {
  return `g:${name}`;
}
