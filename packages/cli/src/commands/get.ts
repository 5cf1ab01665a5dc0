import { NoKindMatchError } from '@fluxts/kube-client';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { emptyError, listObjects, watchObjects } from '../get/list.ts';
import { formatObjects } from '../get/print.ts';
import { getFlags, type Query, readQuery } from '../get/query.ts';
import { objectTable, type RowStyle } from '../get/rows.ts';
import { unreferencedTable } from '../get/unreferenced.ts';
import type { CliKind } from '../kinds/kind.ts';
import { cliKinds, sourceKinds } from '../kinds/kinds.ts';
import { kustomization, sourceColumn } from '../kinds/kustomization.ts';
import { formatTable } from '../output/table.ts';

const kustomizations: Command = command({
  name: kustomization.plural,
  aliases: kustomization.pluralAliases,
  operands: '[name]',
  summary: 'Get Kustomization statuses',
  flags: {
    ...getFlags,
    'show-source': bool(false, 'show the source reference for each kustomization'),
    unreferenced: bool(
      false,
      'list the files of each kustomization that no kustomization.yaml refers to',
    ),
  },
  async run(context, invocation) {
    const columns = invocation.flags['show-source']
      ? [sourceColumn, ...kustomization.columns]
      : kustomization.columns;
    await withCluster(context, async ({ client, namespace }) => {
      const query = readQuery(invocation, namespace);
      if (!invocation.flags.unreferenced) {
        await getKind(context, client, { ...kustomization, columns }, query);
        return;
      }
      const { objects } = await listObjects(client, kustomization, query, context.signal);
      const table = unreferencedTable(objects, { withNamespace: query.namespace === undefined });
      context.io.out(formatTable(table, query));
    });
  },
});

function kindCommand(kind: CliKind): Command {
  return command({
    name: kind.plural,
    aliases: kind.pluralAliases,
    operands: '[name]',
    summary: `Get ${kind.api.kind} source statuses`,
    flags: getFlags,
    run: (context, invocation) =>
      withCluster(context, ({ client, namespace }) =>
        getKind(context, client, kind, readQuery(invocation, namespace)),
      ),
  });
}

function allCommand(summary: string, kinds: readonly CliKind[]): Command {
  return command({
    name: 'all',
    summary,
    flags: getFlags,
    run: (context, invocation) =>
      withCluster(context, async ({ client, namespace }) => {
        const query = readQuery(invocation, namespace);
        let tables = 0;
        for (const kind of kinds) {
          const objects = await listIfServed(client, kind, query, context.signal);
          if (objects.length === 0) continue;
          const style = styleOf(kind, query, true);
          context.io.out(
            `${tables++ === 0 ? '' : '\n'}${formatTable(objectTable(objects, style), query)}`,
          );
        }
      }),
  });
}

type Client = Parameters<typeof listObjects>[0];

async function getKind(
  context: Context,
  client: Client,
  kind: CliKind,
  query: Query,
): Promise<void> {
  const { objects, resourceVersion } = await listObjects(client, kind, query, context.signal);
  if (objects.length === 0 && !query.watch) throw await emptyError(client, kind, query);

  const style = styleOf(kind, query, false);
  if (query.output !== '') {
    const single = query.name !== undefined && query.namespace !== undefined;
    context.io.out(formatObjects(objects, { output: query.output, single }));
  } else if (objects.length > 0) {
    context.io.out(formatTable(objectTable(objects, style), query));
  }
  if (!query.watch) return;
  for await (const object of watchObjects(client, kind, query, resourceVersion, context.signal)) {
    context.io.out(
      query.output === ''
        ? formatTable(objectTable([object], style), { header: false })
        : formatObjects([object], { output: query.output, single: true }),
    );
  }
}

async function listIfServed(
  client: Client,
  kind: CliKind,
  query: Query,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<typeof listObjects>>['objects']> {
  try {
    return (await listObjects(client, kind, query, signal)).objects;
  } catch (error) {
    // A cluster serves the kinds whose controllers it runs, which need not be all.
    if (error instanceof NoKindMatchError) return [];
    throw error;
  }
}

function styleOf(kind: CliKind, query: Query, withKind: boolean): RowStyle {
  return { columns: kind.columns, withNamespace: query.namespace === undefined, withKind };
}

/** `flux get`. */
export const getCommand: Command = {
  name: 'get',
  summary: 'Get the resources and their status',
  description: 'The get sub-commands print the statuses of Flux resources.',
  subcommands: [
    allCommand('Get all resources and statuses', cliKinds),
    kustomizations,
    {
      name: 'sources',
      aliases: ['source'],
      summary: 'Get source statuses',
      description: 'The get source sub-commands print the statuses of the sources.',
      subcommands: [
        allCommand('Get all source statuses', sourceKinds),
        ...sourceKinds.map(kindCommand),
      ],
    },
  ],
};
