import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configMap, configMaps, startTestServer, type TestServer } from './support/fixtures.ts';

let running: TestServer;

beforeAll(async () => {
  running = await startTestServer();
});
afterAll(() => running.close());

/** Sends text over TLS as the administrator, and hangs up after the first bytes of the answer. */
function hangUp(text: string): Promise<string> {
  const { adminClientConfig: config, url } = running.server;
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      port: Number(port),
      ca: config.certificateAuthority,
      cert: config.clientCertificate,
      key: config.clientKey,
    });
    socket.on('secureConnect', () => socket.write(text));
    socket.on('data', (chunk: Buffer) => {
      socket.destroy();
      resolve(chunk.toString('latin1'));
    });
    socket.on('close', () => resolve(''));
    socket.on('error', reject);
  });
}

test('clients that hang up harm nobody', async () => {
  const { admin } = running;
  for (let index = 0; index < 20; index++) {
    await admin.post(configMaps, configMap(`c${index}`, { text: 'x'.repeat(50_000) }));
  }
  const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
  const answers = await Promise.all([
    hangUp(get(configMaps)),
    hangUp(get(`${configMaps}?watch=1`)),
    hangUp(get(`${configMaps}?watch=1&resourceVersion=1`)),
    hangUp('nonsense\r\n\r\n'),
    hangUp(`POST ${configMaps} HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{`.repeat(2)),
  ]);
  expect(answers[0]).toContain('HTTP/1.1 200 OK');
  expect(answers[3]).toContain('HTTP/1.1 400 Bad Request');
  for (let index = 0; index < 5; index++) {
    await admin.merge(`${configMaps}/c${index}`, { data: { more: 'y'.repeat(50_000) } });
  }
  let metrics = await admin.get('/metrics');
  while (!/^apiserver_longrunning_requests 0$/m.test(metrics.text)) {
    metrics = await admin.get('/metrics');
  }
  expect((await admin.get(configMaps)).code).toBe(200);
});
