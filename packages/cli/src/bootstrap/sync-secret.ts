import { isObject, jsonEqual, type JsonObject } from '@fluxts/base';
import { type KubeClient, type KubeObject, refOf } from '@fluxts/kube-client';
import type { Context } from '../context.ts';
import { readFlagFile, sshSecret } from '../create/git-credential-flags.ts';
import { gitSecretData } from '../create/git-secret.ts';
import { CommandError, UsageError } from '../error.ts';
import type { BootstrapValues } from './bootstrap-flags.ts';
import type { BootstrapOptions } from './options.ts';
import { proxyConfigKey, proxyName } from './proxy-manifests.ts';

/** The label that the proxy gives the Secrets it keeps. */
const keptByProxy = 'git-auth-proxy';

/**
 * Makes sure that the cluster can open the repository: with the credentials that the flags give, which
 * replace those of before; or, behind the proxy, with the proxy's configuration, after which the proxy
 * keeps the Secret itself. Writes nothing when nothing has changed.
 */
export async function writeSyncSecrets(
  context: Context,
  client: KubeClient,
  options: BootstrapOptions,
  flags: BootstrapValues,
): Promise<void> {
  const { namespace } = options.install;
  const name = flags['secret-name'];
  if (options.proxyConfig !== undefined) {
    const data = { [proxyConfigKey]: options.proxyConfig };
    const labels = { 'app.kubernetes.io/name': proxyName };
    await writeSecret(context, client, secret(proxyName, namespace, data, labels));
    await handOver(context, client, namespace, name);
    return;
  }
  // A proxy that runs elsewhere brings the Secret.
  if (flags['proxy-url'] !== '') return;
  const data = await credentials(context, client, options, flags);
  if (data === undefined) return;
  await writeSecret(context, client, secret(name, namespace, data, {}));
}

/** What opens the repository; `undefined` when the Secret that is there is to stay. */
async function credentials(
  context: Context,
  client: KubeClient,
  { url, password, install }: BootstrapOptions,
  flags: BootstrapValues,
): Promise<Readonly<Record<string, string>> | undefined> {
  const input = { url, username: '', password: '', bearerToken: '', ca: undefined, ssh: undefined };
  const existing = await client.find({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace: install.namespace,
    name: flags['secret-name'],
  });
  if (url.protocol === 'ssh:') {
    // A deploy key that was made by an earlier run is known to the host already.
    if (flags['private-key-file'] === '' && hasKey(existing, 'identity')) return undefined;
    const ssh = await sshSecret(context, url, { ...flags, password }, context.deadline);
    if (flags['private-key-file'] === '') await askForAccess(context, ssh.identityPub, flags);
    return gitSecretData({ ...input, password, ssh });
  }
  if (password === '') {
    if (existing !== undefined) return undefined;
    throw new UsageError(
      'InvalidArguments',
      `the cluster needs credentials for ${url.origin}: set GIT_PASSWORD, or make Secret ${flags['secret-name']} first`,
    );
  }
  const ca =
    flags['ca-file'] === '' ? undefined : readFlagFile(context, 'ca-file', flags['ca-file']);
  return flags['with-bearer-token']
    ? gitSecretData({ ...input, ca, bearerToken: password })
    : gitSecretData({ ...input, ca, username: flags.username, password });
}

async function askForAccess(
  context: Context,
  publicKey: string,
  { silent }: BootstrapValues,
): Promise<void> {
  context.log.generate(`public key: ${publicKey.trim()}`);
  if (silent || (await context.io.confirm('Please give the key access to your repository; done'))) {
    return;
  }
  throw new CommandError(
    'Refused',
    'aborting: the key has no access to the repository yet; --silent goes on without asking',
  );
}

/** A Secret that an earlier bootstrap made would keep the proxy from putting its own in its place. */
async function handOver(
  context: Context,
  client: KubeClient,
  namespace: string,
  name: string,
): Promise<void> {
  const signal = context.deadline;
  const ref = { apiVersion: 'v1', kind: 'Secret', namespace, name };
  const existing = await client.find(ref, { signal });
  const label = existing?.metadata.labels?.['app.kubernetes.io/managed-by'];
  if (existing === undefined || label === keptByProxy) return;
  await client.delete(ref, { signal });
  context.log.action(
    `removed source secret "${namespace}/${name}": the proxy keeps it from now on`,
  );
}

async function writeSecret(
  context: Context,
  client: KubeClient,
  wanted: KubeObject,
): Promise<void> {
  const signal = context.deadline;
  const existing = await client.find(refOf(wanted), { signal });
  const shown = `${wanted.metadata.namespace}/${wanted.metadata.name}`;
  if (existing === undefined) {
    await client.create(wanted, { signal });
    context.log.success(`created secret "${shown}"`);
    return;
  }
  if (jsonEqual(existing['data'] ?? {}, wanted['data'] ?? {})) {
    context.log.success(`secret "${shown}" up to date`);
    return;
  }
  // Replaced, not merged: what opened the repository before must not stay beside.
  await client.update({ ...existing, data: wanted['data'] as JsonObject }, { signal });
  context.log.success(`replaced the credentials in secret "${shown}"`);
}

function secret(
  name: string,
  namespace: string,
  data: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): KubeObject {
  const encoded = Object.entries(data).map(([key, value]) => [
    key,
    Buffer.from(value).toString('base64'),
  ]);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace,
      ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels } }),
    },
    type: 'Opaque',
    data: Object.fromEntries(encoded) as JsonObject,
  };
}

function hasKey(object: KubeObject | undefined, key: string): boolean {
  const data = object?.['data'];
  return isObject(data) && typeof data[key] === 'string';
}
