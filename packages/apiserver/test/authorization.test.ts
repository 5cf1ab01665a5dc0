import { getPath, getString, type JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configMap, configMaps, startTestServer, type TestServer } from './support/fixtures.ts';
import { Client } from './support/client.ts';

let running: TestServer;
let admin: Client;
let bob: Client;

const rbac = '/apis/rbac.authorization.k8s.io/v1';
const roles = `${rbac}/namespaces/default/roles`;
const bindings = `${rbac}/namespaces/default/rolebindings`;

beforeAll(async () => {
  running = await startTestServer();
  ({ admin } = running);
  bob = new Client(await running.server.issueClientConfig('bob', ['developers']));
  await admin.post(roles, {
    metadata: { name: 'reader' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
  });
});
afterAll(async () => {
  bob.close();
  await running.close();
});

const bind = (name: string, role: string, subject: JsonObject): Promise<unknown> =>
  admin.post(bindings, {
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
    subjects: [subject],
  });
const as = (user: string, ...groups: string[]): Record<string, string | string[]> => ({
  'impersonate-user': user,
  ...(groups.length === 0 ? {} : { 'impersonate-group': groups }),
});

test('nobody is anonymous', async () => {
  const stranger = new Client(running.server.adminClientConfig, 'not.a.token');
  const { code, body } = await stranger.get('/version');
  expect(code).toBe(401);
  expect(body).toMatchObject({ kind: 'Status', reason: 'Unauthorized', message: 'Unauthorized' });
  stranger.close();
});

test('what no role grants is forbidden, in so many words', async () => {
  const { code, body } = await bob.get(`${configMaps}/x`);
  expect(code).toBe(403);
  expect(body).toMatchObject({
    reason: 'Forbidden',
    message:
      'configmaps "x" is forbidden: User "bob" cannot get resource "configmaps" in API group "" in the namespace "default"',
    details: { name: 'x', kind: 'configmaps' },
  });
  const create = await bob.post('/apis/apps/v1/namespaces/y/deployments', {});
  expect(create.body['message']).toBe(
    'deployments.apps is forbidden: User "bob" cannot create resource "deployments" in API group "apps" in the namespace "y"',
  );
  const nodes = await bob.get('/api/v1/nodes');
  expect(nodes.body['message']).toBe(
    'nodes is forbidden: User "bob" cannot list resource "nodes" in API group "" at the cluster scope',
  );
  const path = await bob.get('/metrics');
  expect(path.body['message']).toBe('forbidden: User "bob" cannot get path "/metrics"');
  expect((await bob.get('/apis')).code).toBe(200);
});

test('a right takes effect with the answer that grants it, and ends with the one that takes it', async () => {
  expect((await bob.get(configMaps)).code).toBe(403);
  await bind('bob-reads', 'reader', { kind: 'User', name: 'bob' });
  expect((await bob.get(configMaps)).code).toBe(200);
  expect((await bob.post(configMaps, configMap('x'))).code).toBe(403);
  expect((await bob.get('/api/v1/configmaps')).code).toBe(403);
  await admin.delete(`${bindings}/bob-reads`);
  expect((await bob.get(configMaps)).code).toBe(403);
});

test('impersonation needs the right to it, for each part', async () => {
  const asAlice = await admin.request('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    body: {},
    headers: { ...as('alice', 'a', 'b'), 'impersonate-extra-reason': 'test' },
  });
  expect(getPath(asAlice.body, 'status', 'userInfo')).toEqual({
    username: 'alice',
    groups: ['a', 'b', 'system:authenticated'],
    extra: { reason: ['test'] },
  });
  const refused = await bob.get(configMaps, as('alice'));
  expect(refused.code).toBe(403);
  expect(refused.body['message']).toBe(
    'users "alice" is forbidden: User "bob" cannot impersonate resource "users" in API group "" at the cluster scope',
  );
  await admin.post(`${rbac}/clusterroles`, {
    metadata: { name: 'be-alice' },
    rules: [
      { apiGroups: [''], resources: ['users'], resourceNames: ['alice'], verbs: ['impersonate'] },
    ],
  });
  await admin.post(`${rbac}/clusterrolebindings`, {
    metadata: { name: 'be-alice' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'be-alice' },
    subjects: [{ kind: 'User', name: 'bob' }],
  });
  const allowed = await bob.get(configMaps, as('alice'));
  expect(allowed.body['message']).toContain('User "alice" cannot list resource "configmaps"');
  const group = await bob.get(configMaps, as('alice', 'system:masters'));
  expect(group.body['message']).toContain('groups "system:masters" is forbidden: User "bob"');
  const groupsOnly = await admin.get(configMaps, { 'impersonate-group': 'x' });
  expect(groupsOnly.code).toBe(400);
});

