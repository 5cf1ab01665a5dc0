import { getString } from '@fluxts/base';
import { expect, it } from 'vitest';
import { configMap, suiteOf } from './attempts.ts';
import { attacker } from './platform.ts';

const suite = suiteOf('rivals', [], ({ working }) => {
  working.write({
    'one/a.yaml': configMap('wanted', attacker, { by: 'one' }),
    'two/a.yaml': configMap('wanted', attacker, { by: 'two' }),
  });
});

it('slows down two Kustomizations of a tenant that want one object, so that they keep nobody busy', async () => {
  const { platform } = suite();
  await platform.kustomization('one', 'locked', { path: './one' });
  await platform.kustomization('two', 'locked', { path: './two' });
  const events = { apiVersion: 'v1', kind: 'Event', namespace: attacker };
  const { resourceVersion } = await platform.client.list(events);
  const signal = AbortSignal.timeout(20_000);
  const told: string[] = [];
  for await (const { type, object } of platform.client.watch(events, { resourceVersion, signal })) {
    if (type === 'BOOKMARK') continue;
    told.push(getString(object, 'reason') ?? '');
    if (told.at(-1) === 'DriftContested') break;
  }
  expect(told).toContain('DriftContested');
}, 30_000);
