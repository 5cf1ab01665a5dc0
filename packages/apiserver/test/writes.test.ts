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

const versionOf = (object: JsonObject): string | undefined =>
  getString(object, 'metadata', 'resourceVersion');

test('a created object gets its place, uid, time and owner of its fields', async () => {
  const { code, body } = await admin.post(configMaps, configMap('created', { a: 'b' }));
  expect(code).toBe(201);
  expect(body).toMatchObject({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'created',
      namespace: 'default',
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      resourceVersion: expect.stringMatching(/^\d+$/) as string,
      creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      managedFields: [{ manager: 'test', operation: 'Update', apiVersion: 'v1' }],
    },
    data: { a: 'b' },
  });
  expect((await admin.get(`${configMaps}/created`)).body).toEqual(body);
});

test('a name that is taken is refused', async () => {
  await admin.post(configMaps, configMap('taken'));
  const { code, body } = await admin.post(configMaps, configMap('taken'));
  expect(code).toBe(409);
  expect(body).toEqual({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'configmaps "taken" already exists',
    reason: 'AlreadyExists',
    details: { name: 'taken', kind: 'configmaps' },
    code: 409,
  });
});

test('a name is made up from generateName', async () => {
  const draft = { ...configMap(''), metadata: { generateName: 'made-' } };
  const first = await admin.post(configMaps, draft);
  const second = await admin.post(configMaps, draft);
  const names = [first, second].map(({ body }) => getString(body, 'metadata', 'name'));
  expect(names[0]).toMatch(/^made-[a-z0-9]{5}$/);
  expect(names[0]).not.toBe(names[1]);
});

test('a namespace must be there', async () => {
  const { code, body } = await admin.post('/api/v1/namespaces/nowhere/configmaps', configMap('x'));
  expect(code).toBe(404);
  expect(body['message']).toBe('namespaces "nowhere" not found');
});

test('an update against an old version is refused, and one without a version wins', async () => {
  const created = await admin.post(configMaps, configMap('raced', { a: '1' }));
  const path = `${configMaps}/raced`;
  const second = await admin.put(path, { ...created.body, data: { a: '2' } });
  expect(second.code).toBe(200);
  const late = await admin.put(path, { ...created.body, data: { a: '3' } });
  expect(late.code).toBe(409);
  expect(late.body['message']).toBe(
    'Operation cannot be fulfilled on configmaps "raced": the object has been modified; please apply your changes to the latest version and try again',
  );
  expect((await admin.put(path, configMap('raced', { a: '4' }))).code).toBe(200);
});

test('a custom resource cannot be updated blindly', async () => {
  await admin.post(widgets, widget('blind'));
  const { code, body } = await admin.put(`${widgets}/blind`, widget('blind', 2));
  expect(code).toBe(422);
  expect(body['message']).toBe(
    'Widget.example.com "blind" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update',
  );
});

test('a write that changes nothing is none', async () => {
  const created = await admin.post(deployments, deployment('same'));
  const path = `${deployments}/same`;
  const put = await admin.put(path, created.body);
  const patched = await admin.merge(path, { spec: { replicas: 1 } });
  expect(versionOf(put.body)).toBe(versionOf(created.body));
  expect(versionOf(patched.body)).toBe(versionOf(created.body));
});

test('the generation counts changes of the spec', async () => {
  await admin.post(deployments, deployment('generations'));
  const path = `${deployments}/generations`;
  const labelled = await admin.merge(path, { metadata: { labels: { a: 'b' } } });
  const scaled = await admin.merge(path, { spec: { replicas: 3 } });
  const status = await admin.merge(`${path}/status`, { status: { replicas: 3 } });
  const generations = [labelled, scaled, status].map(({ body }) =>
    getPath(body, 'metadata', 'generation'),
  );
  expect(generations).toEqual([1, 2, 2]);
});

