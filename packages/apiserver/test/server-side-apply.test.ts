import { getPath, getString, type JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  installWidgets,
  startTestServer,
  type TestServer,
  widget,
  widgets,
} from './support/fixtures.ts';
import type { Client } from './support/client.ts';

let running: TestServer;
let admin: Client;

beforeAll(async () => {
  running = await startTestServer();
  ({ admin } = running);
  await installWidgets(admin);
});
afterAll(() => running.close());

const managersOf = (object: JsonObject): string[] =>
  ((getPath(object, 'metadata', 'managedFields') ?? []) as JsonObject[]).map((entry) =>
    ['manager', 'operation', 'subresource']
      .map((key) => getString(entry, key) ?? '')
      .join(' ')
      .trim(),
  );

test('an apply creates, and again changes nothing at all', async () => {
  const path = `${deployments}/applied`;
  const watch = await admin.watch(`${deployments}?watch=1&fieldSelector=metadata.name%3Dapplied`);
  const first = await admin.apply(path, deployment('applied'));
  expect(first.code).toBe(201);
  expect(managersOf(first.body)).toEqual(['test Apply']);
  const second = await admin.apply(path, deployment('applied'));
  expect(second.code).toBe(200);
  expect(second.body).toEqual(first.body);
  const dry = await admin.apply(path, deployment('applied'), 'fieldManager=test&dryRun=All');
  expect(dry.body).toEqual(first.body);
  await admin.delete(path);
  expect(await watch.take(2)).toEqual(['ADDED applied', 'DELETED applied']);
  watch.close();
});

test('an object applied with nothing but its name stays as it is', async () => {
  const bare = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'bare' } };
  const first = await admin.apply(`${configMaps}/bare`, bare);
  expect(first.code).toBe(201);
  expect((await admin.apply(`${configMaps}/bare`, bare)).body).toEqual(first.body);
});

test('a custom resource with defaults is applied twice without a change', async () => {
  const first = await admin.apply(`${widgets}/twice`, widget('twice'));
  expect(first.body).toMatchObject({ spec: { size: 1, color: 'red' } });
  const second = await admin.apply(`${widgets}/twice`, widget('twice'));
  expect(second.body).toEqual(first.body);
});

test('what a manager no longer applies goes away', async () => {
  const path = `${configMaps}/shrinking`;
  await admin.apply(path, configMap('shrinking', { a: '1', b: '2' }));
  const { body } = await admin.apply(path, configMap('shrinking', { b: '2' }));
  expect(body['data']).toEqual({ b: '2' });
});

test('what others own is a conflict, unless it is forced', async () => {
  const path = `${deployments}/contended`;
  await admin.apply(path, deployment('contended', 1));
  await admin.merge(`${path}?fieldManager=kubectl-edit`, { spec: { replicas: 4 } });
  const refused = await admin.apply(path, deployment('contended', 2));
  expect(refused.code).toBe(409);
  expect(refused.body).toMatchObject({
    reason: 'Conflict',
    message:
      'Apply failed with 1 conflict: conflict with "kubectl-edit" using apps/v1: .spec.replicas',
    details: {
      causes: [
        {
          reason: 'FieldManagerConflict',
          message: 'conflict with "kubectl-edit" using apps/v1',
          field: '.spec.replicas',
        },
      ],
    },
  });
  const forced = await admin.apply(
    path,
    deployment('contended', 2),
    'fieldManager=test&force=true',
  );
  expect(forced.code).toBe(200);
  expect(getPath(forced.body, 'spec', 'replicas')).toBe(2);
  expect(managersOf(forced.body)).toEqual(['test Apply']);
});

test('an apply of the status owns the status', async () => {
  const path = `${widgets}/stated`;
  await admin.apply(path, widget('stated'));
  const { body } = await admin.apply(
    `${path}/status`,
    { apiVersion: 'example.com/v1', kind: 'Widget', status: { phase: 'x' } },
    'fieldManager=controller',
  );
  expect(body['status']).toEqual({ phase: 'x' });
  expect(managersOf(body).sort()).toEqual(['controller Apply status', 'test Apply']);
});

test('an apply in an older version changes the same object', async () => {
  const path = `${widgets}/older`;
  await admin.apply(path, widget('older', 1));
  const older = { ...widget('older', 2), apiVersion: 'example.com/v1beta1' };
  const { body } = await admin.apply(path.replace('v1', 'v1beta1'), older);
  expect(body).toMatchObject({ apiVersion: 'example.com/v1beta1', spec: { size: 2 } });
  expect((await admin.get(path)).body).toMatchObject({ apiVersion: 'example.com/v1' });
});

test('an apply must say who applies, and what it is', async () => {
  const path = `${configMaps}/who`;
  const nobody = await admin.apply(path, configMap('who'), '');
  expect(nobody.code).toBe(400);
  expect(nobody.body['message']).toBe('fieldManager: Required value: is required for apply patch');
  expect((await admin.apply(path, { metadata: { name: 'who' } })).code).toBe(400);
  expect((await admin.apply(path, configMap('else'))).code).toBe(400);
  const managed = { ...configMap('who'), metadata: { managedFields: [{ manager: 'x' }] } };
  expect((await admin.apply(path, managed)).code).toBe(400);
});

test('a namespace on what is cluster-wide counts for nothing', async () => {
  const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles/wide';
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'wide', namespace: 'default' },
    rules: [],
  };
  const first = await admin.apply(path, role);
  expect(first.code).toBe(201);
  expect(getPath(first.body, 'metadata', 'namespace')).toBeUndefined();
  expect((await admin.apply(path, role)).body).toEqual(first.body);
});

test('an apply may be YAML', async () => {
  const { code, body } = await admin.apply(
    `${configMaps}/yaml`,
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  a: b\n',
  );
  expect(code).toBe(201);
  expect(body['data']).toEqual({ a: 'b' });
});

test('racing applies of different managers all arrive', async () => {
  const path = `${configMaps}/race`;
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      admin.apply(path, configMap('race', { [`k${at}`]: 'v' }), `fieldManager=m${at}`),
    ),
  );
  expect(answers.filter(({ code }) => code === 201)).toHaveLength(1);
  expect(answers.every(({ code }) => code === 200 || code === 201)).toBe(true);
  const { body } = await admin.get(path);
  expect(Object.keys(body['data'] as JsonObject)).toHaveLength(10);
});

test('what nobody applied belongs to before-first-apply', async () => {
  await admin.post(`${configMaps}?fieldManager=test`, configMap('legacy', { a: '1' }));
  const cleared = await admin.merge(`${configMaps}/legacy`, {
    metadata: { managedFields: [{}] },
  });
  expect(getPath(cleared.body, 'metadata', 'managedFields')).toBeUndefined();
  const { body } = await admin.apply(`${configMaps}/legacy`, configMap('legacy', { b: '2' }));
  expect(managersOf(body)).toEqual(['test Apply', 'before-first-apply Update']);
  expect(getString(body, 'data', 'a')).toBe('1');
});
