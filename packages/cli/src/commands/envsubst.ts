import { EnvsubstError, substitute } from '@fluxts/gocompat';
import { type Command, command } from '../command/command.ts';
import { bool } from '../command/flag.ts';
import { CommandError } from '../error.ts';

const maxInputBytes = 64 * 1024 * 1024;

/** `flux envsubst`. */
export const envsubstCommand: Command = command({
  name: 'envsubst',
  summary: 'envsubst substitutes the values of environment variables',
  description:
    'The envsubst command substitutes the values of environment variables in the string piped as standard input and\n' +
    'writes the result to the standard output. It can be used to replicate the behavior of the Flux Kustomization post-build substitutions.',
  example:
    'export cluster_region=eu-central-1\nkustomize build . | flux envsubst | kubectl apply -f -',
  flags: {
    strict: bool(
      false,
      'fail if a variable without a default value is declared in the input but is missing from the environment',
    ),
  },
  async run(context, { flags }) {
    const input = await context.io.readInput(maxInputBytes);
    try {
      context.io.out(substitute(input, (name) => context.env[name], { strict: flags.strict }));
    } catch (error) {
      if (!(error instanceof EnvsubstError)) throw error;
      throw new CommandError('InvalidInput', error.message, { cause: error });
    }
  },
});
