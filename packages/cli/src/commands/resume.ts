import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type Flag } from '../command/flag.ts';
import type { CliKind } from '../kinds/kind.ts';
import { waitUntilSettled } from '../reconcile/request.ts';
import { switchSuspend } from './switch-suspend.ts';
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
        const request = { kind, client, namespace, typed: args, all: flags.all };
        const found = await switchSuspend(context, 'resume', request);
        // One object is waited for, several only when asked to, as each may take its time.
        if (!flags.wait && args.length !== 1) return;
        for (const name of found) {
          context.log.waiting(`waiting for ${kind.api.kind} reconciliation`);
          const object = await waitUntilSettled(
            client,
            { kind, namespace, name },
            context.deadline,
          );
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
