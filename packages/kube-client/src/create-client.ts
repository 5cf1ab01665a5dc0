import { credentialsOf } from './auth/credentials.ts';
import { ExecPlugin } from './auth/exec-plugin.ts';
import { HttpKubeClient } from './client/http-kube-client.ts';
import { Session, type Shared } from './client/session.ts';
import type { ClusterConfig } from './cluster-config.ts';
import { DiscoveryMapper } from './discovery/discovery-mapper.ts';
import { KubeClientError } from './errors.ts';
import type { KubeClient } from './kube-client.ts';
import type { KubeClientOptions } from './options.ts';
import { sleep } from './transport/abort.ts';
import { Pacer } from './transport/pacer.ts';
import { Transport } from './transport/transport.ts';
import { WarningFilter } from './transport/warnings.ts';

/**
 * A client of a cluster. Opens no connection before the first call.
 * @throws KubeClientError `KubeconfigInvalid`, `ExecForbidden`
 */
export function createKubeClient(
  cluster: ClusterConfig,
  options: KubeClientOptions = {},
): KubeClient {
  const now = options.now ?? Date.now;
  const pause = options.sleep ?? sleep;
  const transport = new Transport(cluster, options.maxSockets ?? 64);
  const shared: Shared = {
    transport,
    pacer: options.qps === undefined ? undefined : new Pacer(options.qps, now, pause),
    warnings:
      options.onWarning === undefined ? undefined : new WarningFilter(options.onWarning, now),
    onRequest: options.onRequest,
    userAgent: options.userAgent ?? 'fluxts',
    compression: cluster.compression ?? !transport.loopback,
    timeoutMs: options.timeoutMs ?? 30_000,
    maxResponseBytes: options.maxResponseBytes ?? 256 * 1024 * 1024,
    maxRetries: options.maxRetries ?? 4,
    pageSize: options.pageSize ?? 500,
    now,
    random: options.random ?? Math.random,
    sleep: pause,
  };
  const plugin = execPluginOf(cluster, options, now);
  const session = new Session(
    shared,
    credentialsOf(cluster.auth, plugin, now),
    cluster.impersonate,
  );
  return new HttpKubeClient(session, {
    namespace: cluster.namespace ?? 'default',
    // Discovery is asked as ourselves: those we act as need not be allowed to.
    mapper: new DiscoveryMapper((call) => session.json(call), now, options.resources ?? []),
    fieldManager: options.fieldManager ?? 'fluxts',
  });
}

function execPluginOf(
  cluster: ClusterConfig,
  options: KubeClientOptions,
  now: () => number,
): ExecPlugin | undefined {
  const { exec } = cluster.auth;
  if (exec === undefined) return undefined;
  if (options.allowExec === false) {
    throw new KubeClientError(
      'ExecForbidden',
      `the credential plugin ${exec.command} may not be run here; use a token or a certificate`,
      { retry: 'on-change' },
    );
  }
  return new ExecPlugin(exec, cluster, {
    env: options.execEnv ?? {},
    interactive: options.execInteractive ?? false,
    now,
  });
}
