import { getPath, type Json } from '@fluxts/base';
import { normaliseKustomization } from '@fluxts/flux-api';
import { loadVariables } from '@fluxts/kustomize-controller';
import { stringify } from '@fluxts/yaml';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool } from '../command/flag.ts';
import { UsageError } from '../error.ts';
import { kustomization } from '../kinds/kustomization.ts';
import { readTarget } from '../reconcile/request.ts';
import { oneName } from './name-operand.ts';

const docs = 'https://fluxcd.io/flux/components/kustomize/kustomizations/';

const debugKustomization: Command = command({
  name: 'kustomization',
  aliases: ['ks'],
  operands: '[name]',
  summary: 'Debug a Flux Kustomization resource',
  description:
    'The debug kustomization command can be used to troubleshoot failing Flux Kustomization reconciliations.\n' +
    'WARNING: --show-vars prints the values of Secrets.',
  example: 'flux debug ks podinfo --show-status\nflux debug ks podinfo --show-vars > vars.env',
  flags: {
    'show-status': bool(false, 'print the status of the Flux Kustomization'),
    'show-vars': bool(false, 'print the final vars of the Flux Kustomization in dot env format'),
    'show-history': bool(false, 'print the reconciliation history of the Flux Kustomization'),
  },
  run: (context, { args, flags }) =>
    withCluster(context, async ({ client, namespace }) => {
      const chosen = [flags['show-status'], flags['show-vars'], flags['show-history']];
      if (chosen.filter(Boolean).length !== 1) {
        throw new UsageError(
          'InvalidArguments',
          'one of --show-status, --show-vars and --show-history must be set',
        );
      }
      const name = oneName(args, kustomization);
      const object = await readTarget(client, { kind: kustomization, namespace, name });
      if (flags['show-status']) {
        const status: Json = getPath(object, 'status') ?? {};
        context.io.out(
          `# Status documentation: ${docs}#kustomization-status\n${stringify(status)}`,
        );
        return;
      }
      if (flags['show-history']) {
        const history: Json = getPath(object, 'status', 'history') ?? [];
        context.io.out(`# History documentation: ${docs}#history\n${stringify(history)}`);
        return;
      }
      const variables = await loadVariables(
        normaliseKustomization(object).object,
        client,
        context.deadline,
      );
      for (const key of Object.keys(variables).toSorted()) {
        context.io.out(`${key}=${variables[key] ?? ''}\n`);
      }
    }),
});

/** `flux debug`. */
export const debugCommand: Command = {
  name: 'debug',
  summary: 'Debug a flux resource',
  description: 'The debug command can be used to troubleshoot failing resource reconciliations.',
  subcommands: [debugKustomization],
};
