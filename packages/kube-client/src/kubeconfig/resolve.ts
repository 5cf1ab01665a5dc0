import { readFileSync } from 'node:fs';
import { resolve as resolvePath } from 'node:path';
import { getOwn, getPath, getString, isObject, type Json, type JsonObject } from '@fluxts/base';
import type { ClusterAuth, ClusterConfig, ExecAuth, Impersonation } from '../cluster-config.ts';
import { KubeClientError } from '../errors.ts';
import type { Kubeconfig, KubeconfigEntry, KubeconfigOptions } from './kubeconfig.ts';

const execVersions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/**
 * The cluster and identity of a context.
 * @throws KubeClientError `KubeconfigInvalid`, `AuthUnsupported`, `ExecForbidden`
 */
export function resolveKubeconfig(
  kubeconfig: Kubeconfig,
  options: KubeconfigOptions = {},
): ClusterConfig {
  const contextName = options.context ?? kubeconfig.currentContext;
  const context = kubeconfig.contexts.get(contextName);
  if (context === undefined && (options.context !== undefined || contextName !== '')) {
    throw invalid(`context "${contextName}" does not exist`);
  }
  const clusterName = options.cluster ?? context?.cluster ?? '';
  const userName = options.user ?? context?.user ?? '';
  if (clusterName === '') {
    throw invalid('the kubeconfig has no current context; choose one of its contexts');
  }
  const cluster = kubeconfig.clusters.get(clusterName);
  if (cluster === undefined) throw invalid(`cluster "${clusterName}" does not exist`);
  const user = kubeconfig.users.get(userName);
  if (user === undefined && userName !== '') throw invalid(`user "${userName}" does not exist`);
  const allowFiles = options.allowFiles ?? true;
  const clusterFields = new EntryReader(cluster, `cluster "${clusterName}"`, allowFiles);
  const server = clusterFields.text('server');
  if (server === undefined) throw invalid(`cluster "${clusterName}" has no server`);
  const insecure =
    getOwn(cluster.value, 'insecure-skip-tls-verify') === true &&
    options.allowInsecureTls !== false;
  const caData = clusterFields.data('certificate-authority');
  if (insecure && caData !== undefined) {
    throw invalid(
      `cluster "${clusterName}" has both a certificate authority and insecure-skip-tls-verify`,
    );
  }
  const userFields = new EntryReader(
    user ?? { value: {}, directory: undefined },
    `user "${userName}"`,
    allowFiles,
  );
  return {
    server,
    caData,
    tlsServerName: clusterFields.text('tls-server-name'),
    insecureSkipTlsVerify: insecure,
    proxyUrl: clusterFields.text('proxy-url'),
    ...(getOwn(cluster.value, 'disable-compression') === true ? { compression: false } : {}),
    auth: authOf(userFields, cluster.value, options.allowExec ?? true),
    impersonate: impersonationOf(userFields),
    namespace: options.namespace ?? context?.namespace,
  };
}

/** Reads the fields of a cluster or user; certificates and keys come inline or from files. */
class EntryReader {
  readonly value: JsonObject;
  readonly directory: string | undefined;
  readonly label: string;
  readonly #allowFiles: boolean;

  constructor(entry: KubeconfigEntry, label: string, allowFiles: boolean) {
    this.value = entry.value;
    this.directory = entry.directory;
    this.label = label;
    this.#allowFiles = allowFiles;
  }

  /** A text that is not empty. */
  text(key: string): string | undefined {
    const value = getOwn(this.value, key);
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') throw invalid(`${key} of ${this.label} is not a text`);
    return value;
  }

  texts(key: string): string[] {
    const value = getOwn(this.value, key) ?? [];
    if (!Array.isArray(value)) throw invalid(`${key} of ${this.label} is not a list`);
    return value.filter((item) => typeof item === 'string');
  }

  /** `<key>-data` in base64, which goes first, or the content of the file `<key>`. */
  data(key: string): string | undefined {
    const inline = this.text(`${key}-data`);
    if (inline !== undefined) return Buffer.from(inline, 'base64').toString('utf8');
    const file = this.file(key);
    if (file === undefined) return undefined;
    try {
      return readFileSync(file, 'utf8');
    } catch {
      throw invalid(`cannot read the file ${file}, the ${key} of ${this.label}`);
    }
  }

