import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKubeClient, type KubeClient } from '../src/index.ts';
import { FakeApi, json, withCore } from './fake-api.ts';

let api: FakeApi;
let proxy: Server;
let client: KubeClient | undefined;
/** What the proxy was asked to connect to, and by whom. */
let tunnels: string[];
let refuse: boolean;

const app = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'team', name: 'app' };

beforeEach(async () => {
  tunnels = [];
  refuse = false;
  api = await FakeApi.start(
    withCore((_seen, response) =>
      json(response, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app' } }),
    ),
  );
  proxy = createServer();
  proxy.on('connect', (request, socket) => {
    tunnels.push(`${request.url} ${request.headers['proxy-authorization'] ?? ''}`);
    if (refuse) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const [host = '', port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  client?.close();
  await api.stop();
  await new Promise((resolve) => proxy.close(resolve));
});

function useProxy(credentials = ''): KubeClient {
  const { port } = proxy.address() as AddressInfo;
  const proxyUrl = `http://${credentials}127.0.0.1:${port}`;
  client = createKubeClient({ server: api.url, auth: {}, proxyUrl });
  return client;
}

test('reaches the server through a tunnel, and keeps it open', async () => {
  const through = useProxy('me:p%40ss@');
  await through.get(app);
  await through.get(app);
  const target = api.url.replace('http://', '');
  expect(tunnels).toEqual([`${target} Basic ${btoa('me:p@ss')}`]);
});

test('says that the proxy refused, without its password', async () => {
  refuse = true;
  const error = (await useProxy('me:hunter2@')
    .get(app)
    .catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'ConnectionFailed' });
  expect(error.message).toContain('refused a tunnel: 407');
  expect(error.message).not.toContain('hunter2');
});

test.each(['socks5://127.0.0.1:1', 'nonsense'])('refuses the proxy %s at once', (proxyUrl) => {
  expect(() => createKubeClient({ server: api.url, auth: {}, proxyUrl })).toThrow('proxy-url');
});
