import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type Flag } from '../command/flag.ts';
import { CommandError } from '../error.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';
import { readTarget } from '../reconcile/request.ts';
import { oneName } from './name-operand.ts';
import { lastWord, verbGroup } from './verb-group.ts';

const deleteFlags: { readonly silent: Flag<boolean> } = {
  silent: bool(false, 'delete resource without asking for confirmation', { short: 's' }),
};

function deleteKind(kind: CliKind): Command {
  return command({
    name: lastWord(kind),
    aliases: kind.aliases,
    operands: '[name]',
    summary: `Delete a ${kind.api.kind} ${kind.words[0] === 'source' ? 'source' : 'resource'}`,
    flags: deleteFlags,
    run: (context, { args, flags }) =>
      withCluster(context, async ({ client, namespace }) => {
        const name = oneName(args, kind);
        await readTarget(client, { kind, namespace, name });
        if (
          !flags.silent &&
          !(await context.io.confirm(`Are you sure you want to delete this ${kind.human}`))
        ) {
          throw new CommandError(
            'Refused',
            'aborting: nothing was deleted; -s deletes without asking',
          );
        }
        context.log.action(`deleting ${kind.human} ${name} in ${namespace} namespace`);
        await client.delete({ ...kindRef(kind), namespace, name }, { signal: context.deadline });
        context.log.success(`${kind.human} deleted`);
      }),
  });
}

/** `flux delete`. */
export const deleteCommand: Command = verbGroup({
  name: 'delete',
  summary: 'Delete sources and resources',
  description: 'The delete sub-commands delete sources and resources.',
  sources: 'Delete sources',
  flags: deleteFlags,
  command: deleteKind,
});
