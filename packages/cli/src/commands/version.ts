import type { JsonObject } from '@fluxts/base';
import { stringify, stringifyJson } from '@fluxts/yaml';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { bool, choice } from '../command/flag.ts';
import { CommandError } from '../error.ts';
import { imagesOf, imageTag, installedDeployments } from '../install/installed.ts';
import { compatibleFluxVersion, fluxtsVersion } from '../version.ts';

/** `flux version`. */
export const versionCommand: Command = command({
  name: 'version',
  summary: 'Print the client and server-side components version information.',
  description:
    'Print the client and server-side components version information for the current context.',
  example: 'flux version\nflux version --client\nflux version -o json',
  flags: {
    client: bool(false, 'print only client version'),
    output: choice(
      ['yaml', 'json'],
      'yaml',
      "the format in which the information should be printed. can be 'json' or 'yaml'",
      { short: 'o' },
    ),
  },
  async run(context, { flags }) {
    const own: JsonObject = {
      flux: `v${fluxtsVersion}`,
      'compatible with': compatibleFluxVersion,
    };
    const info = flags.client
      ? own
      : await withCluster(context, async ({ client }) => {
          const namespace = context.globals.chosenNamespace ?? context.globals.systemNamespace;
          const deployments = await installedDeployments(client, namespace, context.deadline);
          if (deployments.length === 0) {
            throw new CommandError(
              'NotFound',
              `no deployments of Flux found in ${namespace} namespace; --client prints the version of this command alone`,
            );
          }
          const tags = deployments.map((deployment) => [
            deployment.metadata.name,
            imageTag(imagesOf(deployment)[0] ?? ''),
          ]);
          return { ...own, ...(Object.fromEntries(tags) as JsonObject) };
        });
    context.io.out(
      flags.output === 'json' ? `${stringifyJson(info, { indent: 2 })}\n` : stringify(info),
    );
  },
});