test('object and status are written apart', async () => {
  const path = `${widgets}/parts`;
  await admin.post(widgets, { ...widget('parts'), status: { from: 'create' } });
  expect((await admin.get(path)).body).not.toHaveProperty('status');
  await admin.merge(`${path}/status`, { spec: { size: 9 }, status: { from: 'status' } });
  const { body } = await admin.merge(path, { spec: { size: 2 }, status: { from: 'object' } });
  expect(body).toMatchObject({ spec: { size: 2 }, status: { from: 'status' } });
});

test('dry run answers as if, and stores nothing', async () => {
  const created = await admin.post(`${configMaps}?dryRun=All`, configMap('dry'));
  expect(created.code).toBe(201);
  expect(getString(created.body, 'metadata', 'uid')).toBeTruthy();
  expect((await admin.get(`${configMaps}/dry`)).code).toBe(404);
  const stored = await admin.post(configMaps, configMap('dry', { a: '1' }));
  const patched = await admin.merge(`${configMaps}/dry?dryRun=All`, { data: { a: '2' } });
  expect(patched.body['data']).toEqual({ a: '2' });
  await admin.delete(`${configMaps}/dry?dryRun=All`);
  expect((await admin.get(`${configMaps}/dry`)).body).toEqual(stored.body);
});

test('unknown fields are refused, reported or dropped, as fieldValidation asks', async () => {
  const draft = { ...widget('fields'), spec: { size: 1, colour: 'x' } };
  const strict = await admin.post(`${widgets}?dryRun=All&fieldValidation=Strict`, draft);
  expect(strict.code).toBe(400);
  expect(strict.body['message']).toBe(
    'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.colour"',
  );
  const warned = await admin.post(`${widgets}?dryRun=All&fieldValidation=Warn`, draft);
  expect(warned.headers['warning']).toBe('299 - "unknown field \\"spec.colour\\""');
  expect(warned.body['spec']).toEqual({ size: 1, color: 'red' });
  const ignored = await admin.post(`${widgets}?dryRun=All&fieldValidation=Ignore`, draft);
  expect(ignored.headers['warning']).toBeUndefined();
});

test('bodies come in YAML too, and answers go out in it', async () => {
  const created = await admin.request('POST', configMaps, {
    type: 'application/yaml',
    body: 'metadata: {name: yaml}\ndata:\n  a: "yes"\n',
    headers: { accept: 'application/yaml' },
  });
  expect(created.code).toBe(201);
  expect(created.headers['content-type']).toBe('application/yaml');
  expect(created.text).toContain('data:\n  a: "yes"\n');
});

test('broken, foreign and oversized bodies are refused', async () => {
  const post = (body: string, type: string): Promise<number> =>
    admin.request('POST', configMaps, { body, type }).then(({ code }) => code);
  expect(await post('{', 'application/json')).toBe(400);
  expect(await post('[]', 'application/json')).toBe(400);
  expect(await post('['.repeat(100_000), 'application/json')).toBe(400);
  expect(await post('- '.repeat(10_000), 'application/yaml')).toBe(400);
  expect(await post('a', 'text/plain')).toBe(415);
  expect(await post('a'.repeat(4 * 1024 * 1024), 'application/json')).toBe(413);
  expect((await admin.post(configMaps, deployment('x'))).code).toBe(400);
});

test('what a broken body holds is not repeated', async () => {
  const { body } = await admin.request('POST', configMaps, { body: '{"data": {"p": "hidden" x}}' });
  expect(body['code']).toBe(400);
  expect(JSON.stringify(body)).not.toContain('hidden');
});

test('a key that is there twice is reported', async () => {
  const body =
    '{"metadata":{"name":"twice","labels":{"a":"1"}},"data":{"a":"\\"b\\":","c":"1","\\u0063":"2"}}';
  const post = (validation: string): ReturnType<Client['request']> =>
    admin.request('POST', `${configMaps}?dryRun=All&fieldValidation=${validation}`, { body });
  const warned = await post('Warn');
  expect(warned.headers['warning']).toBe('299 - "duplicate field \\"data.c\\""');
  expect(warned.body['data']).toEqual({ a: '"b":', c: '2' });
  expect((await post('Strict')).body['message']).toContain(
    'strict decoding error: duplicate field "data.c"',
  );
});

