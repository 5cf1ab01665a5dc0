import { getPath, getString } from '@fluxts/base';
import { parseConstraint, parseVersion } from '@fluxts/gocompat';
import { type KubeClient, KubeApiError } from '@fluxts/kube-client';
import { parseJson } from '@fluxts/yaml';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { duration } from '../command/duration-flag.ts';
import { bool, strings } from '../command/flag.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../error.ts';
import { chooseComponents, components, crdNames } from '../install/components.ts';
import { verifyDeployments } from '../install/verify.ts';

/** The oldest Kubernetes that is supported. */
const kubernetesConstraint = '>=1.33.0-0';

/** `flux check`. */
export const checkCommand: Command = command({
  name: 'check',
  summary: 'Check requirements and installation',
  description:
    'The check command will perform a series of checks to validate that\n' +
    'the local environment is configured correctly and if the installed components are healthy.',
  example: 'flux check --pre\nflux check',
  flags: {
    pre: bool(false, 'only run pre-installation checks'),
    components: strings(
      components.map((component) => component.name),
      'list of components, accepts comma-separated values',
    ),
    'components-extra': strings(
      [],
      'list of components in addition to those supplied or defaulted, accepts comma-separated values',
    ),
    'poll-interval': duration(
      '5s',
      'accepted for compatibility: the state of the resources is watched, not polled',
    ),
  },
  run: (context, { flags }) =>
    withCluster(context, async ({ client }) => {
      const chosen = chooseComponents(flags.components, flags['components-extra']);
      context.log.action('checking prerequisites');
      await checkKubernetes(context, client);
      if (flags.pre) {
        context.log.success('prerequisites checks passed');
        return;
      }
      const namespace = context.globals.chosenNamespace ?? context.globals.systemNamespace;
      context.log.action('checking controllers');
      const signal = context.deadline;
      await verifyDeployments(
        context,
        client,
        namespace,
        chosen.map((one) => one.name),
        signal,
      );
      context.log.action('checking crds');
      await checkDefinitions(context, client, crdNames(chosen), signal);
      context.log.success('all checks passed');
    }),
});

async function checkKubernetes(context: Context, client: KubeClient): Promise<void> {
  const { body } = await client.request({ path: '/version', signal: context.deadline });
  const version = getString(parseJson(new TextDecoder().decode(body)), 'gitVersion') ?? '';
  if (!parseConstraint(kubernetesConstraint).check(parseVersion(version))) {
    throw new CommandError(
      'CheckFailed',
      `Kubernetes version ${version} does not match ${kubernetesConstraint}; use a newer cluster`,
    );
  }
  context.log.success(`Kubernetes ${version} ${kubernetesConstraint}`);
}

async function checkDefinitions(
  context: Context,
  client: KubeClient,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const missing: string[] = [];
  for (const name of names) {
    try {
      const definition = await client.get(
        { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', name },
        { signal },
      );
      const stored = getPath(definition, 'status', 'storedVersions');
      const versions = Array.isArray(stored) ? stored.map(String).join(',') : '';
      context.log.success(`${name}/${versions}`);
    } catch (error) {
      if (!(error instanceof KubeApiError) || error.code !== 'NotFound') throw error;
      context.log.failure(`${name} not found`);
      missing.push(name);
    }
  }
  if (missing.length > 0) {
    throw new CommandError('CheckFailed', `missing: ${missing.join(', ')}; run 'flux install'`);
  }
}
