import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './support/fixtures.ts';

let running: TestServer;
let target: Server;
let folder: string;
const received: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fluxts-logs-'));
  target = createServer((request, response) => {
    received.push(`${request.method} ${request.url} ${request.headers.authorization ?? '-'}`);
    response.writeHead(request.url === '/teapot' ? 418 : 200, { 'x-from': 'target' });
    response.end('hello');
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  const { port } = target.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  running = await startTestServer({
    proxyTargets: [
      { namespace: 'default', service: 'source', port: 'http', url },
      { namespace: 'default', service: 'down', url: 'http://127.0.0.1:1' },
    ],
    podLogs: [
      { namespace: 'default', labelSelector: 'app=logging', path: join(folder, 'pod.log') },
    ],
  });
  for (const app of ['logging', 'silent']) {
    await running.admin.post('/api/v1/namespaces/default/pods', {
      metadata: { name: app, labels: { app } },
      spec: { containers: [{ name: 'one', image: 'x' }] },
    });
  }
});
afterAll(async () => {
  await running.close();
  await new Promise((resolve) => target.close(resolve));
  rmSync(folder, { recursive: true });
});

const proxy = (service: string, path: string): string =>
  `/api/v1/namespaces/default/services/${service}/proxy${path}`;

test('services/proxy hands requests on, without credentials', async () => {
  const { admin } = running;
  const answer = await admin.get(proxy('source:http', '/a%20b/c?d=e'));
  expect(answer.code).toBe(200);
  expect(answer.text).toBe('hello');
  expect(answer.headers['x-from']).toBe('target');
  expect(received.at(-1)).toBe('GET /a%20b/c?d=e -');
  expect((await admin.get(proxy('source', '/teapot'))).code).toBe(418);
  expect((await admin.get(proxy('http:source:http', ''))).code).toBe(200);
  expect(received.at(-1)).toBe('GET / -');
});

test('a proxy to what is not there, or does not answer', async () => {
  const { admin } = running;
  expect((await admin.get(proxy('other', '/'))).code).toBe(404);
  expect((await admin.get(proxy('source:9999', '/'))).code).toBe(503);
  const down = await admin.get(proxy('down', '/'));
  expect(down.code).toBe(503);
  expect(down.body['message']).toContain('error trying to reach service');
});

test('pods/log shows the file of a Pod that has one', async () => {
  const { admin } = running;
  const path = join(folder, 'pod.log');
  const log = '/api/v1/namespaces/default/pods/logging/log';
  expect((await admin.get(log)).text).toBe('');
  const lines = [1, 2, 3].map((at) => `{"ts":"2026-01-01T00:00:0${at}.000Z","msg":"m${at}"}\n`);
  writeFileSync(path, `${lines.join('')}unfinished`);
  expect((await admin.get(log)).text).toBe(lines.join(''));
  expect((await admin.get(`${log}?tailLines=1`)).text).toBe(lines[2]);
  expect((await admin.get(`${log}?tailLines=0`)).text).toBe('');
  expect((await admin.get(`${log}?sinceTime=2026-01-01T00:00:02Z`)).text).toBe(
    lines.slice(1).join(''),
  );
  expect((await admin.get(`${log}?tailLines=1&timestamps=true`)).text).toBe(
    `2026-01-01T00:00:03.000Z ${lines[2]}`,
  );
  expect((await admin.get(`${log}?container=two`)).code).toBe(400);
  expect((await admin.get(`${log}?tailLines=x`)).code).toBe(400);
  expect((await admin.get('/api/v1/namespaces/default/pods/silent/log')).text).toBe('');
  expect((await admin.get('/api/v1/namespaces/default/pods/none/log')).code).toBe(404);
});

test('/metrics counts requests by what they were for', async () => {
  const { admin } = running;
  await admin.get('/api/v1/namespaces/default/pods/silent');
  await admin.get('/api/v1/namespaces/default/inventions/x');
  const { text } = await admin.get('/metrics');
  expect(text).toMatch(
    /^apiserver_request_total\{verb="GET",group="",version="v1",resource="pods",subresource="",dry_run="",code="200"\} \d+$/m,
  );
  expect(text).not.toContain('inventions');
  expect(text).toMatch(/^apiserver_longrunning_requests 0$/m);
});

test('pods/log follows the file', async () => {
  const path = join(folder, 'pod.log');
  writeFileSync(path, '{"n":1}\n');
  const log = '/api/v1/namespaces/default/pods/logging/log?follow=true';
  const followed = await running.admin.watch(log);
  expect(await followed.next()).toEqual({ n: 1 });
  appendFileSync(path, '{"n":2}\n{"n":');
  expect(await followed.next()).toEqual({ n: 2 });
  appendFileSync(path, '3}\n');
  expect(await followed.next()).toEqual({ n: 3 });
  writeFileSync(path, '{"n":4}\n');
  expect(await followed.next()).toEqual({ n: 4 });
  followed.close();
});
