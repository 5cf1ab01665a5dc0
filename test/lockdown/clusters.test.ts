import type { JsonObject } from '@fluxts/base';
import { stringify } from '@fluxts/yaml';
import { type Attempt, configMap, configMapRef, suiteOf } from './attempts.ts';
import { attacker, victim } from './platform.ts';

/** Kubeconfigs that a tenant puts into Secrets of its own, by name. */
const kubeconfigs: Readonly<
  Record<string, { readonly cluster?: JsonObject; readonly user?: JsonObject }>
> = {
  plugin: {
    user: {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: '/bin/sh',
        args: ['-c', 'touch /tmp/escaped'],
        interactiveMode: 'Never',
      },
    },
  },
  'auth-provider': {
    user: { 'auth-provider': { name: 'gcp', config: { 'cmd-path': '/bin/sh' } } },
  },
  'token-file': { user: { tokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' } },
  'key-file': { user: { 'client-certificate': '/etc/passwd', 'client-key': '/etc/passwd' } },
  'ca-file': { cluster: { 'certificate-authority': '/etc/passwd' } },
  'insecure-tls': { cluster: { 'insecure-skip-tls-verify': true }, user: { token: 'x' } },
};

function refused(tries: string, name: string, message: RegExp): Attempt {
  return {
    tries,
    files: { 'a.yaml': configMap(`remote-${name}`, attacker) },
    spec: { kubeConfig: { secretRef: { name } } },
    denied: { reason: 'ReconciliationFailed', message },
    untouched: [configMapRef(`remote-${name}`, attacker)],
    without: 'denied',
  };
}

const attempts: Attempt[] = [
  refused(
    'to have a program run by a kubeconfig',
    'plugin',
    /Secret|secret.*runs a credential plugin, which is not allowed/,
  ),
  refused('to have a program run by an old auth-provider', 'auth-provider', /auth-provider "gcp"/),
  refused(
    'to log in with the token of the controller',
    'token-file',
    /tokenFile .* names a file, which is not allowed/,
  ),
  refused(
    'to read a file as a client certificate',
    'key-file',
    /names a file, which is not allowed/,
  ),
  refused(
    'to read a file as a certificate authority',
    'ca-file',
    /certificate-authority .* names a file, which is not allowed/,
  ),
  refused('to have the server not verified', 'insecure-tls', /insecure|verif/i),
  {
    ...refused(
      'to use the kubeconfig of another namespace by a path for a name',
      'other',
      /cannot be a name/,
    ),
    spec: { kubeConfig: { secretRef: { name: '../../team-b/secrets/kubeconfig' } } },
  },
  {
    ...refused(
      'to use a kubeconfig that only another namespace has',
      'theirs',
      /unable to read KubeConfig secret 'team-a\/kubeconfig'/,
    ),
    spec: { kubeConfig: { secretRef: { name: 'kubeconfig' } } },
  },
  {
    tries: 'to act on a remote cluster with more than its own account there',
    files: { 'a.yaml': configMap('remote', victim) },
    spec: { kubeConfig: { secretRef: { name: 'administrator' } } },
    denied: {
      reason: 'ReconciliationFailed',
      message:
        /ConfigMap\/team-b\/remote dry-run failed \(Forbidden\).*system:serviceaccount:team-a:flux/s,
    },
    untouched: [configMapRef('remote', victim)],
    without: 'passes',
  },
  {
    tries: 'to get a token of another namespace for a remote cluster by a path for an account',
    files: { 'a.yaml': configMap('token', attacker) },
    spec: { kubeConfig: { configMapRef: { name: 'login' } } },
    denied: { reason: 'ReconciliationFailed', message: /is not the name of a ServiceAccount/ },
    untouched: [configMapRef('token', attacker)],
    without: 'denied',
  },
];

suiteOf('the clusters that a tenant leads to', attempts, async ({ platform }) => {
  for (const [name, { cluster = {}, user = {} }] of Object.entries(kubeconfigs)) {
    const text = stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'c',
      clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1', ...cluster } }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    });
    await secret(attacker, name, text);
  }
  await secret(attacker, 'administrator', platform.kubeconfig);
  await secret(victim, 'kubeconfig', platform.kubeconfig);
  await platform.client.create({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'login', namespace: attacker },
    data: {
      provider: 'generic',
      address: 'https://127.0.0.1:1',
      serviceAccountName: '../../team-b/serviceaccounts/flux',
    },
  });

  async function secret(namespace: string, name: string, text: string): Promise<void> {
    await platform.client.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      stringData: { value: text },
    });
  }
});
