import { getPath } from '@fluxts/base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configMap, configMaps, startTestServer, type TestServer } from './support/fixtures.ts';
import { Client } from './support/client.ts';

let running: TestServer;
let admin: Client;
/** May do everything with the ConfigMap `mine`, and with no other. */
let bob: Client;

const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
const selected = `${configMaps}?fieldSelector=metadata.name%3Dmine`;

beforeAll(async () => {
  running = await startTestServer();
  ({ admin } = running);
  bob = new Client(await running.server.issueClientConfig('bob', []));
  await admin.post(`${rbac}/roles`, {
    metadata: { name: 'mine' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: ['mine'], verbs: ['*'] }],
  });
  await admin.post(`${rbac}/rolebindings`, {
    metadata: { name: 'mine' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'mine' },
    subjects: [{ kind: 'User', name: 'bob' }],
  });
  for (const name of ['mine', 'others']) await admin.post(configMaps, configMap(name));
});
afterAll(async () => {
  bob.close();
  await running.close();
});

const namesOf = (list: unknown): unknown => {
  const items = getPath(list as never, 'items');
  return Array.isArray(items) ? items.map((item) => getPath(item, 'metadata', 'name')) : items;
};

test('a right on one name lets one select that name, and nothing beside it', async () => {
  expect(namesOf((await bob.get(selected)).body)).toEqual(['mine']);
  const twice = await bob.get(`${selected}&fieldSelector=metadata.name%3Dothers`);
  expect(namesOf(twice.body)).toEqual(['mine']);
  for (const query of ['', '?fieldSelector=metadata.name!%3Dmine', '?fieldSelector=']) {
    expect((await bob.get(configMaps + query)).code).toBe(403);
    expect((await bob.delete(configMaps + query)).code).toBe(403);
  }
  expect(namesOf((await bob.delete(`${selected}&dryRun=All`)).body)).toEqual(['mine']);
});

test('a selector makes a create no request for one name', async () => {
  const { code } = await bob.post(selected, configMap('anything'));
  expect(code).toBe(403);
  expect((await admin.get(`${configMaps}/anything`)).code).toBe(404);
});

test('a token that was made up leads to no other collection', async () => {
  const { body } = await admin.get(configMaps);
  const at = Number(getPath(body, 'metadata', 'resourceVersion'));
  for (const after of ['', '/', '//configmaps/', '//secrets/', '//configmaps/kube-public/', '\0']) {
    const token = Buffer.from(JSON.stringify({ at, after })).toString('base64url');
    const page = await admin.get(`${configMaps}?continue=${token}`);
    const items = getPath(page.body, 'items');
    for (const item of Array.isArray(items) ? items : []) {
      expect(getPath(item, 'metadata', 'namespace')).toBe('default');
    }
  }
});
