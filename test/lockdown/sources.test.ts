import type { JsonObject } from '@fluxts/base';
import { describe, expect, it } from 'vitest';
import { configMap, suiteOf } from './attempts.ts';
import { attacker, readyOf, victim } from './platform.ts';

const suite = suiteOf('sources', [], async ({ platform }) => {
  await platform.repository(victim, 'app', { 'a.yaml': configMap('theirs', victim) });
});
let made = 0;

/** What a GitRepository of the attacker comes to. */
async function failure(spec: JsonObject): Promise<{ reason: string; message: string }> {
  const { platform } = suite();
  const name = `source-${++made}`;
  await platform.gitRepository(attacker, name, { url: platform.urlOf(`${attacker}-app`), ...spec });
  const { reason, message } = readyOf(await platform.untilRepository(attacker, name, 'False'))!;
  return { reason, message };
}

describe('a GitRepository of a tenant', () => {
  it.each([
    'file:///etc',
    '/etc',
    '../team-b-app',
    'ext::sh -c "touch /tmp/escaped"',
    'git://127.0.0.1/a',
  ])('is not let in with the URL %s', async (url) => {
    const { platform } = suite();
    await expect(platform.gitRepository(attacker, 'local', { url })).rejects.toThrow(/spec\.url/);
  });

  it('cannot pass an option to ssh as a host', async () => {
    const { reason } = await failure({ url: 'ssh://-oProxyCommand=touch%20escaped/x' });
    expect(reason).toMatch(/URLInvalid|AuthenticationFailed|GitOperationFailed/);
  });

  it.each(['secretRef', 'proxySecretRef'])(
    'cannot name a path for a Secret in %s',
    async (field) => {
      const { reason, message } = await failure({
        [field]: { name: '../../team-b/secrets/private' },
      });
      expect(reason).toBe('AuthenticationFailed');
      expect(message).toContain('cannot be a name');
    },
  );

  it('cannot include a repository of another namespace', async () => {
    const { reason } = await failure({ include: [{ repository: { name: '../team-b/app' } }] });
    expect(reason).toBe('NotFound');
  });

  it('cannot include from above the other repository', async () => {
    const { reason } = await failure({
      include: [{ repository: { name: 'app' }, fromPath: '../../team-b/app' }],
    });
    expect(reason).toBe('IllegalPath');
  });
});

it.each([
  '',
  'gitrepository/',
  'gitrepository/team-b/',
  'gitrepository/team-b/app/',
  'gitrepository/team-b/app/latest.tar.gz',
  '..%2f..%2fetc/passwd',
])('lists no artifacts at /%s', async (path) => {
  const { platform } = suite();
  const answer = await fetch(`http://${platform.artifactAddress}/${path}`);
  expect(answer.status).toBe(404);
});
