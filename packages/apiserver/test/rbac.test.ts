import type { JsonObject } from '@fluxts/base';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { aggregatedRules } from '../src/controllers/role-aggregation.ts';
import { RbacAuthorizer, rbacGroup } from '../src/rbac/authorizer.ts';
import { missingRules } from '../src/rbac/covers.ts';
import { refuseEscalation } from '../src/rbac/escalation.ts';
import { type PolicyRule, type ResourceAttributes, ruleAllows } from '../src/rbac/rules.ts';
import type { UserInfo } from '../src/user.ts';

const flux: UserInfo = {
  name: 'system:serviceaccount:tenant1:flux',
  groups: ['system:serviceaccounts', 'system:authenticated'],
  extra: {},
};

let authorizer: RbacAuthorizer;

beforeEach(() => {
  authorizer = new RbacAuthorizer();
});

function put(plural: string, object: JsonObject, type: 'ADDED' | 'DELETED' = 'ADDED'): void {
  authorizer.update({ type, resource: { group: rbacGroup, plural }, object });
}

function role(
  plural: 'clusterroles' | 'roles',
  name: string,
  rules: JsonObject[],
  namespace?: string,
): void {
  put(plural, { metadata: { name, ...(namespace === undefined ? {} : { namespace }) }, rules });
}

function bind(
  name: string,
  roleRef: JsonObject,
  subject: JsonObject,
  namespace?: string,
): JsonObject {
  const metadata: JsonObject = { name, ...(namespace === undefined ? {} : { namespace }) };
  const object = { metadata, roleRef, subjects: [subject] };
  put(namespace === undefined ? 'clusterrolebindings' : 'rolebindings', object);
  return object;
}

const account = { kind: 'ServiceAccount', name: 'flux', namespace: 'tenant1' };
const may = (attributes: Partial<ResourceAttributes>): boolean =>
  authorizer.authorize(flux, { verb: 'get', group: '', resource: 'pods', ...attributes }).allowed;

