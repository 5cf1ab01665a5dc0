import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorMessage } from '@fluxts/base';
import type { Manager } from '@fluxts/runtime';
import { configFileChanges, readConfigFile } from './config-file.ts';
import { parseProxyConfig } from './config.ts';
import type { Endpoint } from './endpoint.ts';
import { HostCredentials } from './host-credentials.ts';
import { listen } from './listen.ts';
import { handleProxyRequest } from './proxy-handler.ts';
import { ProxyMetrics } from './proxy-metrics.ts';
import { TokenController } from './token-controller.ts';
import { TokenRegistry } from './token-registry.ts';
import { TokenTable } from './token-table.ts';
import { Upstream, type UpstreamOptions } from './upstream.ts';

/** What makes a proxy. */
export interface GitAuthProxyOptions {
  /** The manager that runs it: its client keeps the Secrets, its servers answer `/metrics` and `/readyz` too. */
  readonly manager: Manager;
  /** The configuration file. It is read again whenever it changes. */
  readonly configPath: string;
  /** Where requests are taken: `HOST:PORT` or `:PORT`. */
  readonly address: string;
  /** The proxy's own namespace, where the Secret with all tokens lies. */
  readonly namespace: string;
  /** The largest request body; 2 GiB unless said. */
  readonly maxBodyBytes?: number;
  readonly upstream?: UpstreamOptions;
  /**
   * Milliseconds after which a Secret goes that was here before this process and is not configured; two
   * minutes unless said. Until then another replica may know a newer configuration.
   */
  readonly strangerGraceMs?: number;
  /** Told the address once requests are taken. */
  readonly onListening?: (url: string) => void;
}

/** Milliseconds that transfers under way have when the proxy stops. */
const graceMs = 25_000;

/**
 * Adds the proxy to a manager; it runs as long as the manager does. Several replicas may run: each
 * serves, and they agree on the tokens through the cluster.
 *
 * The first configuration must be valid, or the manager ends with ProxyError `ConfigInvalid`. A later
 * one that is not valid is logged, and the one before stays in force.
 */
export function addGitAuthProxy(options: GitAuthProxyOptions): void {
  const { manager } = options;
  const log = manager.log.with({ controller: 'git-auth-proxy' });
  const tokens = new TokenTable();
  const upstream = new Upstream(options.upstream);
  const secrets = new TokenController({
    manager,
    registry: new TokenRegistry(manager.client, options.namespace),
    table: tokens,
    strangerGraceMs: options.strangerGraceMs ?? 120_000,
  });
  const metrics = new ProxyMetrics(manager.metrics.registry);
  let credentials = new HostCredentials(upstream.exchange);

  manager.addCheck('tokens', () => {
    const reason = secrets.notReady();
    if (reason !== undefined) throw new Error(reason);
  });

  const load = async (endpoints: readonly Endpoint[]): Promise<void> => {
    credentials = new HostCredentials(upstream.exchange);
    await secrets.load(endpoints);
    log.info('configuration loaded', { repositories: endpoints.length });
  };

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url === '/healthz') {
      response.end('ok\n');
    } else if (request.url === '/readyz') {
      const reason = secrets.notReady();
      response.statusCode = reason === undefined ? 200 : 503;
      response.end(`${reason ?? 'ok'}\n`);
    } else {
      handleProxyRequest(
        {
          tokens,
          credentials,
          upstream,
          maxBodyBytes: options.maxBodyBytes ?? 2 * 1024 ** 3,
          now: () => manager.clock.monotonic(),
          record: (record) => {
            metrics.record(record);
            log[record.status >= 500 ? 'warn' : 'info']('request', { ...record });
          },
        },
        request,
        response,
      );
    }
  };

  manager.addRunnable({
    name: 'git-auth-proxy',
    leaderOnly: false,
    run: async (signal) => {
      let text = await readConfigFile(options.configPath);
      await load(parseProxyConfig(text, options.configPath));
      let refused: string | undefined;
      const listening = await listen(options.address, serve);
      log.info('taking requests', { address: listening.url });
      options.onListening?.(listening.url);
      try {
        for await (const _ of configFileChanges(options.configPath, signal)) {
          try {
            const next = await readConfigFile(options.configPath);
            if (next === text) continue;
            const endpoints = parseProxyConfig(next, options.configPath);
            await load(endpoints);
            text = next;
            refused = undefined;
          } catch (error) {
            // The file is looked at again and again; what is wrong with it is told when it changes.
            const message = errorMessage(error);
            if (message === refused) continue;
            refused = message;
            log.error('the new configuration is not used; the one before stays in force', error);
          }
        }
      } finally {
        await listening.close(graceMs);
        upstream.close();
      }
    },
  });
}
