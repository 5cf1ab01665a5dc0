import { withCluster } from '../cluster/connect.ts';
import { whereElse } from '../cluster/locate.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type Flag } from '../command/flag.ts';
import { CommandError, UsageError } from '../error.ts';
import { type CliKind, kindRef } from '../kinds/kind.ts';
import { waitUntilSettled } from '../reconcile/request.ts';
import { targetNames } from './target-names.ts';
import { lastWord, verbGroup } from './verb-group.ts';

const resumeFlags: { readonly all: Flag<boolean>; readonly wait: Flag<boolean> } = {
  all: bool(false, 'resume all resources in that namespace'),
  wait: bool(false, 'waits for one resource to reconcile before moving to the next one'),
};

function resumeKind(kind: CliKind): Command {
  return command({
    name: lastWord(kind),
    aliases: kind.aliases,
    operands: '[name]',
    summary: `Resume a suspended ${kind.api.kind}`,
    flags: resumeFlags,
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
          context.log.action(`resuming ${kind.human} ${name} in ${namespace} namespace`);
          await client.patch(
            { ...kindRef(kind), namespace, name },
            { spec: { suspend: null } },
            { type: 'merge', signal },
          );
          context.log.success(`${kind.human} resumed`);
        }
        for (const name of missing) {
          const hint = await whereElse(client, kindRef(kind), name);
          context.log.failure(
            `${kind.api.kind} object '${name}' not found in ${namespace} namespace${hint}`,
          );
        }
        // One object is waited for, several only when asked to, as each may take its time.
        if (!flags.wait && args.length !== 1) return;
        for (const name of found) {
          context.log.waiting(`waiting for ${kind.api.kind} reconciliation`);
          const object = await waitUntilSettled(client, { kind, namespace, name }, signal);
          context.log.success(`${kind.api.kind} ${name} reconciliation completed`);
          context.log.success(kind.success(object));
        }
      }),
  });
}

/** `flux resume`. */
export const resumeCommand: Command = verbGroup({
  name: 'resume',
  summary: 'Resume suspended resources',
  description: 'The resume sub-commands resume a suspended resource.',
  sources: 'Resume sources',
  flags: resumeFlags,
  command: resumeKind,
});
