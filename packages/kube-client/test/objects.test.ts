import { afterEach, expect, test } from 'vitest';
import {
  createKubeClient,
  isConflict,
  KubeApiError,
  type KubeClient,
  type KubeClientOptions,
  KubeClientError,
  NoKindMatchError,
} from '../src/index.ts';
import { type Answer, FakeApi, failure, json, withCore } from './fake-api.ts';

let api: FakeApi;
let client: KubeClient;

async function start(answer: Answer, options: KubeClientOptions = {}): Promise<void> {
  api = await FakeApi.start(withCore(answer));
  client = createKubeClient(
    { server: api.url, auth: { token: 'secret-token' } },
    { sleep: () => Promise.resolve(), ...options },
  );
}

afterEach(async () => {
  client.close();
  await api.stop();
});

const app = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'team', name: 'app' };
const object = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'app', namespace: 'team' },
  data: { colour: 'blue' },
};

test('reads an object by its kind, with our credentials, and asks discovery once', async () => {
  await start((_seen, response) => json(response, object));
  expect(await client.get(app)).toEqual(object);
  await client.get(app);
  expect(api.seen.map((seen) => `${seen.method} ${seen.path}`)).toEqual([
    'GET /api/v1',
    'GET /api/v1/namespaces/team/configmaps/app',
    'GET /api/v1/namespaces/team/configmaps/app',
  ]);
  expect(api.calls[0]?.headers.authorization).toBe('Bearer secret-token');
});

test('resources that are known beforehand need no discovery', async () => {
  const configMaps = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'configmaps',
    singularName: 'configmap',
    namespaced: true,
    verbs: [],
    shortNames: [],
    categories: [],
    subresources: [],
  };
  await start((_seen, response) => json(response, object), { resources: [configMaps] });
  await client.get(app);
  expect(api.seen).toHaveLength(1);
});

test('keeps integers that a double cannot hold', async () => {
  await start((_seen, response) => {
    response.end(
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"app"},"n":9007199254740993}',
    );
  });
  const found = await client.get(app);
  expect(found['n']).toBe(9007199254740993n);
  await client.create({ ...object, n: 9007199254740993n });
  expect(api.calls[1]?.body).toContain('"n":9007199254740993');
});

test('names the server’s refusal word by word', async () => {
  const details = {
    name: 'app',
    kind: 'configmaps',
    causes: [
      { reason: 'FieldManagerConflict', message: 'conflict with "kubectl"', field: '.data.colour' },
    ],
  };
  await start((_seen, response) =>
    failure(response, 409, 'Conflict', 'Apply failed with 1 conflict', { details }),
  );
  const error = await client
    .apply(object, { fieldManager: 'me' })
    .catch((thrown: unknown) => thrown);
  expect(isConflict(error)).toBe(true);
  expect(error).toMatchObject({
    code: 'Conflict',
    status: 409,
    verb: 'apply',
    message: 'Apply failed with 1 conflict',
    subject: { kind: 'ConfigMap', namespace: 'team', name: 'app' },
    causes: [{ field: '.data.colour', message: 'conflict with "kubectl"' }],
  });
});

test('tells a missing object from a missing kind', async () => {
  await start((seen, response) => {
    if (seen.path.startsWith('/apis/')) {
      response.writeHead(404).end('404 page not found\n');
      return;
    }
    failure(response, 404, 'NotFound', 'configmaps "app" not found', {
      details: { name: 'app', kind: 'configmaps' },
    });
  });
  await expect(client.get(app)).rejects.toBeInstanceOf(KubeApiError);
  expect(await client.find(app)).toBeUndefined();
  const strange = { apiVersion: 'example.com/v1', kind: 'Widget', namespace: 'team', name: 'x' };
  await expect(client.get(strange)).rejects.toBeInstanceOf(NoKindMatchError);
  await expect(client.get(strange)).rejects.toThrow(
    'no matches for kind "Widget" in version "example.com/v1"',
  );
  expect(await client.find(strange)).toBeUndefined();
  expect(api.seen.filter((seen) => seen.path === '/apis/example.com/v1')).toHaveLength(1);
});

test('server-side apply says who applies, and by what rules', async () => {
  await start((_seen, response) => json(response, object));
  await client.apply(object, {
    fieldManager: 'flux',
    force: true,
    dryRun: true,
    fieldValidation: 'Strict',
  });
  const [call] = api.calls;
  expect(call?.method).toBe('PATCH');
  expect(call?.headers['content-type']).toBe('application/apply-patch+yaml');
  expect(Object.fromEntries(call?.query ?? [])).toEqual({
    force: 'true',
    fieldManager: 'flux',
    dryRun: 'All',
    fieldValidation: 'Strict',
  });
  expect(JSON.parse(call?.body ?? '')).toEqual(object);
});

