import { inspect } from 'node:util';
import { applySet } from '@fluxts/apply';
import type { JsonObject } from '@fluxts/base';
import { KubeApiError, type KubeClient } from '@fluxts/kube-client';
import { expect, it } from 'vitest';
import { useWorld } from './world.ts';

const world = useWorld();

it.each<readonly [string, JsonObject]>([
  ['a number', { data: { a: 8731462 } }],
  ['no base64', { data: { a: 'hunter2!8731462' } }],
  ['a mapping', { data: { a: { hunter2: '8731462' } } }],
  ['a list', { data: ['hunter2'] }],
  ['a text', { data: 'hunter2' }],
])('a Secret with %s for data is refused without a word of it', async (_, rest) => {
  const metadata = { name: 'a', namespace: world.namespace };
  const error = await world
    .apply([{ apiVersion: 'v1', kind: 'Secret', metadata, ...rest }])
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect((error as Error).message).toContain(`Secret/${world.namespace}/a dry-run failed`);
  expect(inspect(error)).not.toMatch(/hunter2|8731462/);
});

it.each(['dry-run failed', 'apply failed'])(
  'what a server quotes of a Secret is cut where the %s',
  async (stage) => {
    const message =
      'failed to create typed patch object (ns/a; /v1, Kind=Secret): .data.a: expected string, got &value.valueUnstructured{Value:"hunter2\n{}"}';
    const client = {
      apply: (manifest: JsonObject, { dryRun }: { readonly dryRun?: boolean }) =>
        stage === 'apply failed' && dryRun === true
          ? Promise.resolve(manifest)
          : Promise.reject(
              new KubeApiError('InternalError', {
                status: 500,
                reason: '',
                message,
                verb: 'apply',
              }),
            ),
    } as unknown as KubeClient;
    const owner = { name: 'app', namespace: 'ns' };
    const told = async (kind: string): Promise<string> => {
      const manifest = { apiVersion: 'v1', kind, metadata: { name: 'a', namespace: 'ns' } };
      const error: unknown = await applySet([manifest], { client, owner }).catch((e: unknown) => e);
      return (error as Error).message;
    };
    expect(await told('Secret')).toMatch(
      new RegExp(String.raw`^Secret/ns/a ${stage}: .*valueUnstructured\{Value:\*\*\*\}$`),
    );
    expect(await told('ConfigMap')).toContain('hunter2');
  },
);
