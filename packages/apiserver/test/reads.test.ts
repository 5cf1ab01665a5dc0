import { getPath, getString, type JsonObject } from '@fluxts/base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  configMap,
  configMaps,
  deployment,
  deployments,
  startTestServer,
  type TestServer,
} from './support/fixtures.ts';
import type { Client } from './support/client.ts';

let running: TestServer;
let admin: Client;

beforeAll(async () => {
  running = await startTestServer();
  ({ admin } = running);
  for (const [index, team] of ['a', 'b', 'a', 'b', 'a'].entries()) {
    const draft = configMap(`m${index}`, { index: String(index) });
    const labels = { team, ...(index > 2 ? { late: '' } : {}) };
    await admin.post(configMaps, { ...draft, metadata: { name: `m${index}`, labels } });
  }
});
afterAll(() => running.close());

const namesOf = (list: JsonObject): (string | undefined)[] =>
  (list['items'] as JsonObject[]).map((item) => getString(item, 'metadata', 'name'));
const select = async (query: string): Promise<(string | undefined)[]> =>
  namesOf((await admin.get(`${configMaps}?${query}`)).body);

test('a list names its kind and revision, and its items theirs', async () => {
  const { body } = await admin.get(configMaps);
  expect(body).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
  expect(getString(body, 'metadata', 'resourceVersion')).toMatch(/^\d+$/);
  expect(getPath(body, 'items', 0)).toMatchObject({ apiVersion: 'v1', kind: 'ConfigMap' });
});

test('label selectors', async () => {
  expect(await select('labelSelector=team%3Da')).toEqual(['m0', 'm2', 'm4']);
  expect(await select('labelSelector=team%20in%20(b),!late')).toEqual(['m1']);
  expect(await select('labelSelector=late')).toEqual(['m3', 'm4']);
  expect((await admin.get(`${configMaps}?labelSelector=a%3D%3D%3D`)).code).toBe(400);
});

test('field selectors', async () => {
  expect(await select('fieldSelector=metadata.name%3Dm3')).toEqual(['m3']);
  const { code, body } = await admin.get(`${configMaps}?fieldSelector=data.x%3D1`);
  expect(code).toBe(400);
  expect(body['message']).toContain('field label not supported: data.x');
});

test('pages are cut from one revision', async () => {
  const first = await admin.get(`${configMaps}?limit=2&labelSelector=team`);
  expect(namesOf(first.body)).toEqual(['m0', 'm1']);
  const token = getString(first.body, 'metadata', 'continue') ?? '';
  await admin.delete(`${configMaps}/m2`);
  const rest = await admin.get(`${configMaps}?limit=9&labelSelector=team&continue=${token}`);
  expect(namesOf(rest.body)).toEqual(['m2', 'm3', 'm4']);
  expect(getPath(rest.body, 'metadata', 'continue')).toBeUndefined();
  const version = getString(first.body, 'metadata', 'resourceVersion');
  expect(getString(rest.body, 'metadata', 'resourceVersion')).toBe(version);
  expect(
    await select(`labelSelector=team&resourceVersion=${version}&resourceVersionMatch=Exact`),
  ).toContain('m2');
  expect((await admin.get(`${configMaps}?continue=nonsense`)).code).toBe(400);
});

test('a revision that has not been is refused, to be asked for again', async () => {
  const { code, headers, body } = await admin.get(`${configMaps}?resourceVersion=99999`);
  expect(code).toBe(504);
  expect(headers['retry-after']).toBe('1');
  expect(body['message']).toContain('Too large resource version: 99999');
});

test('kubectl gets tables', async () => {
  await admin.post(deployments, deployment('table'));
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
  const { body } = await admin.get(deployments, { accept });
  expect(body).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
  const columns = body['columnDefinitions'] as JsonObject[];
  expect(columns.map((column) => column['name'])).toEqual([
    'Name',
    'Ready',
    'Up-to-date',
    'Available',
    'Age',
    'Containers',
    'Images',
    'Selector',
  ]);
  expect(getPath(body, 'rows', 0, 'cells', 0)).toBe('table');
  expect(getPath(body, 'rows', 0, 'object')).toMatchObject({ kind: 'PartialObjectMetadata' });
});

test('watchers of metadata get metadata', async () => {
  const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
  const { body } = await admin.get(configMaps, { accept });
  expect(body).toMatchObject({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' });
  expect(Object.keys(getPath(body, 'items', 0) as JsonObject)).toEqual([
    'kind',
    'apiVersion',
    'metadata',
  ]);
});

test('a client that takes nothing the server has is told so', async () => {
  expect(
    (await admin.get(configMaps, { accept: 'application/vnd.kubernetes.protobuf' })).code,
  ).toBe(406);
});

test('large answers are packed for clients that unpack', async () => {
  for (let index = 0; index < 3; index++) {
    await admin.post(configMaps, configMap(`large${index}`, { text: 'x'.repeat(100_000) }));
  }
  const { headers } = await admin.get(configMaps, { 'accept-encoding': 'gzip' });
  expect(headers['content-encoding']).toBe('gzip');
  expect((await admin.get(configMaps)).headers['content-encoding']).toBeUndefined();
});

test('what is not there is a Status', async () => {
  const object = await admin.get(`${configMaps}/missing`);
  expect(object.code).toBe(404);
  expect(object.headers.connection).toBe('keep-alive');
  expect(object.body).toMatchObject({
    message: 'configmaps "missing" not found',
    reason: 'NotFound',
    details: { name: 'missing', kind: 'configmaps' },
  });
  const kind = await admin.get('/apis/example.org/v1/things');
  expect(kind.code).toBe(404);
  expect(kind.body['message']).toBe('the server could not find the requested resource');
  expect((await admin.get('/api/v1/namespaces/default/nodes')).code).toBe(404);
  expect((await admin.put(configMaps, {})).code).toBe(405);
});

test('discovery, plain and in one', async () => {
  expect((await admin.get('/api')).body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
  const groups = (await admin.get('/apis')).body['groups'] as JsonObject[];
  expect(groups.map((group) => group['name'])).toContain('apps');
  const resources = (await admin.get('/apis/apps/v1')).body['resources'] as JsonObject[];
  expect(resources.map((resource) => resource['name'])).toEqual(
    expect.arrayContaining(['deployments', 'deployments/scale', 'deployments/status']),
  );
  const aggregated = await admin.get('/apis', {
    accept: 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json',
  });
  expect(aggregated.body).toMatchObject({
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
  });
  expect((await admin.get('/apis/nothing.example.com')).code).toBe(404);
});

test('version, health and OpenAPI', async () => {
  expect((await admin.get('/version')).body).toMatchObject({ major: '1', minor: '35' });
  for (const path of ['/healthz', '/livez', '/readyz']) {
    expect((await admin.get(path)).text).toBe('ok');
  }
  const index = await admin.get('/openapi/v3');
  const address = getString(index.body, 'paths', 'apis/apps/v1', 'serverRelativeURL') ?? '';
  const document = await admin.get(address);
  expect(document.body['openapi']).toBe('3.0.0');
  const etag = document.headers.etag ?? '';
  expect((await admin.get(address, { 'if-none-match': etag })).code).toBe(304);
});
