import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorMessage } from '@fluxts/base';
import { addGitAuthProxy } from '@fluxts/git-auth-proxy';
import { createKubeClient } from '@fluxts/kube-client';
import { createLogger, createManager } from '@fluxts/runtime';
import { clusterConfig } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { duration } from '../command/duration-flag.ts';
import { choice, string } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError, UsageError } from '../error.ts';
import { fluxtsVersion } from '../version.ts';

/** `flux git-auth-proxy`. */
export const gitAuthProxyCommand: Command = command({
  name: 'git-auth-proxy',
  summary: 'Run the proxy that keeps the credentials of the git host from tenants',
  description:
    'The git-auth-proxy command gives each repository of its configuration a token, keeps the tokens in Secrets of the\n' +
    'namespaces that are to have them, and passes requests on to the git host with the real credentials. The token of a\n' +
    'repository opens nothing else. The configuration is read again when it changes. --namespace is where the proxy\n' +
    'keeps all tokens; several replicas in one namespace agree on them.',
  example: 'flux git-auth-proxy --config proxy.json --addr :8088 --namespace flux-system',
  flags: {
    config: string('', 'the configuration file, as of XenitAB git-auth-proxy or azdo-proxy'),
    addr: string(':8088', 'address that requests are taken at'),
    'metrics-addr': string(':8080', "address of the metrics; '0' for none"),
    'ca-file': string(
      '',
      "certificate authorities of the git host, in PEM form, instead of the system's",
    ),
    'log-level': choice(['debug', 'info', 'error'], 'info', 'log level'),
    'graceful-shutdown-timeout': duration(
      '30s',
      'the time that transfers under way have when the proxy is told to stop',
    ),
  },
  async run(context, { args, flags }) {
    if (args.length > 0 || flags.config === '') {
      throw new UsageError('InvalidArguments', '--config FILE is needed, and nothing beside flags');
    }
    const log = createLogger({ level: flags['log-level'] });
    const client = createKubeClient(clusterConfig(context), {
      userAgent: `fluxts/${fluxtsVersion}`,
      onWarning: (warning) => log.info('warning of the API server', { warning }),
    });
    try {
      const manager = createManager({
        client: client.withFieldManager('git-auth-proxy'),
        log,
        name: 'git-auth-proxy',
        metricsAddress: flags['metrics-addr'],
        gracefulShutdownMs: flags['graceful-shutdown-timeout'].milliseconds,
      });
      addGitAuthProxy({
        manager,
        configPath: resolve(context.cwd, flags.config),
        address: flags.addr,
        namespace: runtimeNamespace(context),
        ...(flags['ca-file'] === '' ? {} : { upstream: { ca: readCa(context, flags['ca-file']) } }),
        onListening: (url) => context.log.success(`taking requests at ${url}`),
      });
      await manager.run(context.signal);
    } finally {
      client.close();
    }
  },
});

/** A Pod knows its namespace; elsewhere `--namespace` says it. */
function runtimeNamespace({ globals, env }: Context): string {
  return globals.namespace || env['RUNTIME_NAMESPACE'] || globals.systemNamespace;
}

function readCa(context: Context, file: string): string {
  try {
    return readFileSync(resolve(context.cwd, file), 'utf8');
  } catch (error) {
    throw new CommandError('InvalidInput', `unable to read --ca-file: ${errorMessage(error)}`, {
      cause: error,
    });
  }
}
