import { afterEach, expect, test } from 'vitest';
import { createKubeClient, type KubeClient } from '../src/index.ts';
import { type Answer, coreResources, FakeApi, failure, json } from './fake-api.ts';

let api: FakeApi;
let client: KubeClient;
let time: number;

async function start(answer: Answer): Promise<void> {
  time = 0;
  api = await FakeApi.start(answer);
  client = createKubeClient({ server: api.url, auth: {} }, { now: () => time });
}

afterEach(async () => {
  client.close();
  await api.stop();
});

const apps = {
  kind: 'APIResourceList',
  groupVersion: 'apps/v1',
  resources: [
    {
      name: 'deployments',
      singularName: 'deployment',
      namespaced: true,
      kind: 'Deployment',
      verbs: ['get'],
      shortNames: ['deploy'],
      categories: ['all'],
    },
    { name: 'deployments/status', namespaced: true, kind: 'Deployment', verbs: ['get'] },
    { name: 'deployments/scale', namespaced: true, kind: 'Scale', verbs: ['get'] },
  ],
};
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: 'deployments',
  singularName: 'deployment',
  namespaced: true,
  verbs: ['get'],
  shortNames: ['deploy'],
  categories: ['all'],
  subresources: ['status', 'scale'],
};

const legacy: Answer = (seen, response) => {
  if (seen.path === '/api') json(response, { kind: 'APIVersions', versions: ['v1'] });
  else if (seen.path === '/api/v1') json(response, coreResources);
  else if (seen.path === '/apis/apps/v1') json(response, apps);
  else if (seen.path === '/apis') {
    const version = { groupVersion: 'apps/v1', version: 'v1' };
    const broken = { groupVersion: 'metrics.k8s.io/v1', version: 'v1' };
    json(response, {
      kind: 'APIGroupList',
      groups: [
        { name: 'apps', versions: [version], preferredVersion: version },
        { name: 'metrics.k8s.io', versions: [broken], preferredVersion: broken },
      ],
    });
  } else failure(response, 503, 'ServiceUnavailable', 'down');
};

test('maps a kind with one small request', async () => {
  await start(legacy);
  expect(await client.mapper.resource({ apiVersion: 'apps/v1', kind: 'Deployment' })).toEqual(
    deployment,
  );
  await client.mapper.resource({ apiVersion: 'apps/v1', kind: 'Deployment' });
  expect(api.seen).toHaveLength(1);
});

test('lists all groups of an old server, and marks what is down', async () => {
  await start(legacy);
  const groups = await client.mapper.groups();
  expect(groups.map((group) => group.name)).toEqual(['', 'apps', 'metrics.k8s.io']);
  expect(groups[1]?.versions[0]?.resources).toEqual([deployment]);
  expect(groups[2]?.versions[0]).toMatchObject({ stale: true, resources: [] });
});

test('lists all groups with two requests where discovery is aggregated', async () => {
  await start((seen, response) => {
    expect(seen.headers.accept).toContain('g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList');
    const version = {
      version: 'v1',
      freshness: 'Current',
      resources: [
        {
          resource: 'deployments',
          responseKind: { group: 'apps', version: 'v1', kind: 'Deployment' },
          scope: 'Namespaced',
          singularResource: 'deployment',
          shortNames: ['deploy'],
          categories: ['all'],
          verbs: ['get'],
          subresources: [{ subresource: 'status' }, { subresource: 'scale' }],
        },
      ],
    };
    const items =
      seen.path === '/apis' ? [{ metadata: { name: 'apps' }, versions: [version] }] : [];
    json(response, { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', items });
  });
  const groups = await client.mapper.groups();
  expect(groups[0]?.versions[0]?.resources).toEqual([deployment]);
  await client.mapper.resource({ apiVersion: 'apps/v1', kind: 'Deployment' });
  expect(api.seen).toHaveLength(2);
});

test('looks again for a kind that was missing, but not at every turn', async () => {
  let installed = false;
  await start((_seen, response) => {
    if (installed) json(response, apps);
    else response.writeHead(404).end('404 page not found\n');
  });
  const kind = { apiVersion: 'apps/v1', kind: 'Deployment' };
  await expect(client.mapper.resource(kind)).rejects.toMatchObject({ code: 'NoKindMatch' });
  installed = true;
  await expect(client.mapper.resource(kind)).rejects.toMatchObject({ code: 'NoKindMatch' });
  expect(api.seen).toHaveLength(1);
  time += 1_000;
  expect(await client.mapper.resource(kind)).toEqual(deployment);
});

test('forgets on demand', async () => {
  await start(legacy);
  const kind = { apiVersion: 'apps/v1', kind: 'Deployment' };
  await client.mapper.resource(kind);
  client.mapper.invalidate('apps/v1');
  await client.mapper.resource(kind);
  expect(api.seen).toHaveLength(2);
});

test('looks afresh when a known kind has moved to another path', async () => {
  let name = 'old';
  await start((seen, response) => {
    if (seen.path === '/apis/apps/v1') {
      json(response, { ...apps, resources: [{ ...apps.resources[0], name }] });
    } else if (seen.path.includes(`/${name}`)) {
      json(response, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'x' } });
    } else response.writeHead(404).end('404 page not found\n');
  });
  const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'a', name: 'x' };
  await client.get(ref);
  name = 'new';
  await client.get(ref);
  expect(api.seen.at(-1)?.path).toContain('/new/');
});

test('an apiVersion from a manifest cannot climb out of its path', async () => {
  await start((_seen, response) => response.writeHead(404).end());
  for (const apiVersion of ['../v1', '\ud800/v1']) {
    const kind = { apiVersion, kind: 'X' };
    await expect(client.mapper.resource(kind)).rejects.toMatchObject({ code: 'NoKindMatch' });
  }
  expect(api.seen.map((seen) => seen.path)).toEqual(['/apis/-../v1', '/apis/-/v1']);
});