describe('a decision', () => {
  test('follows the bindings of the namespace and the cluster', () => {
    role('clusterroles', 'reader', [
      { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] },
    ]);
    expect(may({ namespace: 'tenant1' })).toBe(false);
    const binding = bind('b', { kind: 'ClusterRole', name: 'reader' }, account, 'tenant1');
    expect(may({ namespace: 'tenant1' })).toBe(true);
    expect(may({ namespace: 'other' })).toBe(false);
    expect(may({})).toBe(false);
    expect(may({ namespace: 'tenant1', verb: 'delete' })).toBe(false);
    put('rolebindings', binding, 'DELETED');
    expect(may({ namespace: 'tenant1' })).toBe(false);
  });

  test('says why', () => {
    bind('b', { kind: 'ClusterRole', name: 'gone' }, account, 'tenant1');
    const request = { verb: 'get', group: '', resource: 'pods', namespace: 'tenant1' };
    expect(authorizer.authorize(flux, request)).toEqual({
      allowed: false,
      reason: 'RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found',
    });
    role('clusterroles', 'gone', [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }]);
    expect(authorizer.authorize(flux, request)).toEqual({
      allowed: true,
      reason:
        'RBAC: allowed by RoleBinding "b/tenant1" of ClusterRole "gone" to ServiceAccount "flux/tenant1"',
    });
  });

  test('knows groups, paths and the all-powerful', () => {
    role('clusterroles', 'paths', [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/api/*'] }]);
    bind(
      'b',
      { kind: 'ClusterRole', name: 'paths' },
      { kind: 'Group', name: 'system:authenticated' },
    );
    const path = (path: string): boolean =>
      authorizer.authorize(flux, { verb: 'get', path }).allowed;
    expect([path('/healthz'), path('/api/v1'), path('/metrics')]).toEqual([true, true, false]);
    const root = { ...flux, groups: ['system:masters'] };
    expect(authorizer.authorize(root, { verb: 'delete', path: '/anything' }).allowed).toBe(true);
  });

  test('changes with the role', () => {
    role('roles', 'r', [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }], 'tenant1');
    bind('b', { kind: 'Role', name: 'r' }, account, 'tenant1');
    expect(may({ namespace: 'tenant1' })).toBe(true);
    role('roles', 'r', [], 'tenant1');
    expect(may({ namespace: 'tenant1' })).toBe(false);
  });

  test('costs microseconds among ten thousand bindings', () => {
    role('clusterroles', 'reader', [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }]);
    for (let at = 0; at < 10_000; at++) {
      const subject = { kind: 'ServiceAccount', name: 'flux', namespace: `t${at}` };
      bind(`b${at}`, { kind: 'ClusterRole', name: 'reader' }, subject, `t${at}`);
    }
    const user = { ...flux, name: 'system:serviceaccount:t5000:flux' };
    const request = { verb: 'get', group: '', resource: 'pods', namespace: 't5000' };
    const started = performance.now();
    for (let at = 0; at < 1000; at++)
      expect(authorizer.authorize(user, request).allowed).toBe(true);
    expect((performance.now() - started) / 1000).toBeLessThan(1);
  });
});

test.each<
  [resources: string[], resource: string, subresource: string | undefined, allowed: boolean]
>([
  [['deployments'], 'deployments', undefined, true],
  [['deployments'], 'deployments', 'scale', false],
  [['deployments/scale'], 'deployments', 'scale', true],
  [['*/scale'], 'deployments', 'scale', true],
  [['*/scale'], 'deployments', undefined, false],
  [['*'], 'deployments', 'status', true],
])('resources %j and %s/%s', (resources, resource, subresource, allowed) => {
  const rule: PolicyRule = {
    verbs: ['get'],
    apiGroups: ['apps'],
    resources,
    resourceNames: [],
    nonResourceURLs: [],
  };
  const request = {
    verb: 'get',
    group: 'apps',
    resource,
    ...(subresource === undefined ? {} : { subresource }),
  };
  expect(ruleAllows(rule, request)).toBe(allowed);
});

test('a rule for some names says nothing about the collection', () => {
  const rule: PolicyRule = {
    verbs: ['*'],
    apiGroups: [''],
    resources: ['secrets'],
    resourceNames: ['a'],
    nonResourceURLs: [],
  };
  const request = { verb: 'get', group: '', resource: 'secrets' };
  expect(ruleAllows(rule, { ...request, name: 'a' })).toBe(true);
  expect(ruleAllows(rule, { ...request, name: 'b' })).toBe(false);
  expect(ruleAllows(rule, request)).toBe(false);
});

describe('nobody gives more than he has', () => {
  const rule = (part: Partial<PolicyRule>): PolicyRule => ({
    verbs: ['get'],
    apiGroups: [''],
    resources: ['pods'],
    resourceNames: [],
    nonResourceURLs: [],
    ...part,
  });

  test('though several of his rules may cover one together', () => {
    const owned = [
      rule({}),
      rule({ verbs: ['list'] }),
      rule({ resources: ['secrets'], resourceNames: ['a'] }),
    ];
    expect(missingRules(owned, [rule({ verbs: ['get', 'list'] })])).toEqual([]);
    expect(missingRules(owned, [rule({ verbs: ['get', 'delete'] })])).toEqual([
      rule({ verbs: ['delete'] }),
    ]);
    expect(missingRules(owned, [rule({ resources: ['secrets'] })])).toHaveLength(1);
    expect(
      missingRules(
        [rule({ resources: ['*/scale'] })],
        [rule({ resources: ['deployments/scale'] })],
      ),
    ).toEqual([]);
  });

  test('and the refusal names what is missing', () => {
    const grant = {
      resource: { group: rbacGroup, plural: 'roles' },
      name: 'r',
      namespace: 'tenant1',
      rules: [rule({ resources: ['nodes'] })],
      allowedBy: { verb: 'escalate', plural: 'roles', name: 'r' },
    } as const;
    expect(() => refuseEscalation(authorizer, flux, grant)).toThrow(
      'roles.rbac.authorization.k8s.io "r" is forbidden: user "system:serviceaccount:tenant1:flux" (groups=["system:serviceaccounts" "system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["nodes"], Verbs:["get"]}',
    );
    role(
      'roles',
      'escalator',
      [{ verbs: ['escalate'], apiGroups: [rbacGroup], resources: ['roles'] }],
      'tenant1',
    );
    bind('b', { kind: 'Role', name: 'escalator' }, account, 'tenant1');
    expect(() => refuseEscalation(authorizer, flux, grant)).not.toThrow();
  });

  test('and only who may do everything gathers the rules of others', () => {
    const grant = {
      resource: { group: rbacGroup, plural: 'clusterroles' },
      name: 'r',
      namespace: undefined,
      rules: [],
      aggregates: true,
      allowedBy: { verb: 'escalate', plural: 'clusterroles', name: 'r' },
    } as const;
    expect(() => refuseEscalation(authorizer, flux, grant)).toThrow(
      'clusterroles.rbac.authorization.k8s.io "r" is forbidden: must have cluster-admin privileges to use an aggregationRule',
    );
    const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
    role('clusterroles', 'admin', [everything, { verbs: ['*'], nonResourceURLs: ['*'] }]);
    bind('b', { kind: 'ClusterRole', name: 'admin' }, account);
    expect(() => refuseEscalation(authorizer, flux, grant)).not.toThrow();
  });

  test('what covers a set of rules allows all that they allow', () => {
    const words = (items: string[]): fc.Arbitrary<string[]> => fc.subarray(items, { minLength: 1 });
    const anyRule = fc.record({
      verbs: words(['get', 'list', '*']),
      apiGroups: words(['', 'apps', '*']),
      resources: words(['pods', 'deployments', 'deployments/scale', '*/scale', '*']),
      resourceNames: fc.subarray(['a', 'b']),
      nonResourceURLs: fc.constant([]),
    });
    const anyRequest = fc.record({
      verb: fc.constantFrom('get', 'list', 'delete'),
      group: fc.constantFrom('', 'apps', 'batch'),
      resource: fc.constantFrom('pods', 'deployments', 'jobs'),
      name: fc.constantFrom('a', 'b', 'c'),
    });
    const rules = fc.array(anyRule, { maxLength: 3 });
    fc.assert(
      fc.property(rules, rules, anyRequest, (owned, wanted, request) => {
        if (missingRules(owned, wanted).length > 0) return;
        const allows = (list: readonly PolicyRule[]): boolean =>
          list.some((item) => ruleAllows(item, request));
        if (allows(wanted)) expect(allows(owned)).toBe(true);
      }),
    );
  });
});

test('a review lists the rules of both scopes', () => {
  role('clusterroles', 'reader', [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }]);
  role('clusterroles', 'paths', [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }]);
  bind('a', { kind: 'ClusterRole', name: 'paths' }, { kind: 'User', name: flux.name });
  bind('b', { kind: 'ClusterRole', name: 'reader' }, account, 'tenant1');
  expect(authorizer.rulesReview(flux, 'tenant1')).toEqual({
    resourceRules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }],
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz'] }],
    incomplete: false,
  });
});

test('aggregation gathers the rules of selected roles, each once', () => {
  const part = (name: string, rules: JsonObject[]): JsonObject => ({
    metadata: { name, labels: { part: 'yes' } },
    rules,
  });
  const same = { verbs: ['get'], apiGroups: [''], resources: ['pods'] };
  const other = { verbs: ['list'], apiGroups: [''], resources: ['pods'] };
  const whole = {
    metadata: { name: 'whole', labels: { part: 'yes' } },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { part: 'yes' } }] },
    rules: [{ verbs: ['stale'] }],
  };
  const all = [
    whole,
    part('a', [same]),
    part('b', [same, other]),
    { metadata: { name: 'c' }, rules: [other] },
  ];
  expect(aggregatedRules(whole, all)).toEqual([same, other]);
  expect(aggregatedRules(part('a', []), all)).toBeUndefined();
});
