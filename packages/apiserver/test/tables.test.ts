import type { JsonObject } from '@fluxts/base';
import { describe, expect, test } from 'vitest';
import type { TableLayout } from '../src/resource.ts';
import { customTable } from '../src/tables/custom.ts';
import { builtinTable } from '../src/tables/layouts.ts';

const now = new Date('2026-01-10T12:00:00Z');

function rowOf(table: TableLayout, object: JsonObject): Record<string, unknown> {
  const cells = table.cells(object, now);
  expect(cells).toHaveLength(table.columns.length);
  return Object.fromEntries(table.columns.map((column, index) => [column.name, cells[index]]));
}

function meta(name: string): JsonObject {
  return { name, creationTimestamp: '2026-01-08T10:00:00Z' };
}

describe('built-in kinds', () => {
  const pods = builtinTable({ group: '', plural: 'pods' });
  const pod = (status: JsonObject, more: JsonObject = {}): JsonObject => ({
    metadata: { ...meta('p'), ...more },
    spec: { containers: [{ name: 'a' }, { name: 'b' }], initContainers: [{ name: 'i' }] },
    status,
  });

  test('a pod that runs', () => {
    const running = { ready: true, restartCount: 2, state: { running: {} } };
    const last = { terminated: { finishedAt: '2026-01-10T11:00:00Z' } };
    const object = pod({
      phase: 'Running',
      containerStatuses: [running, { ...running, lastState: last }],
    });
    expect(rowOf(pods, object)).toMatchObject({
      Name: 'p',
      Ready: '2/2',
      Status: 'Running',
      Restarts: '4 (60m ago)',
      Age: '2d2h',
      IP: '<none>',
    });
  });

  test.each<[status: JsonObject, word: string]>([
    [
      {
        phase: 'Pending',
        containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff' } } }],
      },
      'ImagePullBackOff',
    ],
    [
      { phase: 'Pending', initContainerStatuses: [{ name: 'i', state: { running: {} } }] },
      'Init:0/1',
    ],
    [
      {
        phase: 'Pending',
        initContainerStatuses: [{ name: 'i', state: { waiting: { reason: 'CrashLoopBackOff' } } }],
      },
      'Init:CrashLoopBackOff',
    ],
    [
      { phase: 'Failed', containerStatuses: [{ state: { terminated: { exitCode: 3 } } }] },
      'ExitCode:3',
    ],
    [
      {
        phase: 'Succeeded',
        containerStatuses: [{ state: { terminated: { reason: 'Completed' } } }],
      },
      'Completed',
    ],
    [{ phase: 'Failed', reason: 'Evicted' }, 'Evicted'],
  ])('a pod with %j is %s', (status, word) => {
    expect(rowOf(pods, pod(status))).toMatchObject({ Status: word });
  });

  test('a pod that is deleted', () => {
    const object = pod({ phase: 'Running' }, { deletionTimestamp: '2026-01-10T12:00:00Z' });
    expect(rowOf(pods, object)).toMatchObject({ Status: 'Terminating' });
  });

  test('a deployment', () => {
    const object = {
      metadata: meta('web'),
      spec: {
        replicas: 3,
        selector: {
          matchLabels: { app: 'web' },
          matchExpressions: [{ key: 'x', operator: 'In', values: ['b', 'a'] }],
        },
        template: { spec: { containers: [{ name: 'c', image: 'i:1' }] } },
      },
      status: { readyReplicas: 2, updatedReplicas: 3, availableReplicas: 2 },
    };
    const table = builtinTable({ group: 'apps', plural: 'deployments' });
    expect(rowOf(table, object)).toEqual({
      Name: 'web',
      Ready: '2/3',
      'Up-to-date': 3,
      Available: 2,
      Age: '2d2h',
      Containers: 'c',
      Images: 'i:1',
      Selector: 'app=web,x in (a,b)',
    });
  });

  test('a service', () => {
    const table = builtinTable({ group: '', plural: 'services' });
    const object = {
      metadata: meta('s'),
      spec: {
        type: 'LoadBalancer',
        clusterIP: '10.0.0.1',
        ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }],
      },
      status: { loadBalancer: {} },
    };
    expect(rowOf(table, object)).toMatchObject({
      'Cluster-IP': '10.0.0.1',
      'External-IP': '<pending>',
      'Port(s)': '80:30080/TCP',
      Selector: '<none>',
    });
  });

  test('secrets show how much they hold, never what', () => {
    const table = builtinTable({ group: '', plural: 'secrets' });
    const row = rowOf(table, { metadata: meta('s'), type: 'Opaque', data: { a: 'c2VjcmV0' } });
    expect(row).toEqual({ Name: 's', Type: 'Opaque', Data: 1, Age: '2d2h' });
  });

  test('kinds without a table of their own show name and age', () => {
    const table = builtinTable({ group: 'resource.k8s.io', plural: 'deviceclasses' });
    expect(rowOf(table, { metadata: meta('d') })).toEqual({ Name: 'd', Age: '2d2h' });
  });
});

describe('custom kinds', () => {
  const object = {
    metadata: meta('tenant1'),
    spec: { url: 'http://example.com', count: 3 },
    status: {
      at: '2026-01-10T11:59:00Z',
      conditions: [{ type: 'Ready', status: 'True', message: 'Fetched revision: main@sha1:abc' }],
    },
  };

  test("show their definition's columns", () => {
    const table = customTable([
      { name: 'URL', type: 'string', jsonPath: '.spec.url' },
      { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
      {
        name: 'Status',
        type: 'string',
        jsonPath: '.status.conditions[?(@.type=="Ready")].message',
      },
      { name: 'Count', type: 'integer', jsonPath: '.spec.count', priority: 1 },
      { name: 'Seen', type: 'date', jsonPath: '.status.at' },
      { name: 'None', type: 'string', jsonPath: '.spec.none' },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ]);
    expect(rowOf(table, object)).toEqual({
      Name: 'tenant1',
      URL: 'http://example.com',
      Ready: 'True',
      Status: 'Fetched revision: main@sha1:abc',
      Count: 3,
      Seen: '60s',
      None: null,
      Age: '2d2h',
    });
    expect(table.columns[4]).toMatchObject({ name: 'Count', priority: 1 });
  });

  test('show their age without any', () => {
    expect(rowOf(customTable(undefined), object)).toEqual({ Name: 'tenant1', Age: '2d2h' });
  });
});