test('every other write goes to its own place in its own form', async () => {
  await start((_seen, response) => json(response, object));
  await client.update(object);
  await client.updateStatus(object, { fieldManager: 'other' });
  await client.patch(app, [{ op: 'remove', path: '/data' }], { type: 'json' });
  await client.patch(app, { data: null }, { type: 'merge' });
  await client.patch(app, { data: null }, { type: 'strategic' });
  await client.patchStatus(app, { status: {} });
  expect(
    api.calls.map((seen) => [
      seen.method,
      seen.path.split('/configmaps')[1],
      seen.headers['content-type'],
      seen.query.get('fieldManager'),
    ]),
  ).toEqual([
    ['PUT', '/app', 'application/json', 'fluxts'],
    ['PUT', '/app/status', 'application/json', 'other'],
    ['PATCH', '/app', 'application/json-patch+json', 'fluxts'],
    ['PATCH', '/app', 'application/merge-patch+json', 'fluxts'],
    ['PATCH', '/app', 'application/strategic-merge-patch+json', 'fluxts'],
    ['PATCH', '/app/status', 'application/merge-patch+json', 'fluxts'],
  ]);
});

test('deletes on conditions, and tells gone from kept by finalizers', async () => {
  await start((_seen, response) => json(response, { kind: 'Status', status: 'Success' }));
  const gone = await client.delete(app, {
    propagationPolicy: 'Foreground',
    preconditions: { uid: 'u1' },
  });
  expect(gone).toBeUndefined();
  expect(JSON.parse(api.calls[0]?.body ?? '')).toEqual({
    apiVersion: 'v1',
    kind: 'DeleteOptions',
    propagationPolicy: 'Foreground',
    preconditions: { uid: 'u1' },
  });
  api.answerWith(withCore((_seen, response) => json(response, object)));
  expect(await client.delete(app)).toEqual(object);
});

test('acts as somebody else on the same connection', async () => {
  await start((_seen, response) => json(response, object));
  const tenant = client.impersonate({
    user: 'system:serviceaccount:team:flux',
    groups: ['a', 'b'],
    extra: { 'Example.com/reason': ['x y'] },
  });
  await tenant.get(app);
  const { headers } = api.calls[0]!;
  expect(headers['impersonate-user']).toBe('system:serviceaccount:team:flux');
  expect(headers['impersonate-group']).toBe('a, b');
  expect(headers['impersonate-extra-example.com%2freason']).toBe('x y');
  expect(headers.authorization).toBe('Bearer secret-token');
  await client.withToken('other').get(app);
  expect(api.calls[1]?.headers.authorization).toBe('Bearer other');
  expect(api.calls[1]?.headers['impersonate-user']).toBeUndefined();
});

test.each(['', '.', '..', 'a/b', 'a%2fb'])(
  'refuses the name %j, which would be another path',
  async (name) => {
    await start((_seen, response) => json(response, object));
    await expect(client.delete({ ...app, name })).rejects.toMatchObject({ code: 'RequestInvalid' });
    await expect(client.get({ ...app, namespace: name })).rejects.toMatchObject({
      code: 'RequestInvalid',
    });
    expect(api.calls).toHaveLength(0);
  },
);

test('refuses a header that would smuggle another', async () => {
  await start((_seen, response) => json(response, object));
  const evil = client.impersonate({ user: 'a\r\nimpersonate-group: system:masters' });
  await expect(evil.get(app)).rejects.toMatchObject({ code: 'RequestInvalid' });
  expect(api.calls).toHaveLength(0);
});

test('passes on warnings, each once', async () => {
  const warnings: string[] = [];
  await start(
    (_seen, response) =>
      json(response, object, 200, { warning: '299 - "unknown field \\"spec.x\\"", 299 - "old"' }),
    { onWarning: (warning) => warnings.push(warning) },
  );
  await client.get(app);
  await client.get(app);
  expect(warnings).toEqual(['unknown field "spec.x"', 'old']);
});

test('reads no answer that is too large', async () => {
  await start((_seen, response) => json(response, { ...object, data: { a: 'x'.repeat(5000) } }), {
    maxResponseBytes: 1000,
  });
  await expect(client.get(app)).rejects.toMatchObject({ code: 'ResponseTooLarge' });
});

test('reads no answer that is not an object', async () => {
  await start((_seen, response) => response.end('<html>'));
  await expect(client.get(app)).rejects.toBeInstanceOf(KubeClientError);
});
