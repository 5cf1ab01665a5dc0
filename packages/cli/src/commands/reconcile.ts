import { getString } from '@fluxts/base';
import { type Cluster, withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type FlagSet } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../error.ts';
import type { CliKind } from '../kinds/kind.ts';
import { cliKinds, sourceKinds } from '../kinds/kinds.ts';
import { readTarget, requestReconcile, type Target } from '../reconcile/request.ts';
import { oneName } from './name-operand.ts';
import { lastWord, verbGroup } from './verb-group.ts';

const withSource: FlagSet = {
  'with-source': bool(false, 'reconcile Kustomization source'),
};

function reconcileKind(kind: CliKind): Command {
  return command({
    name: lastWord(kind),
    aliases: kind.aliases,
    operands: '[name]',
    summary: `Reconcile a ${kind.api.kind} ${kind.words[0] === 'source' ? 'source' : 'resource'}`,
    example: `flux reconcile ${kind.words.join(' ')} podinfo -n tenant1`,
    flags: kind.words[0] === 'source' ? {} : withSource,
    run: (context, { args, flags }) =>
      withCluster(context, async (cluster) => {
        const target = { kind, namespace: cluster.namespace, name: oneName(args, kind) };
        const signal = context.deadline;
        if ((flags as { readonly 'with-source'?: boolean })['with-source'] === true) {
          await reconcileSource(context, cluster, target, signal);
        }
        await requestReconcile(context, cluster.client, target, signal);
      }),
  });
}

async function reconcileSource(
  context: Context,
  cluster: Cluster,
  target: Target,
  signal: AbortSignal,
): Promise<void> {
  const object = await readTarget(cluster.client, target);
  const sourceKind = getString(object, 'spec', 'sourceRef', 'kind') ?? '';
  const kind = sourceKinds.find((candidate) => candidate.api.kind === sourceKind);
  if (kind === undefined) {
    const known = cliKinds.filter((one) => sourceKinds.includes(one)).map((one) => one.api.kind);
    throw new CommandError(
      'Unsupported',
      `the source of ${target.kind.api.kind} '${target.name}' is a ${sourceKind}, which cannot be reconciled from here; known sources: ${known.join(', ')}`,
    );
  }
  await requestReconcile(
    context,
    cluster.client,
    {
      kind,
      namespace: getString(object, 'spec', 'sourceRef', 'namespace') ?? target.namespace,
      name: getString(object, 'spec', 'sourceRef', 'name') ?? '',
    },
    signal,
  );
}

/** `flux reconcile`. */
export const reconcileCommand: Command = verbGroup({
  name: 'reconcile',
  summary: 'Reconcile sources and resources',
  description: 'The reconcile sub-commands trigger a reconciliation of sources and resources.',
  sources: 'Reconcile sources',
  command: reconcileKind,
});
