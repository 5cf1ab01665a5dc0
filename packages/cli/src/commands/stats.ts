import { getPath } from '@fluxts/base';
import { type KubeClient, type KubeObject, NoKindMatchError } from '@fluxts/kube-client';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool } from '../command/flag.ts';
import { isSuspended, readiness } from '../kinds/columns.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';
import { cliKinds } from '../kinds/kinds.ts';
import { formatTable } from '../output/table.ts';

/** `flux stats`. */
export const statsCommand: Command = command({
  name: 'stats',
  summary: 'Stats of Flux reconciles',
  description:
    'The stats command prints a report of Flux custom resources present on a cluster,\n' +
    'including their reconcile status and the amount of cumulative storage used for each source type.',
  example: 'flux stats -n tenant1\nflux stats -A',
  flags: {
    'all-namespaces': bool(false, 'list the statistics for objects across all namespaces', {
      short: 'A',
    }),
  },
  run: (context, { flags }) =>
    withCluster(context, async ({ client, namespace }) => {
      const scope = flags['all-namespaces'] ? {} : { namespace };
      const rows: (readonly string[])[] = [];
      for (const kind of cliKinds) {
        const objects = await listKind(client, kind, scope, context.deadline);
        rows.push(statsRow(kind, objects));
      }
      const headers = ['RECONCILERS', 'RUNNING', 'FAILING', 'SUSPENDED', 'STORAGE'];
      context.io.out(formatTable({ headers, rows }, { header: true }));
    }),
});

async function listKind(
  client: KubeClient,
  kind: CliKind,
  scope: { readonly namespace?: string },
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  try {
    return (await client.list({ ...kindRef(kind), ...scope }, { signal })).items;
  } catch (error) {
    if (error instanceof NoKindMatchError) return [];
    throw error;
  }
}

function statsRow(kind: CliKind, objects: readonly KubeObject[]): readonly string[] {
  const suspended = objects.filter(isSuspended).length;
  const failing = objects.filter((object) => readiness(object).status === 'False').length;
  const bytes = objects.reduce((sum, object) => {
    const size = getPath(object, 'status', 'artifact', 'size');
    return sum + (typeof size === 'number' ? size : 0);
  }, 0);
  return [
    kind.api.kind,
    String(objects.length - suspended),
    String(failing),
    String(suspended),
    kind.words[0] === 'source' ? formatBytes(bytes) : '-',
  ];
}

function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] as string}`;
}
