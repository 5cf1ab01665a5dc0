import { checkHealth, compileHealthRules, waitForHealth } from '@fluxts/apply';
import { Cel } from '@fluxts/cel';
import type { JsonObject } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { useWorld } from './world.ts';

const world = useWorld();

function workload(name: string, annotations: Record<string, string> = {}): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: world.namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: { containers: [{ name: 'c', image: 'i:1' }] },
      },
    },
  };
}

describe('waiting for health', () => {
  it('ends when all objects are healthy', async () => {
    const { client } = world;
    const entries = await world.apply([workload('a'), workload('b'), world.configMap('c')]);
    const targets = entries.map(({ ref }) => ({ ref }));
    await waitForHealth(targets, { client, timeoutMs: 30_000 });
    const reports = await checkHealth(targets, { client });
    expect(reports.map(({ status }) => status?.status)).toEqual(['Current', 'Current', 'Current']);
  });

  it('says what is missing when the time is up', async () => {
    const { client, namespace } = world;
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'absent', namespace };
    await expect(waitForHealth([{ ref }], { client, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'Unhealthy',
      message: `timeout waiting for: [ConfigMap/${namespace}/absent status: 'NotFound']`,
    });
    await waitForHealth([{ ref, mayVanish: true }], { client, timeoutMs: 30_000 });
  });

  it('sees an object come that was not there', async () => {
    const { client, namespace } = world;
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'late', namespace };
    const waiting = waitForHealth([{ ref }], { client, timeoutMs: 30_000 });
    await client.create(world.configMap('late'));
    await waiting;
  });

  it('ends early when something has failed for good, unless told to wait', async () => {
    const { client, namespace } = world;
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', namespace };
    await world.apply([world.configMap('a')]);
    const options = { client, healthOf: () => ({ status: 'Failed', message: 'no' }) as const };
    await expect(waitForHealth([{ ref }], { ...options, timeoutMs: 30_000 })).rejects.toMatchObject(
      {
        code: 'Stalled',
        message: `failed early due to stalled resources: [ConfigMap/${namespace}/a status: 'Failed']`,
      },
    );
    await expect(
      waitForHealth([{ ref }], { ...options, failFast: false, timeoutMs: 50 }),
    ).rejects.toMatchObject({ code: 'Unhealthy' });
  });

  it('asks by name where it may not watch', async () => {
    const { client, namespace } = world;
    await world.apply([
      world.configMap('a'),
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'getter', namespace },
        rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
      },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: 'getter', namespace },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'getter' },
        subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'tenant' }],
      },
    ]);
    const tenant = client.impersonate({ user: 'tenant' });
    const ref = (kind: string) => ({ apiVersion: 'v1', kind, name: 'a', namespace });
    await waitForHealth([{ ref: ref('ConfigMap') }], { client: tenant, timeoutMs: 30_000 });
    await expect(
      waitForHealth([{ ref: ref('Secret') }], { client: tenant, timeoutMs: 100 }),
    ).rejects.toThrow(/Secret\/.*\/a status: 'Unknown': .*forbidden/);
  });

  it('ends with the reason of its signal', async () => {
    const { client, namespace } = world;
    const abort = new AbortController();
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'never', namespace };
    const waiting = waitForHealth([{ ref }], { client, timeoutMs: 30_000, signal: abort.signal });
    abort.abort(new Error('a new revision'));
    await expect(waiting).rejects.toThrow('a new revision');
  });

  it('judges by expressions where there are some', async () => {
    const { client } = world;
    const healthOf = compileHealthRules(new Cel(), [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        current: 'has(data.ready)',
        failed: 'has(data.broken)',
      },
    ]);
    const [entry] = await world.apply([world.configMap('a')]);
    const targets = [{ ref: entry!.ref }];
    const waiting = waitForHealth(targets, { client, healthOf, timeoutMs: 30_000 });
    await client.patch(entry!.ref, { data: { ready: 'yes' } }, { type: 'merge' });
    await waiting;
    expect(() =>
      compileHealthRules(new Cel(), [
        { apiVersion: 'v1', kind: 'A', current: 'true' },
        { apiVersion: 'v1', kind: 'A', current: 'true' },
      ]),
    ).toThrow('duplicate custom health check for A.');
  });
});
