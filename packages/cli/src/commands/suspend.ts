import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, type Flag } from '../command/flag.ts';
import type { CliKind } from '../kinds/kind.ts';
import { switchSuspend } from './switch-suspend.ts';
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
        const request = { kind, client, namespace, typed: args, all: flags.all };
        await switchSuspend(context, 'suspend', request);
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
