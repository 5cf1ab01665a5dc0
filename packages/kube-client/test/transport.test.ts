import { afterEach, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import {
  createKubeClient,
  type KubeClient,
  type KubeClientOptions,
  type RequestReport,
} from '../src/index.ts';
import { type Answer, FakeApi, failure, json, withCore } from './fake-api.ts';

let api: FakeApi;
let client: KubeClient;
let pauses: number[];

async function start(
  answer: Answer,
  options: KubeClientOptions = {},
  cluster: { compression?: boolean } = {},
): Promise<void> {
  pauses = [];
  api = await FakeApi.start(withCore(answer));
  client = createKubeClient(
    { server: api.url, auth: {}, ...cluster },
    {
      sleep: (ms) => {
        pauses.push(ms);
        return Promise.resolve();
      },
      random: () => 0.5,
      ...options,
    },
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
};

/** Answers the n-th call by the n-th answer, and all further ones by the last. */
function inTurn(...answers: Answer[]): Answer {
  let turn = 0;
  return (seen, response) => answers[Math.min(turn++, answers.length - 1)]?.(seen, response);
}

const ok: Answer = (_seen, response) => json(response, object);
const reset: Answer = (_seen, response) => response.socket?.resetAndDestroy();

test('asks again when the server is busy, as long as it was told to wait', async () => {
  const busy: Answer = (_seen, response) =>
    failure(response, 429, 'TooManyRequests', 'busy', {}, { 'retry-after': '3' });
  await start(inTurn(busy, busy, ok));
  await client.create(object);
  expect(pauses).toEqual([3000, 3000]);
  expect(api.calls).toHaveLength(3);
});

test('gives up when it would wait beyond its time', async () => {
  const busy: Answer = (_seen, response) =>
    failure(response, 429, 'TooManyRequests', 'busy', {}, { 'retry-after': '60' });
  await start(busy);
  await expect(client.get(app, { timeoutMs: 5000 })).rejects.toMatchObject({
    code: 'TooManyRequests',
    retryAfterMs: 60_000,
  });
});

test('a server error without Retry-After is told at once', async () => {
  await start((_seen, response) => failure(response, 500, 'InternalError', 'etcd is sad'));
  await expect(client.get(app)).rejects.toMatchObject({ code: 'InternalError' });
  expect(api.calls).toHaveLength(1);
});

test('repeats a read and an apply after a reset connection, but no create', async () => {
  await start(inTurn(reset, ok));
  await client.get(app);
  api.answerWith(withCore(inTurn(reset, ok)));
  await client.apply(object, { fieldManager: 'me' });
  expect(pauses).toEqual([100, 100]);
  api.answerWith(withCore(inTurn(reset, ok)));
  await expect(client.create(object)).rejects.toMatchObject({ code: 'ConnectionFailed' });
  api.answerWith(withCore(inTurn(reset, ok)));
  const versioned = { metadata: { resourceVersion: '1' } };
  await expect(client.patch(app, versioned, { type: 'merge' })).rejects.toMatchObject({
    code: 'ConnectionFailed',
  });
});

test('repeats a read whose answer broke off', async () => {
  const half: Answer = (_seen, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('{"api', () => response.socket?.resetAndDestroy());
  };
  await start(inTurn(half, ok));
  expect(await client.get(app)).toEqual(object);
});

test('says at once that nobody listens', async () => {
  await start(ok);
  await client.get(app);
  await api.stop();
  await expect(client.get(app)).rejects.toMatchObject({ code: 'ConnectionFailed' });
  expect(pauses.length).toBeLessThan(2);
});

test('ends a call that takes too long, or whose caller leaves', async () => {
  await start(() => undefined);
  await client.mapper.resource(app);
  await expect(client.get(app, { timeoutMs: 20 })).rejects.toMatchObject({ code: 'Timeout' });
  const controller = new AbortController();
  const call = client.get(app, { signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(call).rejects.toMatchObject({ code: 'Aborted' });
  await expect(client.get(app, { signal: controller.signal })).rejects.toMatchObject({
    code: 'Aborted',
  });
});

test('closing ends the calls under way and refuses later ones', async () => {
  let asked: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => {
    asked = resolve;
  });
  await start(() => asked());
  const call = client.impersonate({ user: 'tenant' }).get(app);
  await arrived;
  client.close();
  await expect(call).rejects.toMatchObject({ code: 'Closed' });
  await expect(client.get(app)).rejects.toMatchObject({ code: 'Closed' });
});

test('reads compressed answers, and stops a bomb', async () => {
  await start(
    (seen, response) => {
      expect(seen.headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify(object)));
    },
    { maxResponseBytes: 100_000 },
    { compression: true },
  );
  api.answerWith((seen, response) => {
    if (seen.path === '/api/v1') withCore(() => undefined)(seen, response);
    else
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(object)));
  });
  expect(await client.get(app)).toEqual(object);
  api.answerWith((_seen, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(10_000_000)));
  });
  await expect(client.get(app)).rejects.toMatchObject({ code: 'ResponseTooLarge' });
});

test('keeps to its rate after a burst', async () => {
  await start(ok, { qps: 2, now: () => 0 });
  for (let count = 0; count < 6; count++) await client.get(app);
  // One request of the burst of four went to discovery.
  expect(pauses).toEqual([500, 1000, 1500]);
});

test('reports each request without its query', async () => {
  const reports: RequestReport[] = [];
  await start(ok, { onRequest: (report) => reports.push(report) });
  await client.apply(object, { fieldManager: 'me' });
  expect(reports.at(-1)).toMatchObject({
    verb: 'apply',
    method: 'PATCH',
    path: '/api/v1/namespaces/team/configmaps/app',
    status: 200,
  });
});

test('uses one socket for calls one after the other', async () => {
  const ports = new Set<number | undefined>();
  await start((_seen, response) => {
    ports.add(response.socket?.remotePort);
    json(response, object);
  });
  for (let count = 0; count < 5; count++) await client.get(app);
  expect(ports.size).toBe(1);
});

test('streams what it is not to read whole, and reads raw paths', async () => {
  await start((seen, response) => {
    if (seen.path.endsWith('/log')) {
      response.write('one\n');
      response.end('two\n');
    } else {
      response.end(`${seen.path}?${seen.query.toString()}`);
    }
  });
  const stream = await client.stream({ path: '/api/v1/namespaces/a/pods/b/log' });
  let text = '';
  for await (const chunk of stream.body) text += Buffer.from(chunk).toString();
  expect(text).toBe('one\ntwo\n');
  const answer = await client.request({
    path: '/version',
    query: { timeout: '3s', none: undefined },
  });
  expect(Buffer.from(answer.body).toString()).toBe('/version?timeout=3s');
  await expect(client.request({ path: '/api/../../x' })).rejects.toMatchObject({
    code: 'RequestInvalid',
  });
});

test('an answer that breaks before it is read harms nobody but its reader', async () => {
  await start((_seen, response) => {
    response.write('one');
  });
  const controller = new AbortController();
  const { body } = await client.stream({ path: '/logs', signal: controller.signal });
  controller.abort();
  await new Promise((resolve) => setImmediate(resolve));
  const reading = (async () => {
    for await (const chunk of body) void chunk;
  })();
  await expect(reading).rejects.toMatchObject({ code: 'Aborted' });
});
