import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createKubeClient, isExpired, type KubeClient } from '../src/index.ts';
import { type Answer, FakeApi, failure, withCore } from './fake-api.ts';

let api: FakeApi;
let client: KubeClient;
let pauses: number[];

async function start(answer: Answer): Promise<void> {
  pauses = [];
  api = await FakeApi.start(withCore(answer));
  client = createKubeClient(
    { server: api.url, auth: {} },
    {
      random: () => 0.5,
      sleep: (ms) => {
        pauses.push(ms);
        return new Promise((resolve) => setImmediate(resolve));
      },
    },
  );
}

afterEach(async () => {
  client.close();
  await api.stop();
});

const configMaps = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'team' };

function event(type: string, name: string, resourceVersion: string): string {
  const object = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name, resourceVersion } };
  return `${JSON.stringify({ type, object })}\n`;
}

/** Collects events until there are `count`; then the watch is left. */
async function collect(count: number, options: { signal?: AbortSignal } = {}): Promise<string[]> {
  const got: string[] = [];
  for await (const { type, object } of client.watch(configMaps, {
    resourceVersion: '1',
    ...options,
  })) {
    got.push(`${type} ${object.metadata.name}@${object.metadata.resourceVersion}`);
    if (got.length >= count) break;
  }
  return got;
}

test('hands on events however the bytes are cut', async () => {
  await start((_seen, response) => {
    const bytes = Buffer.from(event('ADDED', 'ä', '2') + event('MODIFIED', 'ä', '3'));
    for (let at = 0; at < bytes.length; at += 7) response.write(bytes.subarray(at, at + 7));
  });
  expect(await collect(2)).toEqual(['ADDED ä@2', 'MODIFIED ä@3']);
  const { query } = api.calls[0]!;
  expect(query.get('watch')).toBe('1');
  expect(query.get('allowWatchBookmarks')).toBe('true');
  expect(Number(query.get('timeoutSeconds'))).toBe(450);
});

test('goes on from the last version seen, bookmarks included, when the connection breaks', async () => {
  const broken: unknown[] = [];
  await start((seen, response) => {
    const from = seen.query.get('resourceVersion');
    if (from === '1') {
      response.write(event('ADDED', 'a', '2') + event('BOOKMARK', '', '5'), () =>
        setImmediate(() => response.socket?.resetAndDestroy()),
      );
    } else {
      response.write(event('ADDED', 'b', '6'));
    }
  });
  const got: string[] = [];
  for await (const { type, object } of client.watch(configMaps, {
    resourceVersion: '1',
    onConnection: (error) => broken.push(error),
  })) {
    got.push(`${type}@${object.metadata.resourceVersion}`);
    if (got.length === 3) break;
  }
  expect(got).toEqual(['ADDED@2', 'BOOKMARK@5', 'ADDED@6']);
  expect(api.calls.map((call) => call.query.get('resourceVersion'))).toEqual(['1', '5']);
  expect(broken).toHaveLength(3);
  expect(broken[0]).toBeUndefined();
  expect(broken[1]).toBeInstanceOf(Error);
});

test.each([
  ['as an answer', (response: ServerResponse) => failure(response, 410, 'Expired', 'too old')],
  [
    'as an event',
    (response: ServerResponse) =>
      response.write(
        `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } })}\n`,
      ),
  ],
])('ends when its version is gone, said %s', async (_how, answer) => {
  await start((_seen, response) => {
    answer(response);
  });
  const error = await collect(1).catch((thrown: unknown) => thrown);
  expect(isExpired(error)).toBe(true);
});

test('ends when it is refused', async () => {
  await start((_seen, response) => failure(response, 403, 'Forbidden', 'no'));
  await expect(collect(1)).rejects.toMatchObject({ code: 'Forbidden' });
});

test('pauses longer and longer while the server is down, and not once it is up', async () => {
  let attempts = 0;
  await start((_seen, response) => {
    attempts++;
    if (attempts < 5) response.socket?.resetAndDestroy();
    else response.write(event('ADDED', 'a', '2'));
  });
  // The transport itself repeats a read four times; the watch pauses beyond that.
  expect(await collect(1)).toEqual(['ADDED a@2']);
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
  expect(pauses.length).toBeGreaterThan(2);
});

test('a loop over it ends without an error when its signal is aborted', async () => {
  await start((_seen, response) => response.write(event('ADDED', 'a', '2')));
  const controller = new AbortController();
  const got: string[] = [];
  for await (const { type } of client.watch(configMaps, {
    resourceVersion: '1',
    signal: controller.signal,
  })) {
    got.push(type);
    controller.abort();
  }
  expect(got).toEqual(['ADDED']);
});

test('leaving the loop closes the connection', async () => {
  let closed: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    closed = resolve;
  });
  await start((_seen, response) => {
    response.once('close', closed);
    response.write(event('ADDED', 'a', '2'));
  });
  await collect(1);
  await gone;
});

test('asks for metadata only, and keeps no more', async () => {
  await start((_seen, response) => {
    const object = {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name: 'a', resourceVersion: '2' },
      data: {},
    };
    response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
  });
  for await (const { object } of client.watch(configMaps, {
    resourceVersion: '1',
    metadataOnly: true,
  })) {
    expect(object).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', resourceVersion: '2' },
    });
    break;
  }
  expect(api.calls[0]?.headers.accept).toContain('as=PartialObjectMetadata;');
});

test('watches take no socket from requests', async () => {
  await start((seen, response) => {
    if (seen.query.has('watch')) response.write(event('ADDED', 'a', '2'));
    else response.end(JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }));
  });
  const narrow = createKubeClient({ server: api.url, auth: {} }, { maxSockets: 1 });
  const watches = await Promise.all(
    [1, 2, 3].map(async () => {
      const events = narrow.watch(configMaps, { resourceVersion: '1' })[Symbol.asyncIterator]();
      await events.next();
      return events;
    }),
  );
  await narrow.get({ ...configMaps, name: 'a' });
  await Promise.all(watches.map(async (events) => await events.return?.()));
  narrow.close();
});
