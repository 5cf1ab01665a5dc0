import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import {
  type ClusterAuth,
  type ClusterConfig,
  createKubeClient,
  type Impersonation,
  inClusterConfig,
  type Kubeconfig,
  type KubeClient,
  loadKubeconfig,
  resolveKubeconfig,
} from '@fluxts/kube-client';
import type { Context, Environment } from '../context.ts';
import { CommandError, UsageError } from '../error.ts';
import type { Globals } from '../global-flags.ts';

/** The cluster that a command talks to, and the namespace it is about. */
export interface Cluster {
  readonly client: KubeClient;
  readonly namespace: string;
}

/** The field manager of what the command line writes. */
export const cliFieldManager = 'flux';

/**
 * Connects to the cluster that flags and environment choose, runs `work`, and closes the connection.
 * Nothing is sent before `work` asks for something.
 * @throws CommandError `NotFound` when there is no kubeconfig; KubeClientError when one cannot be used
 */
export async function withCluster<T>(
  context: Context,
  work: (cluster: Cluster) => Promise<T>,
): Promise<T> {
  const config = clusterConfig(context);
  const client = createKubeClient(config, {
    userAgent: 'flux/fluxts',
    fieldManager: cliFieldManager,
    qps: context.globals['kube-api-qps'],
    execEnv: definedVariables(context.env),
    onWarning: (warning) => context.log.warning(warning),
  });
  try {
    return await work({
      client,
      namespace: context.globals.chosenNamespace ?? config.namespace ?? 'default',
    });
  } finally {
    client.close();
  }
}

/**
 * The cluster and identity that flags and environment choose: `--kubeconfig`, `KUBECONFIG`,
 * `~/.kube/config`, the Pod that this process runs in; and what single flags change of that.
 * @throws CommandError `NotFound` when there is none; KubeClientError when it cannot be used
 */
export function clusterConfig(context: Context): ClusterConfig {
  const { globals } = context;
  const config = kubeconfigCluster(context) ?? serverOnly(globals);
  if (config === undefined) throw noKubeconfig(context);
  return withOverrides(config, globals, context.cwd);
}

function kubeconfigCluster(context: Context): ClusterConfig | undefined {
  const { globals, env, cwd } = context;
  const { files, chosen } = kubeconfigFiles(globals, env, cwd);
  const existing = files.filter((file) => existsSync(file));
  if (existing.length === 0) {
    if (chosen) {
      throw new CommandError(
        'NotFound',
        `the kubeconfig ${files.join(', ')} does not exist; name another with --kubeconfig or KUBECONFIG`,
      );
    }
    return env['KUBERNETES_SERVICE_HOST'] === undefined ? undefined : inClusterConfig(env);
  }
  const kubeconfig: Kubeconfig = loadKubeconfig(existing);
  return resolveKubeconfig(kubeconfig, {
    ...(globals.context === '' ? {} : { context: globals.context }),
    ...(globals.cluster === '' ? {} : { cluster: globals.cluster }),
    ...(globals.user === '' ? {} : { user: globals.user }),
  });
}

function kubeconfigFiles(
  globals: Globals,
  env: Environment,
  cwd: string,
): { readonly files: readonly string[]; readonly chosen: boolean } {
  if (globals.kubeconfig !== '') return { files: [resolve(cwd, globals.kubeconfig)], chosen: true };
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (listed.length > 0) return { files: listed.map((file) => resolve(cwd, file)), chosen: true };
  return { files: [join(env['HOME'] ?? homedir(), '.kube', 'config')], chosen: false };
}

function noKubeconfig(context: Context): CommandError {
  const local = join(context.cwd, '.fluxts', 'kubeconfig');
  const hint = existsSync(local)
    ? `use the one of 'flux dev': export KUBECONFIG=${local}`
    : "name one with --kubeconfig or KUBECONFIG, or start a local system with 'flux dev'";
  return new CommandError('NotFound', `no kubeconfig found: ${hint}`);
}

function serverOnly(globals: Globals): ClusterConfig | undefined {
  return globals.server === '' ? undefined : { server: globals.server, auth: {} };
}

function withOverrides(config: ClusterConfig, globals: Globals, cwd: string): ClusterConfig {
  const read = (file: string): string => readFileSync(resolve(cwd, file), 'utf8');
  const auth: ClusterAuth = {
    ...config.auth,
    ...(globals.token === '' ? {} : { token: globals.token }),
    ...(globals['client-certificate'] === ''
      ? {}
      : { certificate: read(globals['client-certificate']) }),
    ...(globals['client-key'] === '' ? {} : { key: read(globals['client-key']) }),
  };
  const impersonate = impersonation(globals);
  return {
    ...config,
    auth,
    ...(globals.server === '' ? {} : { server: globals.server }),
    ...(globals['certificate-authority'] === ''
      ? {}
      : { caData: read(globals['certificate-authority']) }),
    ...(globals['tls-server-name'] === '' ? {} : { tlsServerName: globals['tls-server-name'] }),
    ...(globals['insecure-skip-tls-verify'] ? { insecureSkipTlsVerify: true } : {}),
    ...(globals['disable-compression'] ? { compression: false } : {}),
    ...(impersonate === undefined ? {} : { impersonate }),
  };
}

function impersonation(globals: Globals): Impersonation | undefined {
  if (globals.as === '') {
    if (globals['as-group'].length > 0 || globals['as-uid'] !== '') {
      throw new UsageError('InvalidArguments', '--as-group and --as-uid need a user: add --as');
    }
    return undefined;
  }
  const extra: Record<string, string[]> = {};
  for (const pair of globals['as-user-extra']) {
    const equals = pair.indexOf('=');
    if (equals < 1) {
      throw new UsageError(
        'InvalidFlagValue',
        `--as-user-extra ${pair} must be formatted as key=value`,
      );
    }
    (extra[pair.slice(0, equals)] ??= []).push(pair.slice(equals + 1));
  }
  return {
    user: globals.as,
    ...(globals['as-group'].length === 0 ? {} : { groups: globals['as-group'] }),
    ...(globals['as-uid'] === '' ? {} : { uid: globals['as-uid'] }),
    ...(globals['as-user-extra'].length === 0 ? {} : { extra }),
  };
}

function definedVariables(env: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
