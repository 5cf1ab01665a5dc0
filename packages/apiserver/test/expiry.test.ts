import { getPath, getString } from '@fluxts/base';
import { expect, test } from 'vitest';
import { Client } from './support/client.ts';
import { startTestServer } from './support/fixtures.ts';

test('a token ends when its time is up', async () => {
  let time = new Date();
  const running = await startTestServer({ now: () => time });
  const path = '/api/v1/namespaces/default/serviceaccounts/default/token';
  const { body } = await running.admin.post(path, { spec: { expirationSeconds: 600 } });
  const ends = Date.parse(getString(body, 'status', 'expirationTimestamp') ?? '');
  expect(ends - time.getTime()).toBeGreaterThan(599_000);
  expect(getPath(body, 'spec', 'expirationSeconds')).toBe(600);
  const token = getString(body, 'status', 'token') ?? '';
  const robot = new Client(running.server.adminClientConfig, token);
  expect((await robot.get('/api')).code).toBe(200);
  time = new Date(time.getTime() + 601_000);
  expect((await robot.get('/api')).code).toBe(401);
  const tooShort = await running.admin.post(path, { spec: { expirationSeconds: 5 } });
  expect(tooShort.code).toBe(400);
  robot.close();
  await running.close();
});
