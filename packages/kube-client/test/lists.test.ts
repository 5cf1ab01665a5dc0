import { afterEach, expect, test } from 'vitest';
import { createKubeClient, type KubeClient } from '../src/index.ts';
import { type Answer, FakeApi, failure, json, withCore } from './fake-api.ts';

let api: FakeApi;
let client: KubeClient;

async function start(answer: Answer): Promise<void> {
  api = await FakeApi.start(withCore(answer));
  client = createKubeClient({ server: api.url, auth: {} }, { pageSize: 2 });
}

afterEach(async () => {
  client.close();
  await api.stop();
});

const configMaps = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'team' };

test('reads a list page by page, and names the kind of each item', async () => {
  await start((seen, response) => {
    const second = seen.query.get('continue') === 'more';
    json(response, {
      kind: 'ConfigMapList',
      metadata: { resourceVersion: '7', ...(second ? {} : { continue: 'more' }) },
      items: second
        ? [{ metadata: { name: 'c' } }]
        : [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
    });
  });
  const list = await client.list(configMaps, { labelSelector: 'a=b', resourceVersion: '0' });
  expect(list.items.map((item) => `${item.kind}/${item.metadata.name}`)).toEqual([
    'ConfigMap/a',
    'ConfigMap/b',
    'ConfigMap/c',
  ]);
  expect(list.resourceVersion).toBe('7');
  expect(api.calls.map((call) => call.query.toString())).toEqual([
    'labelSelector=a%3Db&resourceVersion=0&limit=2',
    'labelSelector=a%3Db&limit=2&continue=more',
  ]);
});

test('starts over in one piece when a page comes too late', async () => {
  await start((seen, response) => {
    if (seen.query.has('continue')) {
      failure(response, 410, 'Expired', 'too old');
      return;
    }
    const whole = !seen.query.has('limit');
    json(response, {
      metadata: { resourceVersion: '9', ...(whole ? {} : { continue: 'x' }) },
      items: [{ metadata: { name: 'a' } }],
    });
  });
  const list = await client.list(configMaps);
  expect(list.items).toHaveLength(1);
  expect(list.resourceVersion).toBe('9');
});

test('asks for metadata only, and drops the rest should it come', async () => {
  await start((_seen, response) =>
    json(response, {
      kind: 'PartialObjectMetadataList',
      metadata: { resourceVersion: '1' },
      items: [
        { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { name: 'a' } },
        { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'b' }, data: { secret: 'x' } },
      ],
    }),
  );
  const list = await client.listMetadata(configMaps);
  expect(api.calls[0]?.headers.accept).toContain('as=PartialObjectMetadataList');
  expect(list.items).toEqual([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' } },
  ]);
});

test('has the server print a table', async () => {
  await start((_seen, response) =>
    json(response, {
      kind: 'Table',
      metadata: { resourceVersion: '5' },
      columnDefinitions: [
        { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
      ],
      rows: [{ cells: ['a'], object: { metadata: { name: 'a' } } }],
    }),
  );
  const table = await client.table(configMaps);
  expect(table.columns[0]?.name).toBe('Name');
  expect(table.rows[0]?.cells).toEqual(['a']);
  expect(api.calls[0]?.headers.accept).toContain('as=Table');
});

test('lists one namespace or all, and cluster-scoped kinds whatever namespace is given', async () => {
  await start((_seen, response) => json(response, { metadata: {}, items: [] }));
  await client.list({ apiVersion: 'v1', kind: 'ConfigMap' });
  await client.list({ apiVersion: 'v1', kind: 'Namespace', namespace: 'team' });
  expect(api.calls.map((call) => call.path)).toEqual(['/api/v1/configmaps', '/api/v1/namespaces']);
});