  /** A path, absolute. */
  file(key: string): string | undefined {
    const path = this.text(key);
    if (path === undefined) return undefined;
    if (!this.#allowFiles) {
      throw invalid(`${key} of ${this.label} names a file, which is not allowed here`);
    }
    return this.directory === undefined ? resolvePath(path) : resolvePath(this.directory, path);
  }
}

function authOf(user: EntryReader, cluster: JsonObject, allowExec: boolean): ClusterAuth {
  const certificate = user.data('client-certificate');
  const key = user.data('client-key');
  if ((certificate === undefined) !== (key === undefined)) {
    throw invalid(`${user.label} has a client certificate without its key, or the reverse`);
  }
  const provider = getOwn(user.value, 'auth-provider') ?? null;
  if (provider !== null) {
    throw new KubeClientError(
      'AuthUnsupported',
      `${user.label} uses the auth-provider "${getString(provider, 'name') ?? ''}", which ` +
        'Kubernetes 1.26 removed; use an exec credential plugin instead',
      { retry: 'on-change' },
    );
  }
  const exec = getOwn(user.value, 'exec') ?? null;
  if (exec !== null && !allowExec) {
    throw new KubeClientError(
      'ExecForbidden',
      `${user.label} runs a credential plugin, which is not allowed here; use a token or a certificate`,
      { retry: 'on-change' },
    );
  }
  return {
    certificate,
    key,
    token: user.text('token'),
    tokenFile: user.file('tokenFile'),
    username: user.text('username'),
    password: user.text('password'),
    exec: exec === null ? undefined : execOf(exec, user, cluster),
  };
}

function execOf(exec: Json, user: EntryReader, cluster: JsonObject): ExecAuth {
  const apiVersion = getString(exec, 'apiVersion') ?? '';
  if (!execVersions.includes(apiVersion)) {
    throw new KubeClientError(
      'AuthUnsupported',
      `the exec plugin of ${user.label} wants the API "${apiVersion}"; known are ${execVersions.join(' and ')}`,
      { retry: 'on-change' },
    );
  }
  const command = getString(exec, 'command') ?? '';
  if (command === '') throw invalid(`the exec plugin of ${user.label} has no command`);
  const args = getPath(exec, 'args') ?? [];
  const env: [string, string][] = [];
  const envList = getPath(exec, 'env') ?? [];
  for (const item of Array.isArray(envList) ? envList : []) {
    const name = getString(item, 'name');
    if (name !== undefined) env.push([name, getString(item, 'value') ?? '']);
  }
  const mode = getString(exec, 'interactiveMode') ?? 'IfAvailable';
  if (mode !== 'Never' && mode !== 'IfAvailable' && mode !== 'Always') {
    throw invalid(`the exec plugin of ${user.label} has an unknown interactiveMode "${mode}"`);
  }
  return {
    apiVersion,
    command,
    args: Array.isArray(args) ? args.filter((arg) => typeof arg === 'string') : [],
    env: Object.fromEntries(env),
    installHint: getString(exec, 'installHint'),
    provideClusterInfo: getPath(exec, 'provideClusterInfo') === true,
    interactiveMode: mode,
    clusterConfig: execExtension(cluster),
    directory: user.directory,
  };
}

function execExtension(cluster: JsonObject): Json | undefined {
  const extensions = getOwn(cluster, 'extensions');
  if (!Array.isArray(extensions)) return undefined;
  const found = extensions.find(
    (item) => getString(item, 'name') === 'client.authentication.k8s.io/exec',
  );
  return getPath(found, 'extension');
}

function impersonationOf(user: EntryReader): Impersonation | undefined {
  const name = user.text('as');
  if (name === undefined) return undefined;
  const extra = getOwn(user.value, 'as-user-extra');
  const entries = isObject(extra)
    ? Object.entries(extra).map(([key, values]): [string, string[]] => [
        key,
        Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [],
      ])
    : [];
  return {
    user: name,
    uid: user.text('as-uid'),
    groups: user.texts('as-groups'),
    extra: Object.fromEntries(entries),
  };
}

function invalid(message: string): KubeClientError {
  return new KubeClientError('KubeconfigInvalid', message, { retry: 'on-change' });
}
