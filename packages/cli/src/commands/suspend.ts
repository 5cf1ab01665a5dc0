import { withCluster } from '../cluster/connect.ts';
import { whereElse } from '../cluster/locate.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type Flag } from '../command/flag.ts';
import { CommandError, UsageError } from '../error.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';
import { targetNames } from './target-names.ts';
import { lastWord, verbGroup } from './verb-group.ts';

const suspendFlags: { readonly all: Flag<boolean> } = {
  all: bool(false, 'suspend all resources in that namespace'),
};

function suspendKind(kind: CliKind): Command {
  return command({
    name: lastWord(kind),
    aliases: kind.aliases,
    operands: '[name]',
    summary: `Suspend reconciliation of ${kind.api.kind}`,
    flags: suspendFlags,
    run: (context, { args, flags }) =>
      withCluster(context, async ({ client, namespace }) => {
        if (args.length === 0 && !flags.all) {
          throw new UsageError('InvalidArguments', `${kind.human} name is required`);
        }
        const signal = context.deadline;
        const { found, missing } = await targetNames(client, kind, namespace, args, signal);
        if (flags.all && args.length === 0 && found.length === 0) {
          throw new CommandError(
            'NotFound',
            `no ${kind.api.kind} objects found in ${namespace} namespace`,
          );
        }
        for (const name of found) {
          context.log.action(`suspending ${kind.human} ${name} in ${namespace} namespace`);
          await client.patch(
            { ...kindRef(kind), namespace, name },
            { spec: { suspend: true } },
            { type: 'merge', signal },
          );
          context.log.success(`${kind.human} suspended`);
        }
        for (const name of missing) {
          const hint = await whereElse(client, kindRef(kind), name);
          context.log.failure(
            `${kind.api.kind} ${name} not found in ${namespace} namespace${hint}`,
          );
        }
      }),
  });
}

/** `flux suspend`. */
export const suspendCommand: Command = verbGroup({
  name: 'suspend',
  summary: 'Suspend resources',
  description: 'The suspend sub-commands suspend the reconciliation of a resource.',
  sources: 'Suspend sources',
  flags: suspendFlags,
  command: suspendKind,
});
