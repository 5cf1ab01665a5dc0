import { fluxKinds } from '@fluxts/flux-api';
import { groupOf, type KubeObject } from '@fluxts/kube-client';
import { bootstrapFlags, bootstrapGitFlags } from '../bootstrap/bootstrap-flags.ts';
import { changedObjects } from '../bootstrap/changed-objects.ts';
import { readBootstrapOptions } from '../bootstrap/options.ts';
import { proxyName } from '../bootstrap/proxy-manifests.ts';
import { pushFleet } from '../bootstrap/push-fleet.ts';
import { writeSyncSecrets } from '../bootstrap/sync-secret.ts';
import { waitForSync } from '../bootstrap/wait-for-sync.ts';
import { withCluster } from '../cluster/connect.ts';
import { type Command, command } from '../command/command.ts';
import { UsageError } from '../error.ts';
import { applyAll } from '../install/apply-all.ts';
import { verifyDeployments } from '../install/verify.ts';

const git: Command = command({
  name: 'git',
  summary: 'Deploy Flux on a cluster connected to a Git repository',
  description:
    'The bootstrap git command commits the Flux manifests to the branch of a Git repository, applies them, and configures\n' +
    'the cluster to synchronise with that repository. Run again, it changes nothing, brings a newer version, or replaces\n' +
    'the credentials, as the flags say. With --with-proxy it deploys git-auth-proxy, and no namespace gets the real\n' +
    'credentials of the git host.',
  example:
    'GIT_PASSWORD=… flux bootstrap git --url=https://git.example.com/org/fleet-infra --cluster-id=dev\n' +
    'flux bootstrap git --url=ssh://git@git.example.com/org/fleet-infra --private-key-file=key --path=clusters/dev\n' +
    'GIT_PASSWORD=… flux bootstrap git --url=https://dev.azure.com/org/project/_git/fleet-infra --cluster-id=dev --with-proxy=proxy.json',
  flags: { ...bootstrapFlags, ...bootstrapGitFlags },
  async run(context, { args, flags }) {
    if (args.length > 0) {
      throw new UsageError('InvalidArguments', `'flux bootstrap git' takes no operands`);
    }
    const options = readBootstrapOptions(context, flags);
    const { namespace } = options.install;
    await withCluster(context, async ({ client }) => {
      // A cluster that cannot be reached is told before anything is pushed.
      await client.mapper.groups({ signal: context.deadline });
      const { commit, objects } = await pushFleet(context, options, flags);
      const apply = async (some: readonly KubeObject[]): Promise<void> =>
        await applyAll(client, await changedObjects(client, some, context.deadline), {
          force: flags.force,
          signal: context.deadline,
          onApplied: (line) => context.io.out(`${line}\n`),
        });
      context.log.action(`installing components in "${namespace}" namespace`);
      await apply(objects.filter((object) => !isSync(object)));
      context.log.success('installed components');
      await writeSyncSecrets(context, client, options, flags);
      context.log.action('applying sync manifests');
      await apply(objects.filter(isSync));
      context.log.success('reconciled sync configuration');
      await waitForSync(context, client, namespace, commit);
      context.log.action('confirming components are healthy');
      const names = options.install.components.map((component) => component.name);
      if (options.proxyConfig !== undefined) names.push(proxyName);
      await verifyDeployments(context, client, namespace, names, context.deadline);
      context.log.success('all components are healthy');
    });
  },
});

/** Objects of Flux's own kinds come last: they need their definitions, and what opens the repository. */
function isSync(object: KubeObject): boolean {
  return fluxKinds.some(({ group }) => group === groupOf(object.apiVersion));
}

/** `flux bootstrap`. */
export const bootstrapCommand: Command = {
  name: 'bootstrap',
  summary: 'Deploy Flux on a cluster the GitOps way.',
  description:
    'The bootstrap sub-commands push the Flux manifests to a Git repository and deploy Flux on the cluster.',
  subcommands: [git],
};
