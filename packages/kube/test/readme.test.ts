import { expect, it } from 'vitest';
import { builtinSchemas, serverSideApply, statusOf } from '../src/index.ts';

it('the example of the README holds', () => {
  const schema = builtinSchemas.schemaOf('v1', 'ConfigMap');
  if (schema === undefined) throw new Error('no such kind');
  const configMap = (data: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'settings', namespace: 'tenant' },
    data,
  });
  const time = '2026-01-01T00:00:00Z';
  const options = { schema, manager: 'kustomize-controller', force: true, time };
  const first = serverSideApply({
    ...options,
    live: undefined,
    applied: configMap({ a: '1', b: '2' }),
  });
  const second = serverSideApply({
    ...options,
    live: first.object,
    applied: configMap({ a: '1' }),
  });
  expect(second.object['data']).toEqual({ a: '1' });
  const third = serverSideApply({
    ...options,
    live: second.object,
    applied: configMap({ a: '1' }),
  });
  expect(third.changed).toBe(false);
  expect(statusOf(second.object).status).toBe('Current');
});
