import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKubeClient, type ExecAuth, type KubeClient } from '../src/index.ts';
import { FakeApi, failure, json, withCore } from './fake-api.ts';

let api: FakeApi;
let client: KubeClient;
let folder: string;
let time: number;
/** Tokens that the server takes; all when empty. */
let accepted: string[];

const app = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'team', name: 'app' };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  time = 1_000_000;
  accepted = [];
  api = await FakeApi.start(
    withCore((seen, response) => {
      const token = (seen.headers.authorization ?? '').replace('Bearer ', '');
      if (accepted.length > 0 && !accepted.includes(token)) {
        failure(response, 401, 'Unauthorized', 'Unauthorized');
      } else {
        json(response, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app' } });
      }
    }),
  );
});

afterEach(async () => {
  client.close();
  await api.stop();
  rmSync(folder, { recursive: true });
});

function lastToken(): string | undefined {
  return api.calls.at(-1)?.headers.authorization;
}

/** A plugin that prints a numbered token and counts how often it ran. */
function plugin(status: string, apiVersion = 'client.authentication.k8s.io/v1'): ExecAuth {
  const script = join(folder, 'plugin.sh');
  writeFileSync(
    script,
    `#!/bin/sh
echo run >> "$COUNT"
n=$(wc -l < "$COUNT" | tr -d ' ')
echo "$KUBERNETES_EXEC_INFO" > "${join(folder, 'info')}"
cat <<END
{"apiVersion":"${apiVersion}","kind":"ExecCredential","status":${status}}
END
`,
  );
  chmodSync(script, 0o700);
  return {
    apiVersion: 'client.authentication.k8s.io/v1',
    command: './plugin.sh',
    args: [],
    env: { COUNT: join(folder, 'count') },
    provideClusterInfo: true,
    interactiveMode: 'Never',
    directory: folder,
  };
}

function useExec(exec: ExecAuth): void {
  client = createKubeClient(
    { server: api.url, auth: { exec } },
    { now: () => time, execEnv: { PATH: '/usr/bin:/bin' } },
  );
}

function runs(): number {
  return readFileSync(join(folder, 'count'), 'utf8').trim().split('\n').length;
}

test('runs a credential plugin once for many calls, and again when its token ends', async () => {
  const expiry = new Date(time + 60_000).toISOString();
  useExec(plugin(`{"token":"t$n","expirationTimestamp":"${expiry}"}`));
  await Promise.all([client.get(app), client.get(app), client.get(app)]);
  expect(runs()).toBe(1);
  expect(lastToken()).toBe('Bearer t1');
  const info = JSON.parse(readFileSync(join(folder, 'info'), 'utf8')) as {
    spec: { cluster: { server: string } };
  };
  expect(info.spec.cluster.server).toBe(api.url);
  time += 55_000;
  await client.get(app);
  expect(lastToken()).toBe('Bearer t2');
});

test('runs the plugin anew when the server does not take its token, once', async () => {
  useExec(plugin('{"token":"t$n"}'));
  accepted = ['t2'];
  await client.get(app);
  expect(lastToken()).toBe('Bearer t2');
  accepted = ['none'];
  await expect(client.get(app)).rejects.toMatchObject({ code: 'Unauthorized' });
  expect(runs()).toBe(3);
});

test.each([
  ['prints no JSON', 'oops', 'did not print JSON'],
  ['prints nothing useful', '{}', 'neither a token nor a certificate'],
  ['prints a certificate alone', '{"clientCertificateData":"x"}', 'without its key'],
])('says what is wrong when a plugin %s, and shows none of it', async (_what, status, message) => {
  useExec(plugin(status));
  const error = (await client.get(app).catch((thrown: unknown) => thrown)) as Error;
  expect(error).toMatchObject({ code: 'ExecFailed' });
  expect(error.message).toContain(message);
  expect(error.message).not.toContain('oops');
});

test('says that a plugin is not installed, with its hint', async () => {
  useExec({ ...plugin('{}'), command: 'no-such-plugin', installHint: 'get it at example.com' });
  await expect(client.get(app)).rejects.toThrow(/not installed[^]*get it at example.com/);
});

test('says that a plugin failed, or needs a terminal', async () => {
  useExec({ ...plugin('{}'), command: 'false' });
  await expect(client.get(app)).rejects.toThrow(
    'the credential plugin false failed with exit code 1',
  );
  client.close();
  useExec({ ...plugin('{"token":"t"}'), interactiveMode: 'Always' });
  await expect(client.get(app)).rejects.toThrow('no terminal');
});

test('runs no plugin where none may run', () => {
  const exec = plugin('{}');
  expect(() => createKubeClient({ server: api.url, auth: { exec } }, { allowExec: false })).toThrow(
    'may not be run here',
  );
  client = createKubeClient({ server: api.url, auth: {} });
});

test('reads a token file again once it may have been renewed', async () => {
  const tokenFile = join(folder, 'token');
  writeFileSync(tokenFile, 'first\n');
  client = createKubeClient({ server: api.url, auth: { tokenFile } }, { now: () => time });
  await client.get(app);
  expect(lastToken()).toBe('Bearer first');
  writeFileSync(tokenFile, 'second\n');
  await client.get(app);
  expect(lastToken()).toBe('Bearer first');
  time += 61_000;
  await client.get(app);
  expect(lastToken()).toBe('Bearer second');
  writeFileSync(tokenFile, 'third\n');
  accepted = ['third'];
  await client.get(app);
  expect(lastToken()).toBe('Bearer third');
});

test('sends basic authentication', async () => {
  client = createKubeClient({ server: api.url, auth: { username: 'u', password: 'p' } });
  await client.get(app);
  expect(lastToken()).toBe(`Basic ${btoa('u:p')}`);
});
