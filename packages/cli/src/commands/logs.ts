import { getPath, getString } from '@fluxts/base';
import { type KubeClient, podLogPath } from '@fluxts/kube-client';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { duration } from '../command/duration-flag.ts';
import { bool, choice, integer, string } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError, UsageError } from '../error.ts';
import { formatLogLine, type LogFilter } from '../logs/log-line.ts';
import { splitLines } from '../logs/split-lines.ts';

/** `flux logs`. */
export const logsCommand: Command = command({
  name: 'logs',
  summary: 'Display formatted logs for Flux components',
  description: 'The logs command displays formatted logs from various Flux components.',
  example:
    'flux logs --all-namespaces\nflux logs --follow --level=error --all-namespaces\nflux logs --kind=Kustomization --name=podinfo -n tenant1',
  flags: {
    level: choice(['debug', 'info', 'error'], '', 'log level'),
    kind: string('', 'displays errors of a particular toolkit kind e.g GitRepository'),
    name: string('', 'specifies the name of the object logs to be displayed'),
    follow: bool(false, 'specifies if the logs should be streamed', { short: 'f' }),
    tail: integer(-1, 'lines of recent log file to display'),
    'flux-namespace': string(
      '',
      'the namespace where the Flux components are running (default "flux-system")',
    ),
    'all-namespaces': bool(false, 'displays logs for objects across all namespaces', {
      short: 'A',
    }),
    since: duration(
      '0s',
      'Only return logs newer than a relative duration like 5s, 2m, or 3h. Defaults to all logs. Only one of since-time / since may be used.',
    ),
    'since-time': string(
      '',
      'Only return logs after a specific date (RFC3339). Defaults to all logs. Only one of since-time / since may be used.',
    ),
  },
  run: (context, { flags }) =>
    withCluster(context, async ({ client, namespace }) => {
      if (flags.since.milliseconds > 0 && flags['since-time'] !== '') {
        throw new UsageError(
          'InvalidArguments',
          'at most one of `sinceTime` or `sinceSeconds` may be specified',
        );
      }
      if (flags['since-time'] !== '' && Number.isNaN(Date.parse(flags['since-time']))) {
        throw new UsageError(
          'InvalidFlagValue',
          `${flags['since-time']} is not a valid (RFC3339) time`,
        );
      }
      const systemNamespace = flags['flux-namespace'] || context.globals.systemNamespace;
      const pods = await controllerPods(client, systemNamespace, context.deadline);
      const filter: LogFilter = {
        level: flags.level,
        kind: flags.kind,
        name: flags.name,
        namespace: flags['all-namespaces'] ? '' : namespace,
      };
      const query = {
        ...(flags.follow ? { follow: true } : {}),
        ...(flags.tail >= 0 ? { tailLines: flags.tail } : {}),
        ...(flags.since.milliseconds > 0
          ? { sinceSeconds: Math.ceil(flags.since.milliseconds / 1000) }
          : {}),
        ...(flags['since-time'] === '' ? {} : { sinceTime: flags['since-time'] }),
      };
      const print = (pod: string): Promise<void> =>
        printLog(context, client, podLogPath(systemNamespace, pod), query, filter);
      if (flags.follow) await Promise.all(pods.map(print));
      else for (const pod of pods) await print(pod);
    }),
});

async function controllerPods(
  client: KubeClient,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { items } = await client.list(
    { apiVersion: 'apps/v1', kind: 'Deployment', namespace },
    { labelSelector: 'app.kubernetes.io/part-of=flux', signal },
  );
  if (items.length === 0) {
    throw new CommandError(
      'NotFound',
      `no Flux controllers found in ${namespace} namespace; --flux-namespace names another, 'flux check' tells more`,
    );
  }
  const pods: string[] = [];
  for (const deployment of items) {
    const labels = getPath(deployment, 'spec', 'selector', 'matchLabels');
    const labelSelector = Object.entries(labels ?? {})
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(',');
    const list = await client.list(
      { apiVersion: 'v1', kind: 'Pod', namespace },
      { labelSelector, signal },
    );
    pods.push(
      ...list.items
        .filter((pod) => getString(pod, 'status', 'phase') !== 'Pending')
        .map((pod) => pod.metadata.name),
    );
  }
  return pods;
}

async function printLog(
  context: Context,
  client: KubeClient,
  path: string,
  query: Readonly<Record<string, string | number | boolean>>,
  filter: LogFilter,
): Promise<void> {
  const { body } = await client.stream({ path, query, signal: context.signal });
  for await (const line of splitLines(body)) {
    const text = formatLogLine(line, filter);
    if (text !== undefined) context.io.out(text);
  }
}