test('a service account has its rights, impersonated or by its token', async () => {
  await admin.post('/api/v1/namespaces/default/serviceaccounts', { metadata: { name: 'robot' } });
  const user = 'system:serviceaccount:default:robot';
  expect((await admin.get(configMaps, as(user))).code).toBe(403);
  await bind('robots', 'reader', {
    kind: 'Group',
    name: 'system:serviceaccounts:default',
    apiGroup: 'rbac.authorization.k8s.io',
  });
  expect((await admin.get(configMaps, as(user))).code).toBe(200);

  const path = '/api/v1/namespaces/default/serviceaccounts/robot/token';
  const issued = await admin.post(path, { spec: { expirationSeconds: 600 } });
  expect(issued.code).toBe(201);
  const token = getString(issued.body, 'status', 'token') ?? '';
  const robot = new Client(running.server.adminClientConfig, token);
  expect((await robot.get(configMaps)).code).toBe(200);
  expect((await robot.post(configMaps, configMap('x'))).code).toBe(403);
  const review = await admin.post('/apis/authentication.k8s.io/v1/tokenreviews', {
    spec: { token },
  });
  expect(getPath(review.body, 'status')).toMatchObject({
    authenticated: true,
    user: { username: user },
  });
  await admin.delete('/api/v1/namespaces/default/serviceaccounts/robot');
  expect((await robot.get(configMaps)).code).toBe(401);
  robot.close();
  expect((await admin.post(path, {})).code).toBe(404);
});

test('reviews answer what a user may', async () => {
  const reviews = '/apis/authorization.k8s.io/v1';
  const attributes = { verb: 'list', group: '', resource: 'configmaps', namespace: 'default' };
  const self = await bob.post(`${reviews}/selfsubjectaccessreviews`, {
    spec: { resourceAttributes: attributes },
  });
  expect(getPath(self.body, 'status', 'allowed')).toBe(false);
  const other = await admin.post(`${reviews}/subjectaccessreviews`, {
    spec: { user: 'x', groups: ['system:masters'], resourceAttributes: attributes },
  });
  expect(getPath(other.body, 'status', 'allowed')).toBe(true);
  const rules = await bob.post(`${reviews}/selfsubjectrulesreviews`, {
    spec: { namespace: 'default' },
  });
  expect(JSON.stringify(getPath(rules.body, 'status', 'nonResourceRules'))).toContain('/apis/*');
});

test('nobody grants what he does not have', async () => {
  await admin.post(`${rbac}/clusterroles`, {
    metadata: { name: 'role-writer' },
    rules: [
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['roles', 'rolebindings'],
        verbs: ['create'],
      },
    ],
  });
  await admin.post(bindings, {
    metadata: { name: 'role-writers' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'role-writer' },
    subjects: [{ kind: 'User', name: 'carol' }],
  });
  const carol = as('carol');
  const role = await admin.request('POST', roles, {
    headers: carol,
    body: {
      metadata: { name: 'greedy' },
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
    },
  });
  expect(role.code).toBe(403);
  expect(role.body['message']).toContain(
    'is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["secrets"], Verbs:["get"]}',
  );
  const binding = await admin.request('POST', bindings, {
    headers: carol,
    body: {
      metadata: { name: 'greedy' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: [{ kind: 'User', name: 'carol' }],
    },
  });
  expect(binding.code).toBe(403);
});

test('an apply that creates needs the right to create', async () => {
  await admin.post(roles, {
    metadata: { name: 'patcher' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['patch'] }],
  });
  await bind('dave', 'patcher', { kind: 'User', name: 'dave' });
  const path = `${configMaps}/daves?fieldManager=test`;
  const apply = (): ReturnType<Client['request']> =>
    admin.request('PATCH', path, {
      body: configMap('daves'),
      type: 'application/apply-patch+yaml',
      headers: as('dave'),
    });
  const refused = await apply();
  expect(refused.code).toBe(403);
  expect(refused.body['message']).toContain('cannot create resource "configmaps"');
  await admin.post(configMaps, configMap('daves'));
  expect((await apply()).code).toBe(200);
});

test('aggregated roles take in what is labelled for them', async () => {
  const watch = await admin.watch(
    `${rbac}/clusterroles?watch=1&fieldSelector=metadata.name%3Dview&resourceVersion=0`,
  );
  await watch.next();
  await admin.post(`${rbac}/clusterroles`, {
    metadata: {
      name: 'view-things',
      labels: { 'rbac.authorization.k8s.io/aggregate-to-view': 'true' },
    },
    rules: [{ apiGroups: ['example.com'], resources: ['things'], verbs: ['get'] }],
  });
  let event = await watch.next();
  while (event !== undefined && !JSON.stringify(event).includes('"things"'))
    event = await watch.next();
  expect(event?.type).toBe('MODIFIED');
  watch.close();
});