test('keys of prototypes are data', async () => {
  const body = '{"metadata":{"name":"proto"},"data":{"__proto__":"a","constructor":"b"}}';
  const created = await admin.request('POST', configMaps, { body });
  expect(created.code).toBe(201);
  expect(created.text).toContain('"data":{"__proto__":"a","constructor":"b"}');
});

test('patches: JSON, merge and strategic', async () => {
  await admin.post(deployments, deployment('patched'));
  const path = `${deployments}/patched`;
  const json = await admin.request('PATCH', path, {
    type: 'application/json-patch+json',
    body: [
      { op: 'test', path: '/spec/replicas', value: 1 },
      { op: 'replace', path: '/spec/replicas', value: 2 },
    ],
  });
  expect(getPath(json.body, 'spec', 'replicas')).toBe(2);
  const strategic = await admin.request('PATCH', path, {
    type: 'application/strategic-merge-patch+json',
    body: { spec: { template: { spec: { containers: [{ name: 'side', image: 'side' }] } } } },
  });
  const containers = getPath(strategic.body, 'spec', 'template', 'spec', 'containers');
  expect((containers as JsonObject[]).map((container) => container['name'])).toEqual([
    'side',
    'main',
  ]);
  const failed = await admin.request('PATCH', path, {
    type: 'application/json-patch+json',
    body: [{ op: 'test', path: '/spec/replicas', value: 9 }],
  });
  expect(failed.code).toBe(422);
  const custom = await admin.request('PATCH', `${widgets}/none`, {
    type: 'application/strategic-merge-patch+json',
    body: {},
  });
  expect(custom.code).toBe(415);
});

test('many clients that patch one object at once all get through', async () => {
  await admin.post(configMaps, configMap('busy'));
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, at) =>
      admin.merge(`${configMaps}/busy`, { data: { [`k${at}`]: 'v' } }),
    ),
  );
  expect(answers.map(({ code }) => code)).toEqual(Array.from({ length: 12 }, () => 200));
  const { body } = await admin.get(`${configMaps}/busy`);
  expect(Object.keys(body['data'] as JsonObject)).toHaveLength(12);
});

test('the scale subresource reads and writes the replicas alone', async () => {
  await admin.post(deployments, deployment('scaled'));
  const path = `${deployments}/scaled/scale`;
  const { body } = await admin.get(path);
  expect(body).toMatchObject({
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    spec: { replicas: 1 },
    status: { replicas: 0, selector: 'app=scaled' },
  });
  const patched = await admin.merge(path, { spec: { replicas: 5 } });
  expect(getPath(patched.body, 'spec', 'replicas')).toBe(5);
  const scaled = (await admin.get(`${deployments}/scaled`)).body;
  expect(getPath(scaled, 'metadata', 'managedFields', 1)).toMatchObject({
    subresource: 'scale',
    fieldsV1: { 'f:spec': { 'f:replicas': {} } },
  });
  const put = await admin.put(path, { ...body, spec: { replicas: 2 } });
  expect(put.code).toBe(409);
  await admin.post(widgets, widget('scaled', 4));
  expect((await admin.get(`${widgets}/scaled/scale`)).body).toMatchObject({
    spec: { replicas: 4 },
  });
});

test('every served version shows the same object', async () => {
  await admin.post(widgets.replace('v1', 'v1beta1'), {
    ...widget('versions', 7),
    apiVersion: 'example.com/v1beta1',
  });
  const { body } = await admin.get(`${widgets}/versions`);
  expect(body).toMatchObject({ apiVersion: 'example.com/v1', spec: { size: 7, color: 'red' } });
  const old = await admin.get(`${widgets.replace('v1', 'v1beta1')}/versions`);
  expect(old.body).toEqual({ ...body, apiVersion: 'example.com/v1beta1' });
});
