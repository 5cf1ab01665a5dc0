import { normaliseKustomization } from '@fluxts/flux-api';
import { formatTree, inventoryTree, treeValue } from '@fluxts/explain';
import { stringify, stringifyJson } from '@fluxts/yaml';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, choice } from '../command/flag.ts';
import { kustomization } from '../kinds/kustomization.ts';
import { readTarget } from '../reconcile/request.ts';
import { oneName } from './name-operand.ts';

const treeKustomization: Command = command({
  name: 'kustomization',
  aliases: ['ks'],
  operands: '[name]',
  summary: 'Print the resource inventory of a Kustomization',
  example: 'flux tree kustomization flux-system\nflux tree kustomization flux-system --compact',
  flags: {
    compact: bool(false, 'list Flux resources only.'),
    output: choice(
      ['json', 'yaml'],
      '',
      "the format in which the tree should be printed. can be 'json' or 'yaml'",
      { short: 'o' },
    ),
  },
  run: (context, { args, flags }) =>
    withCluster(context, async ({ client, namespace }) => {
      const name = oneName(args, kustomization);
      const object = await readTarget(client, { kind: kustomization, namespace, name });
      const root = await inventoryTree(client, normaliseKustomization(object).object, {
        compact: flags.compact,
        signal: context.deadline,
      });
      switch (flags.output) {
        case 'json':
          context.io.out(`${stringifyJson(treeValue(root), { indent: 2 })}\n`);
          return;
        case 'yaml':
          context.io.out(stringify(treeValue(root)));
          return;
        case '':
          context.io.out(formatTree(root));
      }
    }),
});

/** `flux tree`. */
export const treeCommand: Command = {
  name: 'tree',
  summary: 'Print the resources reconciled by Flux',
  description: 'The tree command shows the list of resources reconciled by a Flux object.',
  subcommands: [treeKustomization],
};
