import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  inClusterConfig,
  KubeClientError,
  loadKubeconfig,
  parseKubeconfig,
  resolveKubeconfig,
} from '../src/index.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function config(user: string, cluster = 'server: https://one.example:6443'): string {
  return `apiVersion: v1
kind: Config
current-context: main
contexts:
- name: main
  context: {cluster: one, user: me, namespace: team}
clusters:
- name: one
  cluster: {${cluster}}
users:
- name: me
  user: ${user}
`;
}

function resolveText(text: string, options = {}): ReturnType<typeof resolveKubeconfig> {
  return resolveKubeconfig(parseKubeconfig([{ text, directory: folder }]), options);
}

test('resolves the current context', () => {
  expect(resolveText(config('{token: abc}'))).toMatchObject({
    server: 'https://one.example:6443',
    namespace: 'team',
    auth: { token: 'abc' },
  });
});

test('merges files: the first that has a name wins, missing files are skipped', () => {
  const first = join(folder, 'first');
  const second = join(folder, 'second');
  writeFileSync(first, config('{token: first}'));
  writeFileSync(
    second,
    `current-context: other
contexts: [{name: other, context: {cluster: two, user: me}}]
clusters: [{name: two, cluster: {server: 'https://two'}}, {name: one, cluster: {server: 'https://wrong'}}]
users: [{name: me, user: {token: second}}]
`,
  );
  const merged = loadKubeconfig([join(folder, 'none'), '', first, second]);
  expect(merged.currentContext).toBe('main');
  expect(resolveKubeconfig(merged)).toMatchObject({ server: 'https://one.example:6443' });
  expect(resolveKubeconfig(merged, { context: 'other' })).toMatchObject({
    server: 'https://two',
    auth: { token: 'first' },
  });
});

test('takes certificates inline before files, and files relative to the kubeconfig', () => {
  writeFileSync(join(folder, 'ca.pem'), 'CA');
  writeFileSync(join(folder, 'cert.pem'), 'CERT');
  const user = `{client-certificate: cert.pem, client-key-data: ${btoa('KEY')}}`;
  const resolved = resolveText(config(user, 'server: https://x, certificate-authority: ca.pem'));
  expect(resolved).toMatchObject({ caData: 'CA', auth: { certificate: 'CERT', key: 'KEY' } });
});

test('reads the rarer settings', () => {
  const cluster =
    'server: https://x, tls-server-name: api.internal, proxy-url: http://p:3128, insecure-skip-tls-verify: true, disable-compression: true';
  const user =
    '{username: u, password: p, as: boss, as-uid: "7", as-groups: [g], as-user-extra: {k: [v]}, tokenFile: token}';
  expect(resolveText(config(user, cluster))).toMatchObject({
    tlsServerName: 'api.internal',
    proxyUrl: 'http://p:3128',
    insecureSkipTlsVerify: true,
    compression: false,
    auth: { username: 'u', password: 'p', tokenFile: join(folder, 'token') },
    impersonate: { user: 'boss', uid: '7', groups: ['g'], extra: { k: ['v'] } },
  });
});

test('reads an exec plugin', () => {
  const exec =
    '{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./get, args: [a], env: [{name: NAME, value: v}], provideClusterInfo: true, interactiveMode: Never}}';
  expect(resolveText(config(exec)).auth.exec).toEqual({
    apiVersion: 'client.authentication.k8s.io/v1',
    command: './get',
    args: ['a'],
    env: { NAME: 'v' },
    installHint: undefined,
    provideClusterInfo: true,
    interactiveMode: 'Never',
    clusterConfig: undefined,
    directory: folder,
  });
});

test.each([
  ['an unknown context', config('{}'), { context: 'x' }, 'context "x" does not exist'],
  ['an unknown cluster', config('{}'), { cluster: 'x' }, 'cluster "x" does not exist'],
  ['an unknown user', config('{}'), { user: 'x' }, 'user "x" does not exist'],
  ['no context', 'kind: Config', {}, 'no current context'],
  ['no server', config('{}', 'x: y'), {}, 'has no server'],
  [
    'a certificate without its key',
    config(`{client-certificate-data: ${btoa('C')}}`),
    {},
    'without its key',
  ],
  ['a removed auth provider', config('{auth-provider: {name: gcp}}'), {}, 'removed; use an exec'],
  [
    'an old exec API',
    config('{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: x}}'),
    {},
    'known are',
  ],
  [
    'a plugin where none may run',
    config('{exec: {apiVersion: client.authentication.k8s.io/v1, command: x}}'),
    { allowExec: false },
    'not allowed here',
  ],
  [
    'a file where none may be read',
    config('{tokenFile: /etc/passwd}'),
    { allowFiles: false },
    'not allowed here',
  ],
  [
    'a CA and no verification',
    config(
      '{}',
      `server: https://x, certificate-authority-data: ${btoa('CA')}, insecure-skip-tls-verify: true`,
    ),
    {},
    'both',
  ],
  ['another kind', 'kind: Pod', {}, 'not of kind Config'],
  ['a list', '[]', {}, 'not a mapping'],
])('refuses %s', (_what, text, options, message) => {
  expect(() => resolveText(text, options)).toThrow(KubeClientError);
  expect(() => resolveText(text, options)).toThrow(message);
});

test('drops insecure TLS where it may not be used', () => {
  const text = config('{}', 'server: https://x, insecure-skip-tls-verify: true');
  expect(resolveText(text, { allowInsecureTls: false }).insecureSkipTlsVerify).toBe(false);
});

test('an error about a broken file shows nothing of it', () => {
  const broken = 'users:\n- name: me\n  user: {token: hunter2\n x: [';
  expect(() => parseKubeconfig([{ text: broken, file: 'config' }])).toThrow(
    /config is not valid YAML/,
  );
  try {
    parseKubeconfig([{ text: broken, file: 'config' }]);
  } catch (error) {
    expect(
      JSON.stringify({ message: String(error), cause: String((error as Error).cause) }),
    ).not.toContain('hunter2');
  }
});

test('finds the cluster of its Pod', () => {
  writeFileSync(join(folder, 'ca.crt'), 'CA');
  writeFileSync(join(folder, 'namespace'), 'flux-system\n');
  const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
  expect(inClusterConfig(env, folder)).toEqual({
    server: 'https://[fd00::1]:443',
    caData: 'CA',
    namespace: 'flux-system',
    auth: { tokenFile: join(folder, 'token') },
  });
  expect(() => inClusterConfig({}, folder)).toThrow('not running in a cluster');
});
