import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createKubeClient,
  type KubeClient,
  KubeClientError,
  parseKubeconfig,
  resolveKubeconfig,
} from '../src/index.ts';
import { FakeApi, withCore } from './fake-api.ts';

let api: FakeApi;
let client: KubeClient;

beforeAll(async () => {
  api = await FakeApi.start(() => undefined);
  client = createKubeClient({ server: api.url, auth: {} }, { sleep: () => Promise.resolve() });
});

afterAll(async () => {
  client.close();
  await api.stop();
});

const app = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'team', name: 'app' };

/** Reads a kubeconfig as a tenant's; what is wrong with it must be told as a KubeClientError. */
function readAsTenant(text: string): void {
  try {
    resolveKubeconfig(parseKubeconfig([{ text }]), { allowExec: false, allowFiles: false });
  } catch (error) {
    if (!(error instanceof KubeClientError)) throw error;
  }
}

test('any text is a kubeconfig or told not to be', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), readAsTenant));
});

test('any values in a kubeconfig are read or refused', () => {
  const value = fc.jsonValue({ depthSize: 'small' });
  const named = (key: string): fc.Arbitrary<unknown> =>
    fc.oneof(
      value,
      fc.array(
        fc.oneof(value, fc.record({ name: fc.oneof(fc.constant('a'), value), [key]: value })),
      ),
    );
  const context = { name: 'a', context: { cluster: 'a', user: 'a' } };
  const config = fc.record({
    'current-context': fc.oneof(fc.constant('a'), value),
    contexts: fc.oneof(fc.constant([context]), named('context')),
    clusters: fc.oneof(
      fc.constant([{ name: 'a', cluster: { server: 'https://x' } }]),
      named('cluster'),
    ),
    users: named('user'),
  });
  fc.assert(fc.property(config, (made) => readAsTenant(JSON.stringify(made))));
});

test('any name asks about that object or about none', async () => {
  api.answerWith(
    withCore((_seen, response) =>
      response.end('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"}}'),
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (name) => {
      const before = api.seen.length;
      try {
        await client.get({ ...app, name });
      } catch (error) {
        if (!(error instanceof KubeClientError)) throw error;
        return;
      }
      const asked = api.seen.slice(before).filter((seen) => seen.path !== '/api/v1');
      expect(asked.map((seen) => decodeURIComponent(seen.path))).toEqual([
        `/api/v1/namespaces/team/configmaps/${name}`,
      ]);
    }),
  );
});

test('any answer is an object or told not to be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (answer) => {
      api.answerWith(withCore((_seen, response) => response.end(answer)));
      try {
        expect(typeof (await client.get(app)).metadata).toBe('object');
      } catch (error) {
        if (!(error instanceof KubeClientError)) throw error;
      }
    }),
  );
});

test('events arrive whole however they are cut', async () => {
  const names = fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(names, fc.infiniteStream(fc.nat({ max: 20 })), async (made, cuts) => {
      const lines = made.map((name) => {
        const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } };
        return `${JSON.stringify({ type: 'ADDED', object })}\n`;
      });
      api.answerWith(
        withCore((_seen, response) => {
          let rest = Buffer.from(lines.join(''));
          while (rest.length > 0) {
            const cut = Number(cuts.next().value) + 1;
            response.write(rest.subarray(0, cut));
            rest = rest.subarray(cut);
          }
        }),
      );
      const got: string[] = [];
      for await (const { object } of client.watch(app, { resourceVersion: '1' })) {
        got.push(object.metadata.name);
        if (got.length === made.length) break;
      }
      expect(got).toEqual(made);
    }),
    { numRuns: 30 },
  );
});
