import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { serviceAccountIdentity } from '@fluxts/kube-client';
import { getString } from '@fluxts/base';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cluster, configMap } from './cluster.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = new Cluster();
  await cluster.start();
});

afterAll(async () => await cluster.end());

const app = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'app' };

test('writes and reads over TLS with a client certificate', async () => {
  const client = cluster.client();
  await client.apply(configMap('app', { a: 'b' }), { fieldManager: 'test' });
  expect((await client.get(app))['data']).toEqual({ a: 'b' });
  const groups = await client.mapper.groups();
  expect(groups.map((group) => group.name)).toContain('apps');
  const table = await client.table({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default' });
  expect(table.columns.map((column) => column.name)).toEqual(['Name', 'Data', 'Age']);
});

test('does not trust a server of another authority', async () => {
  const config = cluster.config();
  const stranger = cluster.client({}, { caData: undefined, auth: config.auth });
  await expect(stranger.get(app)).rejects.toMatchObject({ code: 'ConnectionFailed' });
  const careless = cluster.client({}, { caData: undefined, insecureSkipTlsVerify: true });
  expect((await careless.get(app)).metadata.name).toBe('app');
});

test('has just the rights of whom it acts as', async () => {
  const client = cluster.client();
  const tenant = client.impersonate(serviceAccountIdentity('default', 'flux'));
  await expect(tenant.get(app)).rejects.toMatchObject({
    code: 'Forbidden',
    message: expect.stringContaining('system:serviceaccount:default:flux') as string,
  });
});

test('a token replaces the certificate', async () => {
  const client = cluster.client();
  await client.create({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'reader', namespace: 'default' },
  });
  const answer = await client.request({
    method: 'POST',
    path: '/api/v1/namespaces/default/serviceaccounts/reader/token',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: {},
    }),
  });
  const issued = JSON.parse(Buffer.from(answer.body).toString()) as never;
  const reader = client.withToken(getString(issued, 'status', 'token') ?? '');
  await expect(reader.get(app)).rejects.toMatchObject({
    code: 'Forbidden',
    message: expect.stringContaining('system:serviceaccount:default:reader') as string,
  });
  await expect(client.withToken('nonsense').get(app)).rejects.toMatchObject({
    code: 'Unauthorized',
  });
});

test('reaches the server by TLS through a proxy', async () => {
  const tunnels: string[] = [];
  const proxy = createServer().on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    const upstream = connect(Number((request.url ?? '').split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const client = cluster.client({}, { proxyUrl: `http://127.0.0.1:${port}` });
  expect((await client.get(app)).metadata.name).toBe('app');
  expect(tunnels).toEqual([new URL(cluster.server.url).host]);
  client.close();
  await new Promise((resolve) => proxy.close(resolve));
});

test('a server-side conflict names the other manager', async () => {
  const client = cluster.client();
  await client.apply(configMap('shared', { a: '1' }), { fieldManager: 'one' });
  const error = await client
    .apply(configMap('shared', { a: '2' }), { fieldManager: 'two' })
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'Conflict',
    causes: [{ reason: 'FieldManagerConflict', field: '.data.a', message: 'conflict with "one"' }],
  });
});
